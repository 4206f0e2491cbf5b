import { afterAll, beforeAll, expect, test } from 'vitest'
import fc from 'fast-check'
import { openBench } from '#dam/dataset/made-table.fixture.ts'
import { sql } from '#platform/engines/sql-text.ts'
import { readCellsBy, readRows, type RowsRequest } from './read-rows.ts'

let bench: Awaited<ReturnType<typeof openBench>>
const files: RowsRequest['files'][number][] = []
beforeAll(async () => {
  bench = await openBench()
  for (const [first, end] of [[0, 7], [7, 7], [7, 12], [12, 20]] as const) {
    const { file, rows } = await bench.makeTable(sql`select i::bigint as number, case when i % 5 = 0 then null else repeat('가', i::integer) end as "wide ""text" from range(${first}::bigint, ${end}::bigint) t(i)`, { number: 'integer', 'wide "text': 'text' })
    files.push({ path: file, rows })
  }
})
afterAll(() => bench.engine.close())

const needs = { readCells: readCellsBy({ use: (work) => work(bench.engine), close() {} }) }

const ask = (offset: number, limit: number, cellLength = 100) => readRows({ columns: ['number', 'wide "text'], files, offset, limit, cellLength }, needs)

test('readRows() gives the rows of any page, in order, over all files', async () => {
  await fc.assert(fc.asyncProperty(fc.nat(25), fc.integer({ min: 1, max: 25 }), async (offset, limit) => {
    const { rows, total } = await ask(offset, limit)
    expect(total).toBe(20)
    expect(rows.map(([number]) => number)).toEqual(Array.from({ length: 20 }, (_, place) => String(place)).slice(offset, offset + limit))
  }), { numRuns: 40 })
})

test('readRows() cuts cells at a number of characters and counts what it cut', async () => {
  expect(await ask(3, 4, 3)).toEqual({ columns: ['number', 'wide "text'], rows: [['3', '가가가'], ['4', '가가가'], ['5', null], ['6', '가가가']], total: 20, offset: 3, cutCells: 2 })
})

test('readRows() of a release without files has none', async () => {
  expect(await readRows({ columns: ['a'], files: [], offset: 0, limit: 10, cellLength: 9 }, needs)).toEqual({ columns: ['a'], rows: [], total: 0, offset: 0, cutCells: 0 })
})
