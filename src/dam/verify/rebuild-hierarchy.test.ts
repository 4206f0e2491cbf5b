import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Column } from '#dam/dataset/table.ts'
import { sql } from '#platform/engines/sql-text.ts'
import type { RecipeHierarchy } from './read-recipe.ts'
import { firstDifference, givenRows, rebuildHierarchy } from './rebuild-hierarchy.ts'
import { scratchEngine } from './scratch-engine.fixture.ts'

const scratch = scratchEngine()

interface Case { readonly hierarchy: RecipeHierarchy; readonly level: number; readonly values: (string | null)[]; readonly labels: unknown[][]; readonly levels: number; readonly domain: number; readonly type?: Column['type']; readonly format?: string }
const DATES: RecipeHierarchy = { kind: 'date', steps: ['month', 'quarter', 'year', '5-years'] }
const CASES: Case[] = [
  { hierarchy: { kind: 'none' }, level: 0, values: ['a', 'b', 'a', null], labels: [['a', 1], ['b', 1], [null, 1]], levels: 2, domain: 3 },
  { hierarchy: { kind: 'none' }, level: 1, values: ['a', null], labels: [['*', 2]], levels: 2, domain: 2 },
  { hierarchy: { kind: 'prefix', lengths: [2, 1] }, level: 1, values: ['가나다', '가나라', 'xyz', 'x'], labels: [['x*', 1], ['xy*', 1], ['가나*', 2]], levels: 4, domain: 4 },
  { hierarchy: { kind: 'prefix', lengths: [1, 0] }, level: 1, values: ['가나', '가다'], labels: [['가*', 2]], levels: 3, domain: 2 },
  { hierarchy: { kind: 'intervals', widths: [10, 20], from: 0 }, level: 1, values: ['7', '-3', '19', '20'], labels: [['[-10, 0)', 10], ['[0, 10)', 10], ['[10, 20)', 10], ['[20, 30)', 10]], levels: 4, domain: 60, type: 'integer' },
  { hierarchy: { kind: 'intervals', widths: [0.5], from: 0.25 }, level: 1, values: ['0.3', '1.25'], labels: [['[0.25, 0.75)', 0.5], ['[1.25, 1.75)', 0.5]], levels: 3, domain: 1.5, type: 'decimal' },
  { hierarchy: { kind: 'intervals', widths: [10], from: 0 }, level: 0, values: ['7', '8'], labels: [['7', 1], ['8', 1]], levels: 3, domain: 10, type: 'integer' },
  { hierarchy: DATES, level: 1, values: ['2020-02-29', null], labels: [['2020-02', 29], [null, 1]], levels: 6, domain: 1828, type: 'date' },
  { hierarchy: DATES, level: 2, values: ['2020.05.01'], labels: [['2020-Q2', 91]], levels: 6, domain: 1827, type: 'date', format: '%Y.%m.%d' },
  { hierarchy: DATES, level: 3, values: ['2021-05-01'], labels: [['2021', 365]], levels: 6, domain: 1827, type: 'date' },
  { hierarchy: DATES, level: 4, values: ['2019-12-31', '2020-01-01'], labels: [['2015–2019', 1826], ['2020–2024', 1827]], levels: 6, domain: 3653, type: 'date' },
  { hierarchy: { kind: 'date', steps: ['day'] }, level: 1, values: ['2020-01-31', '2020-02-02'], labels: [['2020-01-31', 1], ['2020-02-02', 1]], levels: 3, domain: 3, type: 'date' },
  { hierarchy: { kind: 'frequency', kept: [2, 1] }, level: 1, values: ['b', 'b', 'c', 'a', 'z', null], labels: [['a', 1], ['b', 1], ['other:2', 2], [null, 1]], levels: 4, domain: 5 },
  { hierarchy: { kind: 'frequency', kept: [2, 1] }, level: 2, values: ['b', 'a'], labels: [['a', 1], ['other:1', 1]], levels: 4, domain: 2 },
  { hierarchy: { kind: 'tree', tree: new Map([['Asia', ['KR', 'JP']], ['Europe', ['FR']]]) }, level: 1, values: ['KR', 'FR', null], labels: [['Asia', 2], ['Europe', 1], [null, 1]], levels: 3, domain: 4 },
]

