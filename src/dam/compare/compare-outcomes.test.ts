import { expect, test } from 'vitest'
import { compareOutcomes } from './compare-outcomes.ts'
import { madeOutcome, madePrivacy } from './outcome.fixture.ts'

test('an outcome beside itself is equal in every figure', () => {
  const comparison = compareOutcomes(madeOutcome(), madeOutcome({ kind: 'recipe', version: '1.1.0' }))
  expect(comparison).toMatchObject({ different: 0, a: { kind: 'release', version: '1.0.0' }, b: { kind: 'recipe', version: '1.1.0' } })
  expect(comparison.figures).toBeGreaterThan(30)
})

test('counts in how many figures each is better, and in what', () => {
  const b = madeOutcome({ privacy: madePrivacy({ smallest: 9, scores: { ...madePrivacy().scores, loss: 0.5, aecs: 20 } }) })
  const { better, different } = compareOutcomes(madeOutcome(), b)
  expect(different).toBe(3)
  expect(better).toEqual({ a: { safer: 0, 'keeps more': 2, fairer: 0, holds: 0 }, b: { safer: 1, 'keeps more': 0, fairer: 0, holds: 0 } })
})
