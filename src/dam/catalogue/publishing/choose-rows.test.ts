import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ROW_TESTS, type RowFilter } from '../datasets/dataset-answers.ts'
import { chooseRows, conditionOf } from './choose-rows.ts'

const TYPES = ['text', 'integer', 'decimal', 'boolean', 'date', 'timestamp', 'time'] as const
const columns = [...TYPES.map((type) => ({ name: `a ${type}`, type })), { name: '__proto__', type: 'text' }].map((column) => ({ ...column, role: null, missingShare: null, distinct: null }))
const choose = (filter: readonly RowFilter[], sort: Parameters<typeof chooseRows>[0]['sort'] = []) => chooseRows({ filter, sort }, columns)

test.each([
  { column: 'a text', is: 'contains', value: '가' }, { column: '__proto__', is: 'equals', value: 'x' }, { column: 'a integer', is: 'at-least', value: '-2.5' }, { column: 'a decimal', is: 'at-most', value: '1e3' },
  { column: 'a boolean', is: 'equals', value: 'true' }, { column: 'a date', is: 'equals', value: '2024-02-29' }, { column: 'a timestamp', is: 'at-least', value: '2026-01-31 09:30:00' }, { column: 'a timestamp', is: 'at-least', value: '2026-01-31' },
  { column: 'a time', is: 'at-most', value: '09:30:00' }, { column: 'a date', is: 'missing' },
] as const)('chooseRows() takes $is of $column', (filter) => {
  const { filters } = choose([filter])
  expect(filters).toEqual([{ value: '', type: filter.column === '__proto__' ? 'text' : filter.column.slice(2), ...filter }])
})

test.each([
  { column: 'toString', is: 'missing', says: 'no column' }, { column: 'a text"', is: 'equals', value: 'x', says: 'no column' }, { column: 'A TEXT', is: 'equals', value: 'x', says: 'no column' },
  { column: 'a text', is: 'at-least', value: 'x', says: 'contains, equals, missing' }, { column: 'a integer', is: 'contains', value: '1', says: 'equals, at-least' }, { column: 'a boolean', is: 'at-most', value: 'true', says: 'equals, missing' },
  { column: 'a integer', is: 'equals', value: '1 or 1=1', says: 'a number' }, { column: 'a decimal', is: 'at-least', value: 'inf', says: 'a number' }, { column: 'a integer', is: 'equals', says: 'a number' }, { column: 'a integer', is: 'equals', value: '', says: 'a number' },
  { column: 'a date', is: 'equals', value: '2024-02-30', says: 'a day' }, { column: 'a date', is: 'equals', value: "2024-01-01' or true --", says: 'a day' }, { column: 'a timestamp', is: 'at-least', value: 'now()', says: 'a moment' },
  { column: 'a time', is: 'at-least', value: '25:00:00', says: 'a time' }, { column: 'a boolean', is: 'equals', value: 'yes', says: 'true or false' }, { column: 'a text', is: 'contains', value: '', says: 'a text' },
] as const)('chooseRows() refuses $is $value of $column', ({ says, ...filter }) => {
  expect(() => choose([filter])).toThrow(expect.objectContaining({ code: 'bad-input', message: expect.stringContaining(says) }))
})

test('chooseRows() refuses to sort by what is not there, or twice by one', () => {
  expect(() => choose([], [{ column: 'nothing', direction: 'ascending' }])).toThrow('no column')
  expect(() => choose([], [{ column: 'a text', direction: 'ascending' }, { column: 'a text', direction: 'descending' }])).toThrow('once')
  expect(choose([], [{ column: 'a text', direction: 'descending' }]).order).toEqual([{ column: 'a text', direction: 'descending' }])
})

test('conditionOf() binds every value, whatever it holds: none becomes text of the statement', () => {
  const marked = fc.string().map((text) => `ㅎ${text}`)
  fc.assert(fc.property(fc.constantFrom('a text', '__proto__'), fc.constantFrom(...ROW_TESTS), marked, (column, is, value) => {
    if (is === 'at-least' || is === 'at-most') return
    const { pieces, values } = conditionOf(choose([{ column, is, value }]).filters)
    expect(pieces.join('')).not.toContain('ㅎ')
    expect(values).toEqual(is === 'missing' ? [] : [value])
  }))
  expect(conditionOf([]).pieces).toEqual([''])
})
