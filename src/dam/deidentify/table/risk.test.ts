import { expect, test } from 'vitest'
import { riskOf } from './risk.ts'

test('riskOf() counts chances over the rows that are shown', () => {
  // Two rows alone, a class of four, and four suppressed rows; the delivery has twice as many of each.
  const risk = riskOf([{ size: 1, delivered: 2, rows: 2, uniques: 2 }, { size: 4, delivered: 8, rows: 4, uniques: 0 }], 10, 5)
  expect(risk.prosecutor).toEqual({ highest: 1, average: 3 / 6, atRisk: 1 })
  expect(risk.journalist).toEqual({ highest: 0.5, average: 1.5 / 6, atRisk: 2 / 6 })
  expect([risk.marketer, risk.sampleUniques]).toEqual([0.3, 2])
  expect(risk.recordsAtRisk.map(({ rows }) => rows)).toEqual([2, 2, 6, 6, 6])
})

test('riskOf() of nothing is no risk', () => {
  expect(riskOf([], 0, 5)).toMatchObject({ prosecutor: { highest: 0, average: 0, atRisk: 0 }, marketer: 0, sampleUniques: 0 })
})
