import { expect, test } from 'vitest'
import type { Fact } from '#dam/dataset/fact.ts'
import { evidenceComplete } from './gate-evidence-complete.ts'
import { gatedVersion } from './publishing.fixture.ts'

const how = { method: { en: '', ko: '' }, recompute: '' }
const fact = (id: string, verdict: Fact['verdict']): Fact => ({ id, label: { en: id, ko: id }, claim: null, rule: 1, measured: 0, unit: 'count', verdict, how })
const check = (evidence: Parameters<typeof gatedVersion>[0], words = '') => evidenceComplete.check(gatedVersion(evidence, { words }), { get tx(): never { throw new Error('asks nothing of the database') } })

test('evidenceComplete is open where the verifier passed and all promises hold', async () => {
  expect(await check({ promises: [fact('k', 'passed'), fact('l', 'not-checked')], measured: [fact('rows', 'passed'), fact('share', 'noted')] })).toEqual({ open: true })
})

test.each([
  [{ verification: 'failed' as const }, 'did not pass'],
  [{ promises: [fact('5-anonymity', 'failed')] }, '5-anonymity'],
  [{ measured: [fact('rows', 'failed')] }, '1 measured facts failed'],
])('evidenceComplete is shut for %j', async (evidence, because) => {
  expect(await check(evidence)).toEqual({ open: false, because: { en: expect.stringContaining(because), ko: expect.any(String) } })
})

test('evidenceComplete lets a failed measurement pass with a reason, and no failed promise with any', async () => {
  const reason = 'The shortfall is known and told on the page.'
  expect(await check({ measured: [fact('rows', 'failed')] }, reason)).toEqual({ open: true })
  expect(await check({ measured: [fact('rows', 'failed')] }, '         .')).toMatchObject({ open: false })
  expect(await check({ promises: [fact('rows', 'failed')] }, reason)).toMatchObject({ open: false })
})
