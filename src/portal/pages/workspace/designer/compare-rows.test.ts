import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareRows } from './compare-rows.ts'

test('cells are held against each other by the name of their column, whatever its place', () => {
  const [first, second, third] = compareRows({ before: { columns: ['id', 'age', 'sex'], rows: [['1', '34', 'f'], ['2', null, 'm'], ['3', '50', 'm']] }, after: { columns: ['sex', 'age'], rows: [['f', '[30, 40)'], ['*', '*'], null] } }, new Set(['age', 'sex']))
  expect(first).toEqual({ state: 'released', cells: [{ before: '1', after: undefined, isChanged: true }, { before: '34', after: '[30, 40)', isChanged: true }, { before: 'f', after: 'f', isChanged: false }] })
  expect(second?.state).toBe('hidden')
  expect(third?.state).toBe('left-out')
})

test('rows that are released as they came have no change, whatever stands in them', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.option(fc.string()), fc.option(fc.string()))), (rows) => {
    const table = { columns: ['__proto__', 'b'], rows: rows.map((row) => [...row]) }
    for (const row of compareRows({ before: table, after: table }, new Set())) expect([row.state, row.cells.some(({ isChanged }) => isChanged)]).toEqual(['released', false])
  }))
})

test('without a column that points at a person no row is called hidden', () => {
  expect(compareRows({ before: { columns: ['a'], rows: [['*']] }, after: { columns: ['a'], rows: [['*']] } }, new Set())[0]?.state).toBe('released')
})
