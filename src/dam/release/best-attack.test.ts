import { expect, test } from 'vitest'
import type { Attack } from '#dam/dataset/reports.ts'
import { bestAttack, isBeyondChance } from './best-attack.ts'
import { FAILED_FACT } from './release.fixture.ts'

const attack = (id: Attack['id'], rate: number, chance: number): Attack => ({ id, attempts: 100, certain: 0, successes: rate * 100, rate, chance, label: FAILED_FACT.label, how: FAILED_FACT.how })

test('bestAttack() is the one farthest beyond chance, not the one that is right most often', () => {
  expect(bestAttack({ attacks: [attack('inference', 0.9, 0.89), attack('linkage', 0.2, 0.01), attack('sibling-subtraction', 0.3, 0.3)] })?.id).toBe('linkage')
  expect(bestAttack({ attacks: [] })).toBeUndefined()
})

test('isBeyondChance() leaves aside what rounding would hide', () => {
  expect(isBeyondChance(attack('linkage', 0.2, 0.1))).toBe(true)
  expect(isBeyondChance(attack('linkage', 0.1, 0.1))).toBe(false)
  expect(isBeyondChance(attack('linkage', 0.1001, 0.1))).toBe(false)
  expect(isBeyondChance(attack('linkage', 0.1, 0.2))).toBe(false)
})
