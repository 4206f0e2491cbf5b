import { expect, test } from 'vitest'
import { courtroomWeights, isLowRisk, PEOPLE_SHARES, PEOPLES, riskScore, SEXES, statedChance } from './planted-unfairness.ts'

const CHANCES = Array.from({ length: 99 }, (_, place) => (place + 1) / 100)

test('the shares of the peoples add up to all', () => {
  expect(PEOPLES.reduce((sum, people) => sum + PEOPLE_SHARES[people], 0)).toBeCloseTo(1)
})

test('with the same chance one people gets a higher risk score, and no other does', () => {
  for (const chance of CHANCES) {
    const [usual, ...scores] = PEOPLES.map((people) => riskScore({ people, chance, deviation: 0 }))
    expect(scores.map((score) => (score === usual ? 'the same' : score > (usual ?? 0) ? 'higher' : 'lower'))).toEqual([chance > 0.9 ? 'the same' : 'higher', 'the same', 'the same'])
  }
})

test('a risk score stays between 1 and 10, and only scores from 6 are a high risk', () => {
  for (const deviation of [-9, 9]) expect(riskScore({ people: '새론계', chance: 0.5, deviation })).toBe(deviation < 0 ? 1 : 10)
  expect([5, 6].map(isLowRisk)).toEqual([true, false])
})

test('the model states the true chance for men, and too little for women', () => {
  const [ofMen = 0, ofWomen = 0] = SEXES.map((sex) => statedChance(sex, 0.7))
  expect(ofMen).toBe(0.7)
  expect(ofWomen).toBeCloseTo(0.51)
  expect(statedChance('여', 0.05)).toBeGreaterThan(0)
})

test('the courtroom tells one people from the others', () => {
  const withInterpreters = (weights: readonly number[]) => weights.slice(4).reduce((sum, weight) => sum + weight, 0) / weights.reduce((sum, weight) => sum + weight, 0)
  expect(PEOPLES.map((people) => withInterpreters(courtroomWeights(people)) > 0.5)).toEqual([false, true, true, true])
})
