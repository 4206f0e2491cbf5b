import fc from 'fast-check'
import { expect, test } from 'vitest'
import { groupNeighbours } from './microaggregate-groups.ts'

/** The sum of squared distances of the values from their mean. */
function squares(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
}

/** The least sum over all ways to part the values into groups of `size` to `2 * size - 1`. */
function least(values: readonly number[], size: number): number {
  if (values.length === 0) return 0
  let best = Infinity
  for (let length = size; length < 2 * size && length <= values.length; length++) best = Math.min(best, squares(values.slice(0, length)) + least(values.slice(length), size))
  return best
}

const cut = (values: Float64Array, size: number) => {
  const starts = Array.from(groupNeighbours(values, size))
  return starts.map((start, group) => Array.from(values.subarray(start, starts[group + 1] ?? values.length)))
}
const total = (groups: readonly (readonly number[])[]) => groups.reduce((sum, group) => sum + squares(group), 0)

test('groupNeighbours() finds the least sum of squares, with groups of k to 2k - 1, for any values', () => {
  const value = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ min: -1e3, max: 1e3, noNaN: true }))
  fc.assert(fc.property(fc.integer({ min: 2, max: 5 }), fc.array(value, { minLength: 5, maxLength: 16 }), (size, given) => {
    const values = Float64Array.from(given).toSorted()
    const groups = cut(values, size)
    expect(groups.flat()).toEqual(Array.from(values))
    for (const { length } of groups) expect(length >= size && length < 2 * size).toBe(true)
    const best = least(Array.from(values), size)
    expect(total(groups)).toBeCloseTo(best, 6)
  }), { numRuns: 300 })
})

/** The same path without the queue: every beginning for every end. */
function slowTotal(values: Float64Array, size: number): number {
  const costs = [0]
  for (let end = 1; end <= values.length; end++) {
    costs[end] = Infinity
    for (let begin = Math.max(0, end - 2 * size + 1); begin <= end - size; begin++) costs[end] = Math.min(costs[end] ?? 0, (costs[begin] ?? 0) + squares(Array.from(values.subarray(begin, end))))
  }
  return costs[values.length] ?? 0
}

test.each([[3, 400], [7, 700], [20, 900], [64, 1000], [90, 100]])('groupNeighbours() in groups of %i is as good as trying every beginning for %i values', (size, length) => {
  let state = 7
  const values = Float64Array.from({ length }, () => { state = (state * 48_271) % 2_147_483_647; return (state / 2_147_483_647) ** 4 * 1e6 + 1e9 }).toSorted()
  const found = total(cut(values, size))
  expect(found / slowTotal(values, size)).toBeCloseTo(1, 9)
})

test.each([
  { values: [1, 2, 10, 11], size: 2, groups: [[1, 2], [10, 11]] },
  { values: [1, 2, 3, 10, 11], size: 2, groups: [[1, 2, 3], [10, 11]] },
  { values: [1, 2, 3], size: 2, groups: [[1, 2, 3]] },
  // Five equal values and another are too many for one group of two to three.
  { values: [1, 1, 1, 1, 5], size: 2, groups: [[1, 1, 1], [1, 5]] },
  { values: [4, 4, 4, 4, 4, 4, 4], size: 2, groups: [[4, 4], [4, 4], [4, 4, 4]] },
])('groupNeighbours() cuts $values into $groups', ({ values, size, groups }) => {
  expect(cut(Float64Array.from(values), size)).toEqual(groups)
})
