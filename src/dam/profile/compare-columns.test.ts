import { expect, test } from 'vitest'
import { sql } from '#platform/engines/sql-text.ts'
import { compareColumns } from './compare-columns.ts'
import { openBench } from '#dam/dataset/made-table.fixture.ts'
import { readRowSample } from './row-sample.ts'

const { engine, makeTable } = await openBench()
const types = { postcode: 'text', district: 'text', x: 'integer', y: 'integer' } as const
const planted = (rows: number) => sql`
  select 'p' || i % 40 as postcode, 'd' || (case when i % 400 = 399 then 0 else i % 40 // 10 end) as district,
    (i * 7919 % 101)::varchar as x, (i * 7919 % 101 * 2 + i * 31 % 7)::varchar as y from range(${rows}) as r(i)`

test.each([{ rows: 4_000, comparedRows: 4_000 }, { rows: 220_000, comparedRows: 73_334 }])('finds what was planted in $rows rows, counted exactly', async ({ rows, comparedRows }) => {
  const table = await makeTable(planted(rows), types)
  const compared = await compareColumns(table, await readRowSample(table, { engine }), { engine })
  expect(compared.dependences).toEqual([{ from: 'postcode', to: 'district', strength: 1 - 1 / 400 }])
  expect(compared.correlations).toMatchObject([{ a: 'x', b: 'y', measure: 'pearson' }, { a: 'postcode', b: 'district', measure: 'cramers-v' }])
  expect(compared.comparedRows).toBe(comparedRows)
})
