import fc from 'fast-check'
import { expect, test } from 'vitest'
import { measureAssociation } from './association.ts'

test('measureAssociation() of a column that is the group is 1, of one that is independent 0', () => {
  expect(measureAssociation([['a', 1, 50], ['b', 2, 50]])).toMatchObject({ mutualInformationBits: 1, entropyShare: 1 })
  expect(measureAssociation([['a', 1, 50], ['b', 2, 50]]).cramersV).toBeCloseTo(1, 12)
  expect(measureAssociation([['a', 1, 25], ['a', 2, 25], ['b', 1, 25], ['b', 2, 25]])).toEqual({ cramersV: 0, mutualInformationBits: 0, entropyShare: 0 })
})

test('measureAssociation() of a table by hand', () => {
  // 30 10 / 10 50: phi² = 0.29166², with correction 0.340278 - 1/99 over 2 - 1/99 - 1.
  const { cramersV, mutualInformationBits } = measureAssociation([['a', 1, 30], ['a', 2, 10], ['b', 1, 10], ['b', 2, 50]])
  const phiSquare = 30 ** 2 / (40 * 40) + 10 ** 2 / (40 * 60) + 10 ** 2 / (60 * 40) + 50 ** 2 / (60 * 60) - 1
  expect(cramersV).toBeCloseTo(Math.sqrt((phiSquare - 1 / 99) / (1 - 1 / 99)), 12)
  expect(mutualInformationBits).toBeCloseTo(0.3 * Math.log2(30 / 16) + 0.1 * Math.log2(10 / 24) + 0.1 * Math.log2(10 / 24) + 0.5 * Math.log2(50 / 36), 12)
})

test('measureAssociation() has nothing to tell of one value, or of no row', () => {
  expect(measureAssociation([['a', 1, 5], ['a', 2, 5]])).toEqual({ cramersV: 0, mutualInformationBits: 0, entropyShare: 0 })
  expect(measureAssociation([])).toEqual({ cramersV: 0, mutualInformationBits: 0, entropyShare: 0 })
})

test('both measures of any table lie between 0 and 1, and Cramér\'s V is the same both ways', () => {
  const table = fc.uniqueArray(fc.tuple(fc.nat(5), fc.nat(5), fc.integer({ min: 1, max: 50 })), { selector: ([a, b]) => a * 10 + b, maxLength: 36 })
  fc.assert(fc.property(table, (pairs) => {
    const one = measureAssociation(pairs)
    const other = measureAssociation(pairs.map(([a, b, rows]) => [b, a, rows]))
    expect(one.cramersV).toBeGreaterThanOrEqual(0)
    expect(one.cramersV).toBeLessThanOrEqual(1)
    expect(one.entropyShare).toBeLessThanOrEqual(1)
    expect(other.cramersV).toBeCloseTo(one.cramersV, 9)
    expect(other.mutualInformationBits).toBeCloseTo(one.mutualInformationBits, 9)
  }))
})
