import { expect, test } from 'vitest'
import type { Fact } from '#dam/dataset/fact.ts'
import { orderFacts } from './evidence.ts'

const fact = (id: string, verdict: Fact['verdict']): Fact => ({ id, label: { en: id, ko: id }, claim: null, rule: null, measured: 0, unit: 'count', verdict, how: { method: { en: '', ko: '' }, recompute: '' } })

test('orderFacts() puts failed facts first, and else keeps the order', () => {
  const facts = orderFacts({ promises: [fact('k', 'passed'), fact('seal', 'not-checked')], measured: [fact('share', 'noted'), fact('rows', 'failed'), fact('unique', 'passed')] })
  expect(facts.map(({ id }) => id)).toEqual(['rows', 'seal', 'k', 'unique', 'share'])
})
