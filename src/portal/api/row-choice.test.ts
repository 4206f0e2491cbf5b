import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextOrder, readFilters, readOrder, testsOf, withFilter, withoutFilter } from './row-choice.ts'

test('readFilters() and readOrder() take what they wrote, and leave out what is none', () => {
  const filter = [{ column: '__proto__', is: 'contains', value: 'x' }, { column: 'b', is: 'missing' }] as const
  expect(readFilters(filter)).toEqual(filter)
  expect(readFilters([{ column: 'b', is: 'missing', value: 'left over' }, { column: 1, is: 'equals', value: 'x' }, { column: 'a', is: 'like', value: 'x' }, { column: 'a', is: 'equals' }, null, 'x'])).toEqual([{ column: 'b', is: 'missing' }])
  expect(readOrder([{ column: 'a', direction: 'descending' }, { column: 'a', direction: 'sideways' }])).toEqual([{ column: 'a', direction: 'descending' }])
  fc.assert(fc.property(fc.jsonValue(), (given) => {
    expect([readFilters(given), readOrder(given)].every((read) => read === undefined || read.length > 0)).toBe(true)
  }))
})

test('a column is sorted upwards, then downwards, then not at all; another begins anew', () => {
  const up = nextOrder([], 'a')
  expect(up).toEqual([{ column: 'a', direction: 'ascending' }])
  expect(nextOrder(up, 'a')).toEqual([{ column: 'a', direction: 'descending' }])
  expect(nextOrder(nextOrder(up, 'a'), 'a')).toEqual([])
  expect(nextOrder(up, 'b')).toEqual([{ column: 'b', direction: 'ascending' }])
})

test('a filter takes the place of one of the same column and test only', () => {
  const low = { column: 'a', is: 'at-least', value: '1' } as const
  const high = { column: 'a', is: 'at-most', value: '9' } as const
  expect(withFilter(withFilter(withFilter([], low), high), { ...low, value: '2' })).toEqual([high, { ...low, value: '2' }])
  expect(withoutFilter([low, high], low)).toEqual([high])
})

test('testsOf() offers what the server takes of each type', () => {
  expect(testsOf('text')).toEqual(['contains', 'equals', 'missing'])
  expect(testsOf('boolean')).toEqual(['equals', 'missing'])
  for (const type of ['integer', 'decimal', 'date', 'timestamp', 'time']) expect(testsOf(type)).toEqual(['at-least', 'at-most', 'equals', 'missing'])
})
