import { expect, test } from 'vitest'
import { sql } from '#platform/engines/sql-text.ts'
import { openBench } from '#dam/dataset/made-table.fixture.ts'
import { summariseNumbers } from './summarise-values.ts'
import { countValues } from './value-counts.ts'
import { measureWideColumn } from './wide-column.ts'

const { engine, makeTable } = await openBench()

test.each(['integer', 'decimal'] as const)('measureWideColumn() finds in the engine what counted values give, for %s', async (type) => {
  const table = await makeTable(sql`select case when i % 10 = 0 then null else ((i * 7919) % 1000 / 8)::varchar end as a from range(5000) as r(i)`, { a: type })
  const [column] = table.columns
  if (!column) throw new Error('no column')
  const { values, missing } = await countValues(table, column, { engine })
  const { mean, standardDeviation, ...counted } = summariseNumbers(values, type)
  const wide = await measureWideColumn(table, column, { engine })
  expect(wide).toMatchObject({ missing, ...counted })
  expect(wide.mean).toBeCloseTo(mean ?? NaN, 9)
  expect(wide.standardDeviation).toBeCloseTo(standardDeviation ?? NaN, 9)
})

test('lengths of text, and nothing that numbers have', async () => {
  const table = await makeTable(sql`select unnest(['가나', 'abcd', null]) as a`, { a: 'text' })
  const [column] = table.columns
  expect(column && await measureWideColumn(table, column, { engine })).toEqual({ missing: 1, length: { min: 2, max: 4 } })
})

test('numbers too large to add have a range and no mean', async () => {
  const table = await makeTable(sql`select unnest(['1e308', '-1e308', '1e308']) as a`, { a: 'decimal' })
  const [column] = table.columns
  const wide = column && await measureWideColumn(table, column, { engine })
  expect(wide?.range).toEqual({ min: -1e308, max: 1e308 })
  expect(wide).not.toHaveProperty('mean')
})
