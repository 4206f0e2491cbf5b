import { expect, test } from 'vitest'
import { sql } from '#platform/engines/sql-text.ts'
import { PASTED_FILE } from './delivered-column.ts'
import { openBench } from '#dam/dataset/made-table.fixture.ts'
import { measureDuplicates } from './measure-duplicates.ts'

const { engine, makeTable } = await openBench()
const table = await makeTable(sql`select * from (values ('a', null), ('b', 'c'), ('a', null), ('d', 'e'), ('a', null)) as t(x, y)`, { x: 'text', y: 'text' })

test('measureDuplicates() names the later rows, and its query gives the share again', async () => {
  const fact = await measureDuplicates({ 'at-most': 0.1, claimed: 0 }, 2, table, { engine })
  expect(fact).toMatchObject({ claim: 0, rule: 0.1, measured: 0.4, verdict: 'failed', rows: [3, 5] })
  expect((await engine.table({ pieces: [fact.how.recompute.replace(PASTED_FILE, table.file)], values: [] })).rows).toEqual([[0.4]])
})

test('without a plan the share is noted', async () => {
  expect(await measureDuplicates(undefined, 0, table, { engine })).toMatchObject({ measured: 0, verdict: 'noted', rule: null })
})
