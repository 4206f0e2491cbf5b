import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FairnessReport, type Finding } from '../../src/dam/dataset/fairness-report.ts'
import { PrivacyReport, QualityReport } from '../../src/dam/dataset/reports.ts'
import { sql } from '../../src/platform/engines/sql-text.ts'
import { isAbout, queryWeighted, type RanExample, runExample } from '../ran-example.fixture.ts'
import { writeJobApplications } from './make-data.ts'

let ran: RanExample
let fairness: FairnessReport

beforeAll(async () => {
  ran = await runExample(import.meta.dirname, { writeData: (folder) => writeJobApplications(join(folder, 'applications.csv')) })
  fairness = await ran.stewardReport('fairness', FairnessReport)
}, 60_000)
afterAll(() => ran?.remove())

const failed = () => fairness.findings.filter(({ verdict }) => verdict === 'failed')

test('everything planted is found, and ranked from the gravest', () => {
  const found = fairness.findings.filter(({ verdict }) => verdict !== 'passed').map(plantedName).filter((name) => name !== undefined)
  expect([...new Set(found)]).toEqual([
    'women of 40 and over are invited less',
    'the model passes fewer women of 40 and over',
    'the model misses people under 30 with a disability',
    'people with a disability are too few',
    'interview scores of people with a disability are missing',
    'the career gap foretells the sex',
  ])
})

test('the gravest finding says by how much', () => {
  const [first] = failed()
  expect(first?.kind).toBe('label')
  expect(first && isAbout(first, { sex: '여', age_band: '40세 이상' })).toBe(true)
  expect(first?.measured).toBeGreaterThan(0.4)
  expect(first?.corrected).toBeLessThan(1e-6)
})

test('whoever was planted as fair is said by no finding to be at a disadvantage', () => {
  const isPlanted = (finding: Finding) => isAbout(finding, { disability: '있음' }) || (isAbout(finding, { age_band: '40세 이상' }) && !isAbout(finding, { sex: '남' })) || finding.kind === 'missing'
  expect(failed().filter((finding) => !isPlanted(finding)).map(({ label }) => label.en)).toEqual([])
  expect(failed().filter(({ kind }) => kind === 'missing').map(({ by, cells }) => [by, cells[0]?.[0]?.value])).toEqual([[['disability'], '있음']])
  expect(failed().filter(({ by }) => by.length === 1 && by[0] === 'sex')).toEqual([])
})

test('the career gap is the only proxy of the sex, and no column is one of a disability', () => {
  const proxies = fairness.findings.filter(({ kind }) => kind === 'proxy')
  const of = (group: string) => proxies.filter(({ by }) => by[0] === group).map(({ label }) => label.en)
  expect(of('sex')).toEqual(['‘career_gap_months’ foretells sex'])
  expect(of('disability')).toEqual([])
})

test('what to collect first are women of 40 and over, and people with a disability', () => {
  const [first, ...others] = fairness.collection
  expect(first && isAbout({ cells: [first.cell] }, { sex: '여', age_band: '40세 이상' })).toBe(true)
  expect(others.find(({ cell }) => isAbout({ cells: [cell] }, { sex: '여', age_band: '40세 이상', disability: '없음' }))?.label?.outcome).toBe('favourable')
  expect(others.find(({ cell }) => cell.length === 1 && cell[0]?.value === '있음')?.representation).toMatchObject({ target: 0.08, from: 'reference' })
})

test('the planted faults are found, each with its count, and no other rule fails', async () => {
  const { facts, plan } = await ran.stewardReport('quality', QualityReport)
  expect([...facts, ...plan.facts].filter(({ verdict }) => verdict === 'failed').map(({ id, measured }) => [id, measured])).toEqual([
    ['quality-05-in-range', 24], ['quality-07-foreign-key', 20],
  ])
})

test('every class holds five applicants and both outcomes, no row is hidden, and much less is lost than with one level a column', async () => {
  const privacy = await ran.releasedReport('privacy', PrivacyReport)
  expect(privacy.modelFacts.map(({ id, verdict }) => [id, verdict])).toEqual([['k-anonymity', 'passed'], ['l-diversity:invited:distinct', 'passed']])
  expect(privacy).toMatchObject({ recoding: 'strict-local', suppressed: 0 })
  expect(privacy.smallest).toBeGreaterThanOrEqual(5)
  // 0.246 is the optimum with one level a column.
  expect(privacy.scores.loss).toBeLessThan(0.1)
})

test('women of 40 and over lose the most, within what the parity allows', async () => {
  const { groups = [], parity } = await ran.stewardReport('privacy', PrivacyReport)
  const outcomes = groups.find(({ by }) => by.join() === 'sex,age_band')?.outcomes ?? []
  const worst = outcomes.toSorted((a, b) => b.loss - a.loss)[0]
  expect(worst?.cell.map(({ value }) => value)).toEqual(['여', '40세 이상'])
  expect(parity?.map(({ verdict }) => verdict)).toEqual(['passed', 'passed'])
})

test('with the weights every released group is invited as often as the others', async () => {
  const rates = await queryWeighted(ran, sql`select sex, age_band, disability, sum(weight) filter (invited = '예') / sum(weight) from weighted group by all having count(distinct invited) = 2`)
  expect(rates.length).toBeGreaterThanOrEqual(12)
  for (const [, , , rate] of rates) expect(Number(rate)).toBeCloseTo(fairness.whole.label.rate ?? 0, 6)
})

test('the released report on fairness names the gravest too, and a stranger verifies the release', async () => {
  const released = await ran.releasedReport('fairness', FairnessReport)
  expect(released.isPublic).toBe(true)
  expect(released.findings[0] && isAbout(released.findings[0], { sex: '여', age_band: '40세 이상' })).toBe(true)
  expect(await readFile(join(ran.release, 'report.html'), 'utf8')).toContain('40세 이상')
  expect((await ran.datadam('verify', ran.release)).code).toBe(0)
})

/** What was planted that a finding tells of; undefined for what only follows from it. */
function plantedName(finding: Finding): string | undefined {
  const { kind, id, label } = finding
  const isOfWomen = isAbout(finding, { sex: '여', age_band: '40세 이상' })
  if (kind === 'label' && isOfWomen) return 'women of 40 and over are invited less'
  if (id.startsWith('fairness-selectionrate') && isOfWomen) return 'the model passes fewer women of 40 and over'
  if (id.startsWith('fairness-truepositiverate') && isAbout(finding, { age_band: '29세 이하', disability: '있음' })) return 'the model misses people under 30 with a disability'
  if (kind === 'representation') return isAbout(finding, { disability: '있음' }) ? 'people with a disability are too few' : label.en
  if (kind === 'missing') return label.en.includes('interview_score') && isAbout(finding, { disability: '있음' }) ? 'interview scores of people with a disability are missing' : label.en
  if (kind === 'proxy' && finding.by[0] === 'sex') return label.en.includes('career_gap_months') ? 'the career gap foretells the sex' : label.en
  return undefined
}
