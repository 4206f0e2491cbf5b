import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBench } from '#dam/dataset/made-table.fixture.ts'
import { listFindings } from './list-findings.ts'
import { auditLoans } from './made-audit.fixture.ts'

let bench: Awaited<ReturnType<typeof openBench>>
beforeAll(async () => { bench = await openBench() })
afterAll(() => { bench.engine.close() })

test('listFindings() puts failed ones first, each verdict from the gravest, and every finding once', async () => {
  const setting = await auditLoans(bench)
  const found = listFindings(setting)
  const order = ['failed', 'noted', 'not-checked', 'passed']
  const keys = found.map(({ verdict, severity }) => [order.indexOf(verdict), -severity] as const)
  expect(keys).toEqual(keys.toSorted(([a, b], [c, d]) => a - c || b - d))
  expect(new Set(found.map(({ id }) => id)).size).toBe(found.length)
  expect(new Set(found.map(({ kind }) => kind))).toEqual(new Set(['label', 'prediction', 'calibration', 'missing', 'proxy']))
  expect(found).toEqual(setting.report.findings)
  // A calibration is told of single groups only.
  expect(found.filter(({ kind }) => kind === 'calibration').every(({ by }) => by.length === 1)).toBe(true)
})

test.each([
  { favourable: 9, label: 'No row has the favourable outcome', measured: 0 },
  { favourable: { 'at-least': 0 }, label: 'Every row has the favourable outcome', measured: 1 },
])('a label that is always or never $favourable is told and not judged', async ({ favourable, label, measured }) => {
  const found = listFindings(await auditLoans(bench, { favourable }))
  expect(found.find(({ id }) => id === 'fairness-one-sided')).toMatchObject({ verdict: 'not-checked', measured, label: { en: label } })
})

test('a table without any label says so', async () => {
  const setting = await auditLoans(bench)
  const report = { ...setting.report, whole: { ...setting.report.whole, label: { count: 0, of: 0, rate: null, low: null, high: null } } }
  expect(listFindings({ ...setting, report }).find(({ id }) => id === 'fairness-one-sided')).toMatchObject({ measured: null, label: { en: 'No row has a label' } })
})
