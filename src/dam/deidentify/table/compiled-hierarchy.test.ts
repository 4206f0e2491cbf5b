import { expect, test } from 'vitest'
import { compileHierarchy, hierarchyKind } from './compiled-hierarchy.ts'

const texts = ['31', '38', '52', null]
const leaves = { texts, numbers: [31, 38, 52, null], rows: [2, 1, 1, 1], firstRows: [4, 0, 2, 7] }
const compile = (hierarchy: Parameters<typeof compileHierarchy>[0]['hierarchy'], given = leaves) =>
  compileHierarchy({ column: '나이', hierarchy, leaves: given, isWhole: true, directory: '/nowhere' })

test('hierarchyKind() names every kind', () => {
  expect([undefined, { file: 'a' }, { tree: {} }, { intervals: [5] }, { prefix: [1] }, { date: ['year' as const] }].map(hierarchyKind)).toEqual(['none', 'file', 'tree', 'intervals', 'prefix', 'date'])
})

test('compileHierarchy() codes every leaf on every level; a missing value stays missing until *', async () => {
  const { labels, codes, leaves: under, domain } = await compile({ intervals: [10, 20] })
  expect(labels).toEqual([['31', '38', '52', null], ['[30, 40)', '[50, 60)', null], ['[20, 40)', '[40, 60)', null], ['*']])
  expect(codes.map((ofLevel) => [...ofLevel])).toEqual([[0, 1, 2, 3], [0, 0, 1, 2], [0, 0, 1, 2], [0, 0, 0, 0]])
  // [20, 60) holds forty whole numbers, and the missing value is one leaf more.
  expect([domain, ...under.map((ofLevel) => [...ofLevel])]).toEqual([41, [1, 1, 1, 1], [10, 10, 1], [20, 20, 1], [41]])
})

test('a last level that is * already is not added again', async () => {
  expect((await compile({ prefix: [1, 0] })).labels.at(-1)).toEqual(['*'])
  expect((await compile({ prefix: [1, 0] })).labels).toHaveLength(3)
})

test.each([
  [{ tree: { young: [31, 38] } }, /1 value that its hierarchy \(tree\) has no place for: .* \(first rows 3\)/],
  [{ intervals: [10, 12] }, /do not lie within/],
  [{ file: 'gone.csv' }, /cannot be read/],
])('compileHierarchy() refuses %j, naming rows and no value', async (hierarchy, sentence) => {
  await expect(compile(hierarchy)).rejects.toThrow(sentence)
  await expect(compile(hierarchy)).rejects.not.toThrow('52')
})

test('a value * in the data is refused, since * marks what is suppressed', async () => {
  await expect(compile(undefined, { ...leaves, texts: ['*', '38', '52', null] })).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('rows 5') })
})
