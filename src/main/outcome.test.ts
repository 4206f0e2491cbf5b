import { expect, test } from 'vitest'
import type { VerificationReport } from '#dam/dataset/reports.ts'
import { verificationText } from './outcome.ts'

const how = { method: { en: 'counted', ko: '셈' }, recompute: 'select 1' }
const fact = { claim: null, rule: 5, unit: 'count' as const, how, label: { en: 'Smallest class', ko: '가장 작은 집합' } }

test('verificationText() names what failed, with its findings, and what was not checked, with why', () => {
  const report: VerificationReport = {
    verifier: 'datadam-verify 1', verdict: 'failed',
    checks: [
      { id: 'classes', fact: { ...fact, id: 'classes', measured: 4, verdict: 'failed' }, findings: ['data/train-00000-of-00001.parquet: 2 classes are smaller than 5'] },
      { id: 'loss', fact: { ...fact, id: 'loss', measured: 0.123456789, unit: 'share', verdict: 'passed', label: { en: 'Loss', ko: '손실' } }, findings: [] },
      { id: 'persons', fact: { ...fact, id: 'persons', measured: null, verdict: 'not-checked', because: { en: 'no person', ko: '없음' } }, findings: [] },
    ],
  }
  const text = verificationText(report)
  expect(text).toContain('FAILED       Smallest class: 4\n                 data/train-00000-of-00001.parquet: 2 classes')
  expect(text).toContain('passed       Loss: 12.35 %')
  expect(text).toContain('not checked  Smallest class: no person')
  expect(text).toContain('Not verified')
})
