import { expect, test } from 'vitest'
import { sql } from '#platform/engines/sql-text.ts'
import { countDuplicateRows } from './count-duplicate-rows.ts'
import { openBench } from '#dam/dataset/made-table.fixture.ts'

const { engine, makeTable } = await openBench()

test.each([
  { rows: sql`('a', 'b'), ('a', 'b'), ('a', 'c'), ('a', 'b')`, duplicates: 2 },
  { rows: sql`(null, 'b'), ('b', null), (null, 'b'), ('', 'b')`, duplicates: 1 },
  { rows: sql`('ab', ''), ('a', 'b'), ('b', 'a')`, duplicates: 0 },
])('counts $duplicates repeated rows', async ({ rows, duplicates }) => {
  const table = await makeTable(sql`select * from (values ${rows}) as t(x, y)`, { x: 'text', y: 'text' })
  expect(await countDuplicateRows(table, { engine })).toBe(duplicates)
})
