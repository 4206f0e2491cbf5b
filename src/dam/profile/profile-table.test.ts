import { expect, test } from 'vitest'
import { ProfileReport } from '#dam/dataset/reports.ts'
import { sql } from '#platform/engines/sql-text.ts'
import { openBench } from '#dam/dataset/made-table.fixture.ts'
import { profileTable } from './profile-table.ts'

const { engine, makeTable } = await openBench()
const types = { 환자번호: 'text', 나이: 'integer', 입원일: 'date', 우편번호: 'text', 구: 'text', __proto__x: 'decimal', '"; drop table': 'boolean' } as const
const discharges = (rows: number) => sql`
  select 'P' || lpad((i)::varchar, 6, '0') as 환자번호, (20 + i % 60)::varchar as 나이, (date '2024-01-01' + (hash(i + 1) % 90)::integer)::varchar as 입원일,
    lpad((hash(i) % 30)::varchar, 5, '0') as 우편번호, 'district ' || (hash(i) % 30 // 10) as 구,
    case when i % 4 = 0 then null else (i / 8)::varchar end as __proto__x, (hash(i + 2) % 2 = 0)::varchar as """; drop table" from range(${rows}) as r(i)`

test('profileTable() tells every column, keys and dependences, and shows no value of an identifier', async () => {
  const steps: number[] = []
  const table = await makeTable(discharges(600), types)
  const report = await profileTable(table, { engine, progress: ({ done }) => { steps.push(done ?? -1) } })
  expect(ProfileReport.parse(report)).toEqual(report)
  expect(report).toMatchObject({ rows: 600, duplicateRows: 0, dependences: [{ from: '우편번호', to: '구', strength: 1 }] })
  expect(report.keys[0]).toEqual(['환자번호'])
  expect(report.columns.map(({ name, role }) => [name, role.guess])).toEqual([
    ['환자번호', 'identifier'], ['나이', 'quasi-identifier'], ['입원일', 'quasi-identifier'], ['우편번호', 'quasi-identifier'], ['구', 'plain'], ['__proto__x', 'plain'], ['"; drop table', 'plain'],
  ])
  expect(report.columns[0]).toMatchObject({ distinct: 600, pattern: { shape: 'A999999', share: 1 }, length: { min: 7, max: 7 } })
  expect(report.columns[1]).toMatchObject({ range: { min: 20, max: 79 }, mean: 49.5, distinct: 60 })
  expect(report.columns[2]).toMatchObject({ range: { min: 19_723, max: 19_812 } })
  expect(report.columns[5]).toMatchObject({ missing: 150, missingShare: 0.25, distinct: 450 })
  expect(JSON.stringify(report)).not.toContain('P000')
  expect(steps).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
})

test('repeated rows are counted, and nothing is then a key', async () => {
  const table = await makeTable(sql`from (${discharges(20)}) union all from (${discharges(5)})`, types)
  expect(await profileTable(table, { engine, progress() {} })).toMatchObject({ rows: 25, duplicateRows: 5, keys: [] })
})

test('histogram bars and value counts of every column add up to its rows', async () => {
  const report = await profileTable(await makeTable(discharges(777), types), { engine, progress() {} })
  const drawn = report.columns.flatMap(({ histogram, missing }) => (histogram ? [histogram.reduce((sum, { count }) => sum + count, 0) + missing] : []))
  expect(drawn).toEqual([777, 777, 777])
})

test.each([0, 1])('a table of %d rows has a profile', async (rows) => {
  const report = await profileTable(await makeTable(discharges(rows), types), { engine, progress() {} })
  expect(ProfileReport.parse(report)).toMatchObject({ rows, duplicateRows: 0 })
})
