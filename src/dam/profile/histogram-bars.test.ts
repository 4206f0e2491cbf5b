import fc from 'fast-check'
import { expect, test } from 'vitest'
import { barOf, chooseBars, drawBars } from './histogram-bars.ts'

test.each([
  { min: 17, max: 96, kind: 'whole', width: 5, first: 3, count: 17 },
  { min: 0, max: 1, kind: 'any', width: 0.1, first: 0, count: 11 },
  { min: 3, max: 3, kind: 'whole', width: 1, first: 3, count: 1 },
  { min: 0, max: 3600, kind: 'clock', width: 300, first: 0, count: 13 },
  { min: 0, max: 86_400 * 15, kind: 'clock', width: 86_400, first: 0, count: 16 },
] as const)('chooses bars of $width from $min to $max', ({ min, max, kind, ...bars }) => {
  expect(chooseBars(min, max, kind)).toEqual(bars)
})

test('numbers beyond sums have no bars', () => {
  expect(chooseBars(0, 1e300, 'any')).toBeUndefined()
})

test('every number from lowest to highest has one of at most twenty bars', () => {
  const number = fc.double({ min: -1e12, max: 1e12, noNaN: true })
  fc.assert(fc.property(number, number, number, fc.constantFrom('any', 'whole', 'clock'), (a, b, c, kind) => {
    const [min, middle, max] = [a, b, c].toSorted((x, y) => x - y)
    if (min === undefined || middle === undefined || max === undefined) return
    const bars = chooseBars(min, max, kind)
    if (!bars) return
    expect(bars.count).toBeLessThanOrEqual(20)
    for (const value of [min, middle, max]) {
      expect(barOf(bars, value)).toBeGreaterThanOrEqual(0)
      expect(barOf(bars, value)).toBeLessThan(bars.count)
    }
  }))
})

test('edges are written without the dust of doubles', () => {
  expect(drawBars({ width: 0.1, first: 2, count: 2 }, [4])).toEqual([{ from: 0.2, to: 0.3, count: 4 }, { from: 0.3, to: 0.4, count: 0 }])
})
