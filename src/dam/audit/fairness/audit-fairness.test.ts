import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FairnessReport } from '#dam/dataset/fairness-report.ts'
import { openBench } from '#dam/dataset/made-table.fixture.ts'
import { Recipe } from '#dam/recipe/recipe.ts'
import { listLiteral, sql } from '#platform/engines/sql-text.ts'
import { auditFairness } from './audit-fairness.ts'
import { recipeWith } from './audited.fixture.ts'
import { measureConfusion } from './confusion-metrics.ts'

let bench: Awaited<ReturnType<typeof openBench>>
beforeAll(async () => { bench = await openBench() })
afterAll(() => { bench.engine.close() })

/** 1,200 applications: women of 50 and over are hired far less often, their experience is missing more often, the district tells the sex. */
const APPLICATIONS = sql`select case when i % 3 = 0 then 'F' else 'M' end as sex, case when i % 4 = 0 then '50+' else 'under 50' end as age,
  case when i % 3 = 0 and i % 4 = 0 then (i % 120 = 0)::integer else (i // 12 % 2)::integer end::varchar as hired,
  case when i % 3 = 0 and i % 5 = 0 then null else (i % 30)::varchar end as experience,
  case when i % 3 = 0 then 'north' when i % 40 = 1 then 'north' else 'south' end as district, 'p' || i as "person; --"
  from range(1200) rows(i)`
const APPLICATION_TYPES = { sex: 'text', age: 'text', hired: 'integer', experience: 'integer', district: 'text', 'person; --': 'text' } as const

async function auditApplications(fairness: Partial<Parameters<typeof recipeWith>[0]> = {}, dropped: readonly string[] = []) {
  const table = await bench.makeTable(APPLICATIONS, APPLICATION_TYPES)
  const recipe = recipeWith({ label: 'hired', favourable: 1, groups: ['sex', 'age'], ...fairness }, Object.keys(APPLICATION_TYPES), dropped)
  return auditFairness({ table, recipe, directory: bench.folder }, bench)
}

test('auditFairness() finds and ranks planted unfairness: who is hired less, whose values are missing, what tells the sex', async () => {
  const report = await auditApplications()
  expect(FairnessReport.parse(report)).toEqual(report)
  const [first] = report.findings
  expect(first).toMatchObject({ kind: 'label', verdict: 'failed', cells: [[{ column: 'sex', value: 'F' }, { column: 'age', value: '50+' }], expect.anything()] })
  expect(first?.because?.en).toMatch(/^sex = F, age = 50\+: 10\.0 % favourable; .*below four fifths\.$/)
  expect(report.findings.find(({ kind }) => kind === 'missing')).toMatchObject({ verdict: 'failed', by: ['sex'], measured: 0.2 })
  expect(report.findings.find(({ kind }) => kind === 'proxy')).toMatchObject({ verdict: 'noted', by: ['sex'], label: { en: '‘district’ foretells sex' } })
  expect(report.proxies.ranked[0]).toMatchObject({ column: 'district', group: 'sex' })
  expect(report.proxies.ranked.some(({ column }) => column === 'hired')).toBe(false)
  const person = report.proxies.ranked.find(({ column, group }) => column === 'person; --' && group === 'sex')
  expect(person?.cramersV).toBeLessThan(0.2)
  expect(report.collection[0]).toMatchObject({ cell: [{ value: 'F' }, { value: '50+' }], label: { outcome: 'favourable' } })
})

test('a column that is not released is no finding, and stands in a list of its own with the reason', async () => {
  const { findings, proxies } = await auditApplications({}, ['district'])
  expect(findings.filter(({ kind, label }) => kind === 'proxy' && label.en.includes('district'))).toEqual([])
  expect(proxies.ranked.some(({ column }) => column === 'district')).toBe(false)
  expect(proxies.notReleased[0]).toMatchObject({ column: 'district', group: 'sex', because: { en: 'The recipe drops it.' } })
})

test('the query beside a finding gives its figure again', async () => {
  const report = await auditApplications()
  const [first] = report.findings
  const table = await bench.makeTable(APPLICATIONS, APPLICATION_TYPES)
  const { rows } = await bench.engine.table({ pieces: [(first?.how.recompute ?? '').replace('delivery.parquet', table.file)], values: [] })
  const rates = rows.map((row) => Number(row.at(-1)))
  expect(Math.max(...rates) - Math.min(...rates)).toBeCloseTo(Number(first?.measured), 12)
})

