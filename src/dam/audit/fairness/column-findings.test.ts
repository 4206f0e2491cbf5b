import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBench } from '#dam/dataset/made-table.fixture.ts'
import { findMissingGaps, findProxies } from './column-findings.ts'
import { auditLoans } from './made-audit.fixture.ts'

let bench: Awaited<ReturnType<typeof openBench>>
let setting: Awaited<ReturnType<typeof auditLoans>>
beforeAll(async () => {
  bench = await openBench()
  setting = await auditLoans(bench)
})
afterAll(() => { bench.engine.close() })

test('findMissingGaps() names the group with the most and the one with the fewest missing values', () => {
  // A quarter of the notes of women is missing, and no other.
  const [found] = findMissingGaps(setting)
  expect(found).toMatchObject({
    id: 'fairness-missing-01', kind: 'missing', by: ['sex'], verdict: 'failed', measured: 0.25, rule: 0.1, severity: 2.5, size: 200, cells: [[{ column: 'sex', value: 'F' }], [{ column: 'sex' }]],
  })
  expect(found?.because?.en).toMatch(/^sex = F: 25\.0 % missing; sex = [MN]: 0\.0 %\.$/)
})

test('a gap within the tolerance is noted', () => {
  const missing = setting.report.missing.map((gap) => ({ ...gap, difference: 0.1 }))
  expect(findMissingGaps({ ...setting, report: { ...setting.report, missing } }).map(({ verdict }) => verdict)).toEqual(missing.map(() => 'noted'))
})

test('findProxies() tells released columns from a Cramér\'s V of 0.3, and no group', () => {
  const ranked = [0.9, 0.5, 0.3, 0.29].map((cramersV, place) => ({ column: place === 1 ? 'age' : `c${place}`, group: 'sex', cramersV, mutualInformationBits: 0.2, entropyShare: 0.125 }))
  const notReleased = ranked.slice(0, 1).map((proxy) => ({ ...proxy, column: 'dropped', because: { en: 'Dropped.', ko: '뺐습니다.' } }))
  const found = findProxies({ ...setting, report: { ...setting.report, proxies: { ...setting.report.proxies, ranked, notReleased } } })
  expect(found.map(({ id, label, measured, severity }) => [id, label.en, measured, severity])).toEqual([['fairness-proxy-01', '‘c0’ foretells sex', 0.9, 3], ['fairness-proxy-02', '‘c2’ foretells sex', 0.3, 1]])
  expect(found.map(({ because }) => because?.en)).toEqual([
    'Cramér\'s V 0.90; it tells 12.5 % of what there is to know about sex. The column is released.', 'Cramér\'s V 0.30; it tells 12.5 % of what there is to know about sex. The column is released.',
  ])
})

test('findProxies() tells no more than twenty', () => {
  const ranked = Array.from({ length: 30 }, (_, place) => ({ column: `c${place}`, group: 'sex', cramersV: 0.8, mutualInformationBits: 0.2, entropyShare: 0.1 }))
  expect(findProxies({ ...setting, report: { ...setting.report, proxies: { ...setting.report.proxies, ranked } } })).toHaveLength(20)
})