test.each(CASES)('rebuildHierarchy() makes the labels, leaves and domain of $hierarchy.kind at level $level', async ({ hierarchy, level, values, labels, levels, domain, type = 'text', format }) => {
  const engine = scratch.engine()
  await engine.load('given_values', [{ name: 'leaf', type: 'text', values }, { name: 'row', type: 'integer', values: values.map((_, row) => row) }])
  const source = { leaves: sql`select * from given_values`, column: { name: 'x', type, stored: 'text' as const, ...(format !== undefined && { format }) }, isWhole: type === 'integer' }
  const rebuilt = await rebuildHierarchy({ table: 'made_here', hierarchy, level, source, rows: await givenRows(hierarchy, undefined) }, { engine })
  const { rows } = await engine.table(sql`select label, leaves from made_here_labels order by label nulls last`)
  expect(rows).toEqual(labels)
  expect(rebuilt).toEqual({ table: 'made_here', levels, domain, missing: values.filter((value) => value === null).length, uncovered: [] })
})

test('rebuildHierarchy() of all levels tells where each label stands, and whether it means one thing', async () => {
  const engine = scratch.engine()
  const hierarchy: RecipeHierarchy = { kind: 'tree', tree: new Map<unknown, unknown>([['Asia', new Map([['East', ['KR', 'JP']]])], ['Europe', ['FR', 'East']]]) }
  const source = { leaves: sql`select * from (values ('KR', 0), ('FR', 1), (null, 2)) v(leaf, row)`, column: { name: 'x', type: 'text' as const, stored: 'text' as const }, isWhole: false }
  await rebuildHierarchy({ table: 'made_here', hierarchy, level: 'all', source, rows: await givenRows(hierarchy, undefined) }, { engine })
  const { rows } = await engine.table(sql`select label, leaves, level, coarsest, meanings from made_here_labels order by label nulls last`)
  expect(rows).toEqual([['*', 5, 3, 3, 1], ['Asia', 2, 2, 2, 1], ['East', 2, 1, 1, 2], ['Europe', 2, 1, 2, 1], ['FR', 1, 0, 0, 1], ['JP', 1, 0, 0, 1], ['KR', 1, 0, 0, 1], [null, 1, 0, 2, 1]])
})

test('what is frequent is told by the whole delivery, where the leaves are those of a sample', async () => {
  const engine = scratch.engine()
  const source = { leaves: sql`select * from (values ('a', 0), ('a', 1), ('b', 2)) v(leaf, row)`, delivered: sql`select * from (values ('a'), ('a'), ('b'), ('b'), ('b')) v(leaf)`, column: { name: 'x', type: 'text' as const, stored: 'text' as const }, isWhole: false }
  await rebuildHierarchy({ table: 'made_here', hierarchy: { kind: 'frequency', kept: [1] }, level: 1, source, rows: undefined }, { engine })
  expect((await engine.table(sql`select leaf, l1 from made_here order by leaf`)).rows).toEqual([['a', 'other:1'], ['b', 'b']])
})

test('rebuildHierarchy() names the rows whose values a hierarchy does not hold', async () => {
  const engine = scratch.engine()
  await writeFile(join(scratch.folder(), 'h.csv'), 'a;A\n')
  const rows = await givenRows({ kind: 'file', file: 'h.csv' }, join(scratch.folder(), 'h.csv'))
  const source = { leaves: sql`select * from (values ('a', 0), ('b', 1), ('c', 2)) v(leaf, row)`, column: { name: 'x', type: 'text' as const, stored: 'text' as const }, isWhole: false }
  expect((await rebuildHierarchy({ table: 'made_here', hierarchy: { kind: 'file', file: 'h.csv' }, level: 1, source, rows }, { engine })).uncovered).toEqual([1, 2])
  expect((await rebuildHierarchy({ table: 'made_here', hierarchy: { kind: 'intervals', widths: [5], from: 0 }, level: 1, source, rows: undefined }, { engine })).uncovered).toEqual([0, 1, 2])
})

test('firstDifference() names the first line, from 1', () => {
  expect(firstDifference([['a', '*'], ['b', '*']], [['a', '*'], ['b', '*']])).toBeUndefined()
  expect(firstDifference([['a', '*'], ['b', '*']], [['a', '*'], ['c', '*']])).toBe(2)
  expect(firstDifference([['a', '*']], [['a', '*'], ['c', '*']])).toBe(2)
})
