import { expect, test } from 'vitest'
import { barKindOf, measureLengths, summariseNumbers } from './summarise-values.ts'

const values = [3, 1, 2, 4].map((number) => ({ text: String(number), count: number, number }))

test('summariseNumbers() weighs every value by its rows', () => {
  const summary = summariseNumbers(values, 'integer')
  expect(summary.range).toEqual({ min: 1, max: 4 })
  expect(summary.mean).toBe(3)
  expect(summary.standardDeviation).toBeCloseTo(Math.sqrt(10 / 9), 12)
  expect(summary.quantiles?.map(({ value }) => value)).toEqual([1, 1, 2, 3, 4, 4, 4])
  expect(summary.histogram).toEqual([1, 2, 3, 4].map((number) => ({ from: number, to: number + 1, count: number })))
})

test('one row has no deviation, none has nothing, huge numbers have no sums', () => {
  expect(summariseNumbers([{ text: '5', count: 1, number: 5 }], 'integer')).not.toHaveProperty('standardDeviation')
  expect(summariseNumbers([{ text: 'NaN', count: 1, number: null }], 'decimal')).toEqual({})
  expect(summariseNumbers([{ text: '1e300', count: 2, number: 1e300 }], 'decimal')).not.toHaveProperty('mean')
})

test('lengths are in code points', () => {
  expect(measureLengths([{ text: '😀' }, { text: '서울시' }])).toEqual({ min: 1, max: 3 })
  expect(measureLengths([])).toBeUndefined()
})

test('only decimals break into halves', () => {
  expect((['integer', 'decimal', 'date', 'timestamp'] as const).map(barKindOf)).toEqual(['whole', 'any', 'whole', 'clock'])
})
