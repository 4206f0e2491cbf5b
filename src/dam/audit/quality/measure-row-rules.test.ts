import { expect, test } from 'vitest'
import { sql } from '#platform/engines/sql-text.ts'
import { PASTED_FILE } from './delivered-column.ts'
import { openBench } from '#dam/dataset/made-table.fixture.ts'
import { measureRowRules } from './measure-row-rules.ts'
import { readRowRule } from './row-rule.ts'

const { engine, folder, makeTable } = await openBench()

test('measureRowRules() counts rows, names the first ten from 1, and its query gives the number again', async () => {
  const table = await makeTable(sql`select (case when i % 3 = 0 then null else i end)::varchar as a from range(40) as r(i)`, { a: 'integer' })
  const rule = await readRowRule({ 'in-range': { column: 'a', max: 15 } }, { table, directory: folder }, { engine })
  const [fact] = rule ? await measureRowRules(table.file, [{ id: 'x', rule, mostly: undefined }], { engine }) : []
  expect(fact).toMatchObject({ measured: 16, verdict: 'failed', rows: [17, 18, 20, 21, 23, 24, 26, 27, 29, 30], because: { en: '16 of 26 rows break the rule.' } })
  const pasted = fact?.how.recompute.replace(PASTED_FILE, table.file) ?? ''
  expect((await engine.table({ pieces: [pasted], values: [] })).rows).toEqual([[16, 26]])
  expect(await measureRowRules(table.file, [], { engine })).toEqual([])
})
