import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allocateSample } from './allocate-sample.ts'

test.each([
  { rows: [50, 30, 20], size: 10, taken: [5, 3, 2] },
  { rows: [1, 1, 1], size: 2, taken: [1, 1, 0] },
  { rows: [97, 2, 1], size: 10, taken: [10, 0, 0] },
  { rows: [60, 25, 15], size: 4, taken: [2, 1, 1] },
  { rows: [3, 4], size: 100, taken: [3, 4] },
  { rows: [], size: 5, taken: [] },
  { rows: [0, 7], size: 3, taken: [0, 3] },
])('of $rows rows, $size are taken as $taken', ({ rows, size, taken }) => {
  expect(allocateSample(rows, size)).toEqual(taken)
})

test('allocateSample() adds up, stays within each stratum, and rounds each exact share down or up', () => {
  const strata = fc.array(fc.integer({ min: 0, max: 50_000_000 }), { maxLength: 40 })
  fc.assert(fc.property(strata, fc.integer({ min: 1, max: 10_000 }), (rows, size) => {
    const total = rows.reduce((sum, count) => sum + count, 0)
    const taken = allocateSample(rows, size)
    expect(taken.reduce((sum, count) => sum + count, 0)).toBe(Math.min(size, total))
    taken.forEach((count, place) => {
      const exact = BigInt(rows[place] ?? 0) * BigInt(Math.min(size, total))
      const below = total === 0 ? 0 : Number(exact / BigInt(total))
      expect(count).toBeGreaterThanOrEqual(below)
      expect(count).toBeLessThanOrEqual(Math.min(rows[place] ?? 0, below + 1))
    })
  }))
})

test('allocateSample() never takes fewer from a larger stratum', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 12 }), fc.integer({ min: 1, max: 500 }), (rows, size) => {
    const taken = allocateSample(rows, size)
    const unfair = rows.flatMap((count, place) => rows.filter((other, at) => count > other && (taken[place] ?? 0) < (taken[at] ?? 0)))
    expect(unfair).toEqual([])
  }))
})
