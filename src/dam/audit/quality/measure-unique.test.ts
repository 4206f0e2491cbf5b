import { expect, test } from 'vitest'
import { sql } from '#platform/engines/sql-text.ts'
import { PASTED_FILE } from './delivered-column.ts'
import { openBench } from '#dam/dataset/made-table.fixture.ts'
import { measureUnique } from './measure-unique.ts'

const { engine, makeTable } = await openBench()
const table = await makeTable(sql`select * from (values ('1', 'a'), ('2', 'a'), ('1', 'b'), (null, 'c'), (null, 'c'), ('2', 'a')) as t(x, y)`, { x: 'integer', y: 'text' })

test.each([
  { names: ['x'], broken: 4, rows: [1, 2, 3, 6] },
  { names: ['x', 'y'], broken: 2, rows: [2, 6] },
])('$names: $broken rows are not unique', async ({ names, broken, rows }) => {
  const fact = await measureUnique('u', names, undefined, table, { engine })
  expect(fact).toMatchObject({ measured: broken, rows, verdict: 'failed', because: { en: `${broken} of 4 rows break the rule.` } })
  expect((await engine.table({ pieces: [fact.how.recompute.replace(PASTED_FILE, table.file)], values: [] })).rows).toEqual([[4, broken]])
})
