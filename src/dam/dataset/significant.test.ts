import fc from 'fast-check'
import { expect, test } from 'vitest'
import { significant } from './significant.ts'

test('significant() tells sums that were added up in another order alike', () => {
  expect(significant(0.1 + 0.2 + 0.3)).toBe(significant(0.3 + 0.2 + 0.1))
  expect(significant(0.0030065577414693824)).toBe(significant(0.003006557741469379))
})

test('significant() keeps whole numbers, and changes nothing that is told twice', () => {
  expect([significant(12_345_678_901_234), significant(0), significant(Number.NaN)]).toEqual([12_345_678_901_234, 0, Number.NaN])
  fc.assert(fc.property(fc.double(), (value) => {
    expect(significant(significant(value))).toBe(significant(value))
  }))
})
