import { expect, test } from 'vitest'
import { aecsOf, columnLoss, discernibilityOf, lossOf } from './score.ts'

test('columnLoss() is 0 for leaves, 1 for the whole domain, and nothing where there is nothing to lose', () => {
  expect([columnLoss(10, 10, 4), columnLoss(40, 10, 4), columnLoss(25, 10, 4)]).toEqual([0, 1, 0.5])
  expect([columnLoss(10, 10, 1), columnLoss(0, 0, 4)]).toEqual([0, 0])
})

test('columnLoss() is the formula of the release format: (sum of shares - n / D) / (n - n / D)', () => {
  const [rows, domain, leaves] = [30, 8, 75]
  expect(columnLoss(leaves, rows, domain)).toBeCloseTo((leaves / domain - rows / domain) / (rows - rows / domain), 12)
})

test('lossOf() is the geometric mean of 1 + L, less 1', () => {
  expect(lossOf([0.5, 0])).toBeCloseTo(Math.sqrt(1.5) - 1, 12)
  expect([lossOf([]), lossOf([1, 1, 1])]).toEqual([0, 1])
})

test('aecsOf() and discernibilityOf() give the published figures of adult from its counts', () => {
  expect(aecsOf(30162, 1046, 906)).toBeCloseTo(28.808023, 6)
  expect(aecsOf(30162, 48, 0)).toBe(628.375)
  expect(discernibilityOf(100, 3, 50)).toBe(250)
})
