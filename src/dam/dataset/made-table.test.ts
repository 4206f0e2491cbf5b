import { expect, test } from 'vitest'
import { sql } from '#platform/engines/sql-text.ts'
import { openBench } from './made-table.fixture.ts'

test('openBench() makes a table whose rows are counted', async () => {
  const { makeTable } = await openBench()
  expect(await makeTable(sql`select '1' as a union all select '2'`, { a: 'integer' })).toMatchObject({ rows: 2, columns: [{ name: 'a', type: 'integer', stored: 'text' }] })
})
