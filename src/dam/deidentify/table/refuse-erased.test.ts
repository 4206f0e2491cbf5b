import { expect, test } from 'vitest'
import type { Fact } from '#dam/dataset/fact.ts'
import { refuseErased } from './refuse-erased.ts'

function factOf(verdict: Fact['verdict'], because?: string): Fact {
  const words = { en: 'Suppressed rows of the worst group', ko: '삭제 처리' }
  return { id: 'parity:suppressed', label: words, claim: null, rule: 1.5, measured: 2.4, unit: 'score', verdict, ...(because !== undefined && { because: { en: because, ko: because } }), how: { method: words, recompute: '' } }
}

test('refuseErased() stops a release with a failed promise about groups, and tells its figures', () => {
  const refuse = () => { refuseErased({ parity: [factOf('passed'), factOf('failed', 'district = b: 12 / 20'), factOf('failed')] }) }
  expect(refuse).toThrow(expect.objectContaining({ code: 'promise-failed' }))
  expect(refuse).toThrow('Suppressed rows of the worst group: at most 1.5, measured 2.4 (district = b: 12 / 20). Suppressed rows of the worst group: at most 1.5, measured 2.4. Lower')
})

test('refuseErased() lets pass what holds or could not be judged', () => {
  expect(() => { refuseErased({ parity: [] }) }).not.toThrow()
  expect(() => { refuseErased({ parity: [factOf('passed'), factOf('not-checked')] }) }).not.toThrow()
})
