import { expect, test } from 'vitest'
import { modelRule } from './model-rule.ts'

test.each([
  ['k-anonymity', 5, 'score', '≥ 5'],
  ['sample-uniques', 2, 'score', '≥ 2'],
  ['l-diversity:diagnosis:distinct', 3, 'score', '≥ 3'],
  ['l-diversity:diagnosis:entropy', 2.5, 'score', '≥ 2.5'],
  ['l-diversity:diagnosis:recursive', 4, 'score', '< 4'],
  ['t-closeness:diagnosis:equal', 0.2, 'score', '≤ 0.2'],
  ['average-risk', 0.125, 'share', '≤ 12.5 %'],
  ['delta-presence', 0.5, 'share', '≤ 50 %'],
] as const)('modelRule() of %s %s is %s', (id, rule, unit, told) => {
  expect(modelRule({ id, rule, unit })).toBe(told)
})

test('a rule that is told in words stays as it is', () => {
  expect(modelRule({ id: 'k-anonymity', rule: null, unit: 'score' })).toBeNull()
  expect(modelRule({ id: 'k-anonymity', rule: 'as agreed', unit: 'text' })).toBe('as agreed')
})
