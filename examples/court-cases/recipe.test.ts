import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FairnessReport, type Finding } from '../../src/dam/dataset/fairness-report.ts'
import { PrivacyReport, QualityReport } from '../../src/dam/dataset/reports.ts'
import { sql } from '../../src/platform/engines/sql-text.ts'
import { isAbout, queryWeighted, type RanExample, runExample } from '../ran-example.fixture.ts'
import { writeCourtCases } from './make-data.ts'

let ran: RanExample
let fairness: FairnessReport

beforeAll(async () => {
  ran = await runExample(import.meta.dirname, { writeData: (folder) => writeCourtCases(join(folder, 'cases.csv')) })
  fairness = await ran.stewardReport('fairness', FairnessReport)
}, 60_000)
afterAll(() => ran?.remove())

const failed = () => fairness.findings.filter(({ verdict }) => verdict === 'failed')
const peoples = () => fairness.crossings.find(({ by }) => by.length === 1 && by[0] === '출신')?.cells ?? []
const metricsOf = (people: string) => peoples().find(({ cell }) => cell[0]?.value === people)?.prediction?.metrics

test('everything planted is found, and ranked from the gravest', () => {
  const told = fairness.findings.filter(({ verdict, corrected }) => verdict === 'failed' || (verdict === 'noted' && corrected === null))
  expect([...new Set(told.map(plantedName))]).toEqual([
    'the model errs against one people', 'the scores of women mean something else',
  ])
})

test('the courtroom foretells the people, and stands among the columns that are not released, with the reason', () => {
  const [first, second] = fairness.proxies.notReleased
  expect(first).toMatchObject({ column: '법정', group: '출신', because: { en: 'The recipe drops it.' } })
  expect(first?.cramersV).toBeGreaterThan(0.4)
  expect(second?.cramersV).toBeLessThan(0.3)
  expect(fairness.proxies.ranked.filter(({ column }) => column === '법정')).toEqual([])
})

test('one people is wrongly called a high risk twice as often, and wrongly called a low risk less often', () => {
  const [harmed, others] = [metricsOf('누리계'), metricsOf('새론계')]
  expect(harmed?.falseNegativeRate.value).toBeGreaterThan(2 * (others?.falseNegativeRate.value ?? 1))
  expect(harmed?.falsePositiveRate.value).toBeLessThan(0.6 * (others?.falsePositiveRate.value ?? 0))
  const byPeople = failed().filter(({ by }) => by.length === 1 && by[0] === '출신').map(({ id }) => id.replace(/-\d+$/, ''))
  expect(byPeople.toSorted()).toEqual(['fairness-falsepositiverate', 'fairness-selectionrate', 'fairness-truepositiverate'])
})

test('scores of women are too low by what was planted, and those of men are right', () => {
  const [men, women] = ['남', '여'].map((sex) => fairness.crossings[0]?.cells.find(({ cell }) => cell[0]?.value === sex)?.prediction?.calibration)
  expect(women?.error).toBeGreaterThan(0.15)
  expect(men?.error).toBeLessThan(0.04)
})

test('the smallest people is said to be too small, and no finding is about it', () => {
  const small = peoples().find(({ cell }) => cell[0]?.value === '미르계')
  expect(small).toMatchObject({ isSmall: true, gap: null, tests: [] })
  expect(small?.rows).toBeGreaterThan(0)
  expect(small?.rows).toBeLessThan(fairness.smallestCell)
  expect(peoples().filter(({ isSmall }) => isSmall)).toHaveLength(1)
  expect(fairness.findings.filter(({ cells }) => cells.flat().some(({ value }) => value === '미르계'))).toEqual([])
})

test('whoever was planted as fair is said by no finding to be at a disadvantage: outcomes and presence are the same for all', () => {
  expect(failed().filter(({ kind }) => kind === 'label' || kind === 'representation' || kind === 'missing')).toEqual([])
  expect(failed().filter((finding) => finding.kind === 'prediction' && !isAbout(finding, { 출신: '누리계' }))).toEqual([])
  expect(failed().filter((finding) => finding.kind === 'calibration' && !isAbout(finding, { 성별: '여' }))).toEqual([])
})

test('the planted fault is found with its count, and no other rule fails', async () => {
  const { facts, plan } = await ran.stewardReport('quality', QualityReport)
  expect([...facts, ...plan.facts].filter(({ verdict }) => verdict === 'failed').map(({ id, measured }) => [id, measured])).toEqual([['quality-05-in-range', 16]])
})

test('every class holds five defendants, and offences as the whole has them; sex and people stay as they are', async () => {
  const privacy = await ran.releasedReport('privacy', PrivacyReport)
  expect(privacy.modelFacts.map(({ id, verdict }) => [id, verdict])).toEqual([['k-anonymity', 'passed'], ['t-closeness:죄명:hierarchical', 'passed']])
  expect(privacy).toMatchObject({ recoding: 'global', unit: 'person' })
  expect(privacy.smallest).toBeGreaterThanOrEqual(5)
  expect(privacy.columns.filter(({ column }) => column === '성별' || column === '출신').map(({ level }) => level)).toEqual([0, 0])
})

test('the smallest people is hidden from the release: in the rows and in every file', async () => {
  expect(await queryWeighted(ran, sql`select 출신 from weighted group by all order by all`)).toEqual([['*'], ['누리계'], ['새론계'], ['아라계']])
  const written = (await readdir(ran.release, { recursive: true })).filter((name) => /\.(json|csv|html|md|yaml|jsonld)$/.test(name))
  const naming: string[] = []
  for (const name of written) if ((await readFile(join(ran.release, name), 'utf8')).includes('미르계')) naming.push(name)
  expect(naming).toEqual([])
  expect(written.length).toBeGreaterThan(10)
})

test('with the weights every released group offends again as often as the others', async () => {
  const rates = await queryWeighted(ran, sql`select 성별, 연령대, 출신, sum(weight) filter (재범 = '아니오') / sum(weight) from weighted group by all having count(distinct 재범) = 2`)
  expect(rates.length).toBeGreaterThanOrEqual(24)
  for (const [, , , rate] of rates) expect(Number(rate)).toBeCloseTo(fairness.whole.label.rate ?? 0, 6)
})

/** What was planted that a finding tells of; its own words where it was not planted. */
function plantedName(finding: Finding): string {
  const { kind, label } = finding
  if (kind === 'prediction' && isAbout(finding, { 출신: '누리계' })) return 'the model errs against one people'
  if (kind === 'calibration' && isAbout(finding, { 성별: '여' })) return 'the scores of women mean something else'
  return label.en
}
