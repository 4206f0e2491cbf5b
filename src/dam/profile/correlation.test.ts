import { expect, test } from 'vitest'
import { measureCramersV, measurePearson } from './correlation.ts'

const column = (numbers: (number | null)[]) => ({
  codes: Int32Array.from(numbers, (number, place) => (number === null ? 0 : place + 1)),
  texts: [null, ...numbers.map(String)], counts: [],
})

test('measurePearson() equals the formula, missing rows left out', () => {
  expect(measurePearson(column([1, 2, 3, null]), column([2, 4, 6, 99]), 1)).toBeCloseTo(1, 12)
  expect(measurePearson(column([1, 2, 3, 4]), column([1, 3, 2, 4]), 1)).toBeCloseTo(0.8, 12)
  expect(measurePearson(column([1e9 + 1, 1e9 + 2, 1e9 + 3]), column([3, 2, 1]), 1)).toBeCloseTo(-1, 12)
  expect(measurePearson(column([5, 5]), column([1, 2]), 1)).toBeUndefined()
})

test('measureCramersV() is 1 for the same column under two names and 0 for chance', () => {
  expect(measureCramersV({ rows: 100, pairs: [[1, 1, 50], [2, 2, 50]] })).toBeCloseTo(1, 12)
  expect(measureCramersV({ rows: 100, pairs: [[1, 1, 25], [1, 2, 25], [2, 1, 25], [2, 2, 25]] })).toBe(0)
  expect(measureCramersV({ rows: 100, pairs: [[1, 1, 50], [0, 2, 50]] })).toBeUndefined()
})

test('the correction of measureCramersV() is Bergsma\'s', () => {
  // 2 by 2, n = 100: phi squared 0.36, less 1/99; sizes 2 - 1/99 each.
  const expected = Math.sqrt((0.36 - 1 / 99) / (1 - 1 / 99))
  expect(measureCramersV({ rows: 100, pairs: [[1, 1, 40], [1, 2, 10], [2, 1, 10], [2, 2, 40]] })).toBeCloseTo(expected, 12)
})
