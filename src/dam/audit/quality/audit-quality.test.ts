import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { QualityReport } from '#dam/dataset/reports.ts'
import { Recipe } from '#dam/recipe/recipe.ts'
import { sql } from '#platform/engines/sql-text.ts'
import { auditQuality } from './audit-quality.ts'
import { openBench } from '#dam/dataset/made-table.fixture.ts'

const { engine, folder, makeTable } = await openBench()
await writeFile(join(folder, 'wards.csv'), 'ward\nA\nB\n')
const table = await makeTable(sql`
  select i::varchar as id, case when i = 7 then 'Z' else ['A', 'B'][i % 2 + 1] end as ward, (i - 1)::varchar as stay, '2024-03-0' || (i % 9 + 1) as day from range(20) as r(i)`, { id: 'integer', ward: 'text', stay: 'integer', day: 'date' })
const recipe = (rest: object) => Recipe.parse({
  datadam: 1, dataset: { name: 'city/x', title: 'x', licence: 'CC0-1.0', language: ['ko'] }, source: { kind: 'csv', path: 'x.csv' },
  columns: { id: { role: 'identifier' }, ward: { role: 'plain' }, stay: { role: 'plain' }, day: { role: 'plain' } }, release: { version: '1.0.0' }, ...rest,
})
const quality = [
  { unique: 'id' }, { 'not-null': ['id', 'ward'] }, { 'in-range': { column: 'stay', min: 0, max: 365 }, 'on-failure': 'stop' }, { 'in-set': { column: 'ward', values: ['A', 'B'] }, mostly: 0.9 },
  { matches: { column: 'ward', pattern: '[A-Z]' } }, { 'foreign-key': { column: 'ward', file: 'wards.csv', key: 'ward' } }, { 'row-count': { min: 20 } },
  { freshness: { column: 'day', 'within-days': 30 } }, { 'distribution-distance': { column: 'ward', reference: 'wards.csv', 'at-most': 0.1 } },
]

test('auditQuality() measures every kind of rule, in the order of the recipe', async () => {
  const request = { table, recipe: recipe({ quality, plan: { rows: { claimed: 20 }, cells: { by: ['ward'], target: { equal: true }, tolerance: 0.2 } } }), directory: folder, date: '2024-04-01', duplicateRows: 0 }
  const report = await auditQuality(request, { engine })
  expect(QualityReport.parse(report)).toEqual(report)
  expect(report.facts.map(({ id, measured, verdict, rows }) => [id, measured, verdict, rows])).toEqual([
    ['quality-01-unique', 0, 'passed', undefined], ['quality-02-not-null', 0, 'passed', undefined], ['quality-03-in-range', 1, 'failed', [1]], ['quality-04-in-set', 0.95, 'passed', [8]],
    ['quality-05-matches', 0, 'passed', undefined], ['quality-06-foreign-key', 1, 'failed', [8]], ['quality-07-row-count', 20, 'passed', undefined],
    ['quality-08-freshness', 23, 'passed', undefined], ['quality-09-distribution-distance', expect.closeTo(0.05, 12), 'passed', undefined],
  ])
  expect(report.stops).toBe(true)
  expect(report.plan.facts.map(({ id }) => id)).toEqual(['plan-rows-claimed', 'plan-duplicates', 'near-duplicates', 'plan-cells', 'plan-cells-outside', 'plan-cells-distance', 'plan-cells-small'])
  expect(report.plan.cells).toHaveLength(3)
})

test('a failed rule that only reports does not stop; no rule and no plan is a report all the same', async () => {
  const reported = await auditQuality({ table, recipe: recipe({ quality: [{ 'in-range': { column: 'stay', min: 0 } }] }), directory: folder, date: '2024-04-01', duplicateRows: 0 }, { engine })
  expect(reported).toMatchObject({ stops: false, facts: [{ verdict: 'failed' }] })
  expect(await auditQuality({ table, recipe: recipe({}), directory: folder, date: '2024-04-01', duplicateRows: 0 }, { engine })).toMatchObject({ facts: [], stops: false, plan: { cells: [] } })
})

test('no value of the data stands in a report', async () => {
  const report = await auditQuality({ table, recipe: recipe({ quality: [{ unique: 'ward' }, { 'in-set': { column: 'ward', values: ['A', 'B'] } }] }), directory: folder, date: '2024-04-01', duplicateRows: 0 }, { engine })
  expect(JSON.stringify(report)).not.toContain('Z')
})
