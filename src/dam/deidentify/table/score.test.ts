import { expect, test } from 'vitest'
import { aecsOf, discernibilityOf } from './score.ts'

test('aecsOf() and discernibilityOf() give the published figures of adult from its counts', () => {
  expect(aecsOf(30162, 1046, 906)).toBeCloseTo(28.808023, 6)
  expect(aecsOf(30162, 48, 0)).toBe(628.375)
  expect(discernibilityOf(100, 3, 50)).toBe(250)
})
