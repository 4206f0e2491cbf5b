import { expect, test } from 'vitest'
import { makePromiseFact } from './promise.ts'

const kept = { id: 'x', label: { en: 'a', ko: '가' }, rows: [], method: { en: '', ko: '' }, recompute: '' }

test.each([
  { concerned: 10, broken: 0, mostly: undefined, rule: 0, measured: 0, unit: 'count', verdict: 'passed' },
  { concerned: 10, broken: 1, mostly: undefined, rule: 0, measured: 1, unit: 'count', verdict: 'failed' },
  { concerned: 10, broken: 1, mostly: 0.9, rule: 0.9, measured: 0.9, unit: 'share', verdict: 'passed' },
  { concerned: 10, broken: 2, mostly: 0.9, rule: 0.9, measured: 0.8, unit: 'share', verdict: 'failed' },
  { concerned: 0, broken: 0, mostly: undefined, rule: 0, measured: null, unit: 'count', verdict: 'not-checked' },
])('$broken of $concerned broken with mostly $mostly: $verdict', ({ concerned, broken, mostly, ...fact }) => {
  expect(makePromiseFact({ ...kept, concerned, broken, mostly })).toMatchObject(fact)
})
