import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openDuckDb } from '#platform/engines/duckdb.ts'
import { literal, sql } from '#platform/engines/sql-text.ts'
import { type Table, textTable, typedTable } from './table.ts'

const folder = mkdtempSync(join(tmpdir(), 'datadam-table-'))
const engine = await openDuckDb({ memoryBytes: 300e6, threads: 1, temporaryDirectory: folder })
afterAll(() => { engine.close(); rmSync(folder, { recursive: true }) })

const file = join(folder, 'a.parquet')
await engine.run(sql`copy (select * from (values ('007', '1.50', '2026.01.31', 'true', 3), ('08', 'x', null, 'no', 4)) as t(code, price, day, flag, "__proto__")) to ${literal(file)} (format parquet)`)
const table: Table = {
  file, rows: 2,
  columns: [
    { name: 'code', type: 'text', stored: 'text' }, { name: 'price', type: 'decimal', stored: 'text' },
    { name: 'day', type: 'date', stored: 'text', format: '%Y.%m.%d' }, { name: 'flag', type: 'boolean', stored: 'text' }, { name: '__proto__', type: 'integer', stored: 'native' },
  ],
}

test('typedTable() reads each text as its type, what does not fit as missing, and numbers the rows', async () => {
  expect((await engine.table(sql`from ${typedTable(table)}`)).rows).toEqual([['007', 1.5, '2026-01-31', true, 3, 0], ['08', null, null, false, 4, 1]])
})

test('textTable() reads everything as it was delivered', async () => {
  expect((await engine.table(sql`from ${textTable(table)}`)).rows).toEqual([['007', '1.50', '2026.01.31', 'true', '3', 0], ['08', 'x', null, 'no', '4', 1]])
})
