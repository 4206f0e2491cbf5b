import { expect, test } from 'vitest'
import { Refusal } from '#platform/refusal.ts'
import { judge, makeCheck, notChecked } from './make-check.ts'

const plan = (run: () => Promise<ReturnType<typeof judge>>) => ({ id: 'one', label: { en: 'One', ko: '하나' }, method: { en: 'Counted', ko: '셈' }, recompute: 'ls', run })

test('makeCheck() fails closed: a fault inside is a failed check that quotes nothing', async () => {
  const check = await makeCheck(plan(() => Promise.reject(new TypeError('Alice is not a function'))))
  expect(check.fact.verdict).toBe('failed')
  expect(check.findings).toEqual(['The check could not be made, so it does not pass: TypeError'])
})

test('makeCheck() tells a refusal in its own words, and lets a stop through', async () => {
  expect((await makeCheck(plan(() => Promise.reject(new Refusal('bad-input', 'x.json is not JSON'))))).findings).toEqual(['x.json is not JSON'])
  await expect(makeCheck(plan(() => Promise.reject(new Refusal('cancelled', 'stopped'))))).rejects.toThrow('stopped')
})

test('makeCheck() shows the first findings and counts the rest', async () => {
  const check = await makeCheck(plan(async () => judge(Array.from({ length: 30 }, (_, place) => `finding ${place}`))))
  expect(check.findings).toHaveLength(26)
  expect(check.findings.at(-1)).toBe('and 5 more')
})

test('judge() passes without findings, and notChecked() says why', () => {
  expect(judge([]).verdict).toBe('passed')
  expect(judge(['x']).verdict).toBe('failed')
  expect(notChecked('no vault', '금고 없음')).toEqual({ verdict: 'not-checked', because: { en: 'no vault', ko: '금고 없음' } })
})
