import fc from 'fast-check'
import { expect, test } from 'vitest'
import { digamma, harmonic, logGamma } from './gamma.ts'

test.each([
  [0.5, Math.log(Math.PI) / 2],
  [1, 0],
  [6, Math.log(120)],
  [101, Array.from({ length: 100 }, (_, i) => Math.log(i + 1)).reduce((sum, one) => sum + one, 0)],
])('logGamma(%d) is the logarithm of the known value', (x, known) => {
  expect(Math.abs(logGamma(x) - known)).toBeLessThan(1e-12 * Math.max(1, Math.abs(known)))
})

test.each([[1, -0.577_215_664_901_532_9], [0.5, -0.577_215_664_901_532_9 - 2 * Math.LN2], [2, 1 - 0.577_215_664_901_532_9]])('digamma(%d) is the known value', (x, known) => {
  expect(Math.abs(digamma(x) - known)).toBeLessThan(1e-13)
})

test('harmonic() is the sum, term by term, near and far', () => {
  fc.assert(fc.property(fc.double({ min: -3, max: 9, noNaN: true }), fc.integer({ min: 0, max: 2000 }), (magnitude, count) => {
    const from = 10 ** magnitude
    let sum = 0
    for (let i = 0; i < count; i++) sum += 1 / (from + i)
    expect(Math.abs(harmonic(from, count) - sum)).toBeLessThanOrEqual(1e-11 * Math.max(sum, 1e-6))
  }), { numRuns: 300 })
})
