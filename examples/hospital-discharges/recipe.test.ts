import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PrivacyReport, ProfileReport, QualityReport, VerificationReport } from '../../src/dam/dataset/reports.ts'
import { type RanExample, runExample } from '../ran-example.fixture.ts'
import { writeHospitalDischarges } from './make-data.ts'

let ran: RanExample

beforeAll(async () => {
  ran = await runExample(import.meta.dirname, { writeData: (folder) => writeHospitalDischarges(join(folder, 'discharges.csv')) })
}, 120_000)
afterAll(() => ran?.remove())

test('the planted faults are found, each with its count, and nothing else fails', async () => {
  const { facts, plan } = await ran.stewardReport('quality', QualityReport)
  const failed = [...facts, ...plan.facts].filter(({ verdict }) => verdict === 'failed')
  expect(failed.map(({ id, measured }) => [id, measured])).toEqual([
    // Both rows of a pair break the rule: 150 exact and 60 near copies, and their originals.
    ['quality-02-unique', 420], ['quality-06-matches', 60], ['quality-07-foreign-key', 45], ['quality-08-in-range', 30],
    ['plan-duplicates', 0.005], ['plan-cells', 1],
  ])
  expect(plan.facts.find(({ id }) => id === 'near-duplicates')?.measured).toBe(120 / 30_000)
})

test('the plan is short of men of 80 and over, and of nobody else', async () => {
  const { plan } = await ran.stewardReport('quality', QualityReport)
  const short = plan.cells.filter(({ verdict }) => verdict === 'failed')
  expect(short.map(({ cell }) => cell.map(({ value }) => value))).toEqual([['남', '80세 이상']])
  expect(short[0]?.shortfall).toBeGreaterThan(0)
})

test('the profile finds that the quarter code repeats the postcode', async () => {
  const { dependences, duplicateRows } = await ran.stewardReport('profile', ProfileReport)
  expect(duplicateRows).toBe(150)
  expect(dependences.some(({ from, to }) => from === '동코드' && to === '우편번호')).toBe(true)
  expect(dependences.some(({ from, to }) => from === '우편번호' && to === '동코드')).toBe(true)
})

test('every class holds five patients, at most a twentieth of the rows is suppressed', async () => {
  const privacy = await ran.releasedReport('privacy', PrivacyReport)
  expect(privacy.unit).toBe('person')
  expect(privacy.smallest).toBeGreaterThanOrEqual(5)
  expect(privacy.suppressed).toBeLessThanOrEqual(0.05 * privacy.rows)
})

test('a stranger verifies the release', async () => {
  expect((await ran.datadam('verify', ran.release)).code).toBe(0)
})

test('a command that a fact gives for counting again is one that DuckDB answers, and with the same number', async () => {
  const { checks } = await ran.releasedReport('verification', VerificationReport)
  const commands = checks.flatMap(({ id, fact }) => {
    const [, quoted] = /^duckdb -c "(select min.*)"$/.exec(fact.how.recompute) ?? []
    return quoted === undefined ? [] : [{ id, query: quoted.replaceAll('\\"', '"'), measured: fact.measured }]
  })
  expect(commands.map(({ id }) => id)).toEqual(['classes', 'persons'])
  const engine = await DuckDBInstance.create()
  const connection = await engine.connect()
  const counted = await Promise.all(commands.map(async ({ query }) => Number((await (await connection.run(query.replace('data/*', `${ran.release}/data/*`))).getRows())[0]?.[0])))
  connection.closeSync()
  engine.closeSync()
  expect(counted).toEqual(commands.map(({ measured }) => measured))
})

test('released with the quarter code, the data is refused, and nothing is left', async () => {
  const kept = join(ran.folder, 'kept.yaml')
  const text = await readFile(join(ran.folder, 'recipe.yaml'), 'utf8')
  await writeFile(kept, text.replace(/(동코드:[\s\S]*?)do: drop/, '$1do: keep').replace('saeron-city/discharges', 'saeron-city/kept'))
  const run = await ran.datadam('run', kept)
  expect(run.code).toBe(1)
  expect(run.stderr).toContain('동코드')
  await expect(readFile(join(ran.folder, 'releases/saeron-city/kept@1.0.0/manifest.json'))).rejects.toThrow('ENOENT')
})
