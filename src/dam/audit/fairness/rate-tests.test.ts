import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareRates, correctByHolm, measureRate, openTests, wilsonBounds } from './rate-tests.ts'

test.each([
  // Wilson's own formula, by hand for 10 of 20 and 0 of 10; R's prop.test(…, correct = FALSE) gives the same.
  { count: 10, of: 20, low: 0.299298, high: 0.700702 },
  { count: 0, of: 10, low: 0, high: 0.277533 },
  { count: 10, of: 10, low: 0.722467, high: 1 },
])('wilsonBounds() of $count of $of', ({ count, of, low, high }) => {
  const bounds = wilsonBounds(count, of)
  expect(bounds.low).toBeCloseTo(low, 5)
  expect(bounds.high).toBeCloseTo(high, 5)
})

test('measureRate() has no rate where there are no rows', () => {
  expect(measureRate(0, 0)).toEqual({ count: 0, of: 0, rate: null, low: null, high: null })
})

test.each([
  // Two-sided normal tails: 1.959964 leaves 5 %, 3 leaves 0.27 %, 6 leaves 1.973e-9.
  { deviate: 1.959964, p: 0.05 }, { deviate: 3, p: 0.0026997961 }, { deviate: 6, p: 1.973175e-9 }, { deviate: 0.5, p: 0.6170750775 },
])('compareRates() gives the tail of $deviate', ({ deviate, p }) => {
  // Of 2n rows in two halves with shares 0.5 ± d, the deviate is 2 d sqrt(2 n).
  const n = 1_000_000
  const d = deviate / Math.sqrt(8 * n)
  const found = compareRates({ count: n * (0.5 + d), of: n }, { count: n * (0.5 - d), of: n })
  expect(found / p).toBeCloseTo(1, 5)
})

test('compareRates() finds nothing where nothing can differ', () => {
  expect(compareRates({ count: 0, of: 10 }, { count: 0, of: 20 })).toBe(1)
  expect(compareRates({ count: 5, of: 10 }, { count: 0, of: 0 })).toBe(1)
})

test('correctByHolm() keeps the order of the tests', () => {
  expect(correctByHolm([0.04, 0.01, 0.03, 0.005])).toEqual([0.06, 0.03, 0.06, 0.02])
  expect(correctByHolm([])).toEqual([])
})

test('correctByHolm() never makes a chance smaller, nor turns two around', () => {
  fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 }), (chances) => {
    const corrected = correctByHolm(chances)
    corrected.forEach((value, place) => {
      expect(value).toBeGreaterThanOrEqual(chances[place] ?? 0)
      expect(value).toBeLessThanOrEqual(1)
      expect(corrected.filter((other, index) => (chances[index] ?? 0) < (chances[place] ?? 0) && other > value)).toEqual([])
    })
  }))
})

test('openTests() corrects all of a report together when it is closed', () => {
  const tests = openTests()
  const first = tests.testAgainstRest({ count: 80, of: 100 }, { count: 100, of: 200 })
  const second = tests.testAgainstRest({ count: 50, of: 100 }, { count: 100, of: 200 })
  expect(tests.count).toBe(2)
  expect(first.corrected).toBe(1)
  tests.close()
  expect(first.corrected).toBeCloseTo(2 * first.p, 20)
  expect(second).toEqual({ p: 1, corrected: 1 })
})
