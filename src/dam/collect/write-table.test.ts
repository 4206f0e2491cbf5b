import { join } from 'node:path'
import { expect, test } from 'vitest'
import { literal, sql } from '#platform/engines/sql-text.ts'
import { testEngine, testFolder } from './collecting.fixture.ts'
import { writeTable } from './write-table.ts'

const folder = testFolder()
const engine = await testEngine(folder)

test('writeTable() keeps the order of rows over several row groups, and counts them', async () => {
  const file = join(folder, "[it's] *.parquet")
  expect(await writeTable(sql`select i from range(300000) t(i)`, file, engine)).toBe(300_000)
  expect((await engine.table(sql`select count(*) from read_parquet(${literal(file)}, file_row_number = true) where i <> file_row_number`)).rows).toEqual([[0]])
})
