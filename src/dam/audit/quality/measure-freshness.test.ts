import { expect, test } from 'vitest'
import { sql } from '#platform/engines/sql-text.ts'
import { openBench } from '#dam/dataset/made-table.fixture.ts'
import { measureFreshness } from './measure-freshness.ts'

const { engine, makeTable } = await openBench()
const table = await makeTable(sql`select '2024-01-0' || i as day, null as nothing, '2024-01-0' || i || ' 12:00:00' as moment, i::varchar as number from range(1, 6) as r(i)`, { day: 'date', nothing: 'date', moment: 'timestamp', number: 'integer' })

test.each([
  { column: 'day', within: 5, measured: 5, verdict: 'passed' }, { column: 'day', within: 4, measured: 5, verdict: 'failed' },
  { column: 'moment', within: 5, measured: 5, verdict: 'passed' }, { column: 'nothing', within: 5, measured: null, verdict: 'not-checked' },
])('$column within $within days: $verdict', async ({ column, within, ...fact }) => {
  expect(await measureFreshness('f', { column, 'within-days': within, asOf: '2024-01-10' }, table, { engine })).toMatchObject(fact)
})

test('a column of numbers is refused', async () => {
  await expect(measureFreshness('f', { column: 'number', 'within-days': 1, asOf: '2024-01-10' }, table, { engine })).rejects.toMatchObject({ code: 'bad-recipe' })
})
