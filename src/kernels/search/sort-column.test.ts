import { expect, test } from 'vitest'
import { createSortColumn } from './sort-column.ts'

test.each([
  { kind: 'number', direction: 'descending', values: [3, undefined, 10, Number.NaN, -1], order: [2, 0, 4, 1, 3] },
  { kind: 'number', direction: 'ascending', values: [3, undefined, 10, -1], order: [3, 0, 2, 1] },
  { kind: 'text', direction: 'ascending', values: ['나', undefined, 'Ab', 'aa', '가'], order: [3, 2, 4, 0, 1] },
  { kind: 'text', direction: 'descending', values: ['나', undefined, '가'], order: [0, 2, 1] },
] as const)('a $kind column sorts $values $direction; what has no value comes last', ({ kind, direction, values, order }) => {
  const column = createSortColumn({ name: 'any', kind, direction })
  for (const [ordinal, value] of values.entries()) column.set(ordinal, value)
  expect([...values.keys()].toSorted(column.compare)).toEqual(order)
})

test('a column gives its values back, so that it can be filled anew', () => {
  const numbers = createSortColumn({ name: 'downloads', kind: 'number', direction: 'descending' })
  for (let ordinal = 0; ordinal < 3000; ordinal++) numbers.set(ordinal, ordinal)
  numbers.set(1, undefined)
  expect([numbers.valueAt(2999), numbers.valueAt(1)]).toEqual([2999, undefined])
  const texts = createSortColumn({ name: 'title', kind: 'text', direction: 'ascending' })
  texts.set(0, 'Ab')
  expect(texts.valueAt(0)).toBe('ab')
})