test('a reference tells who is thin, and who is missing altogether', async () => {
  await writeFile(join(bench.folder, 'people.csv'), 'sex,age,count\nF,50+,300\nF,under 50,200\nM,50+,200\nM,under 50,200\nX,under 50,100\n')
  const report = await auditApplications({ reference: 'people.csv' })
  const sexes = report.crossings[0]?.cells.map(({ cell, rows, reference }) => [cell[0]?.value, rows, reference?.share, reference?.verdict])
  expect(sexes).toEqual([['M', 800, 0.4, 'within'], ['F', 400, 0.5, 'thin'], ['X', 0, 0.1, 'thin']])
  const missing = report.findings.find(({ kind, by }) => kind === 'representation' && by.length === 1)
  expect(missing).toMatchObject({ verdict: 'failed', measured: 0, claim: 0.1, size: 0, label: { en: 'Too few rows of sex = X' } })
  expect(report.collection[0]).toMatchObject({ cell: [{ value: 'X' }], need: 1, rows: 0 })
})

test('small cells are shown, and neither judged nor ranked', async () => {
  const report = await auditApplications({ 'smallest-cell': 401 })
  const women = report.crossings[0]?.cells.find(({ cell }) => cell[0]?.value === 'F')
  expect(women).toMatchObject({ rows: 400, isSmall: true, gap: null, tests: [] })
  expect(report.crossings[0]?.labelGap).toBeNull()
  expect(report.findings.flatMap(({ cells }) => cells.flat()).some(({ value }) => value === 'F')).toBe(false)
})

test('a label that never is favourable is told, not judged', async () => {
  const report = await auditApplications({ favourable: 7 })
  expect(report.findings.find(({ id }) => id === 'fairness-one-sided')).toMatchObject({ verdict: 'not-checked', measured: 0, claim: '7' })
})

test('auditFairness() refuses a recipe without fairness', async () => {
  const table = await bench.makeTable(sql`select 'a' as a`, { a: 'text' })
  const recipe = Recipe.parse({ ...recipeWith({ label: 'a', favourable: 'a', groups: ['a'] }, ['a']), fairness: undefined })
  await expect(auditFairness({ table, recipe, directory: '.' }, bench)).rejects.toThrow(expect.objectContaining({ code: 'bad-recipe' }))
})

const row = fc.record({
  a: fc.constantFrom('x', 'y', '"; drop', '__proto__', null), b: fc.constantFrom('1', '2', null),
  label: fc.constantFrom('1', '0', null, 'none'), prediction: fc.constantFrom('1', '0', null), score: fc.constantFrom('0', '0.25', '0.3', '1', null),
})

test('every count and metric of any table equals a naive recount', async () => {
  await fc.assert(fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 40 }), async (rows) => {
    const list = (name: 'a' | 'b' | 'label' | 'prediction' | 'score') => sql`unnest(${listLiteral(rows.map((one) => one[name]))}::varchar[])`
    const types = { __proto__a: 'text', b: 'text', label: 'integer', prediction: 'integer', score: 'decimal' } as const
    const table = await bench.makeTable(sql`select ${list('a')} as "__proto__a", ${list('b')} as b, ${list('label')} as label, ${list('prediction')} as prediction, ${list('score')} as score`, types)
    const recipe = recipeWith({ label: 'label', favourable: 1, groups: ['__proto__a', 'b'], prediction: { column: 'prediction', score: 'score' }, 'smallest-cell': 3 }, Object.keys(types))
    const report = await auditFairness({ table, recipe, directory: '.' }, bench)
    FairnessReport.parse(report)
    for (const { by, cells } of report.crossings) {
      expect(cells.reduce((sum, cell) => sum + cell.rows, 0)).toBe(rows.length)
      for (const { cell, rows: count, label, labelMissing, prediction, isSmall } of cells) {
        const inside = rows.filter((one) => by.every((name, place) => (name === 'b' ? one.b : one.a) === cell[place]?.value))
        const known = inside.filter((one) => one.label === '1' || one.label === '0')
        const both = (yes: string, said: string) => known.filter((one) => one.label === yes && one.prediction === said).length
        const confusion = {
          truePositives: both('1', '1'), falsePositives: both('0', '1'), trueNegatives: both('0', '0'), falseNegatives: both('1', '0'),
          predicted: inside.filter((one) => one.prediction !== null).length, selected: inside.filter((one) => one.prediction === '1').length,
        }
        expect([count, label.of, label.count, labelMissing, isSmall]).toEqual([inside.length, known.length, known.filter((one) => one.label === '1').length, inside.length - known.length, inside.length < 3])
        expect(prediction).toMatchObject({ ...confusion, metrics: measureConfusion(confusion) })
        const scored = known.filter((one) => one.score !== null)
        expect(prediction?.calibration?.rows).toBe(scored.length)
        expect(prediction?.calibration?.meanScore === null).toBe(scored.length === 0)
        expect(prediction?.calibration?.meanScore ?? 0).toBeCloseTo(scored.reduce((sum, one) => sum + Number(one.score), 0) / Math.max(1, scored.length), 10)
      }
    }
  }), { numRuns: 40 })
})
