import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDuckDb } from '#platform/engines/duckdb.ts'
import { literal, sql } from '#platform/engines/sql-text.ts'
import { MOST_ROWS, queryProcess } from './query-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'datadam-query-'))
const files = [join(folder, 'a.parquet'), join(folder, 'b.parquet')]
const questions = join(folder, 'questions')
const limits = { memoryBytes: 256e6, threads: 1, secondsShown: 20, secondsTaken: 60, atOnce: 2, longestLine: 1 }
const askFiles = queryProcess({ folder: questions, limits })
const needs = { signal: new AbortController().signal }

beforeAll(async () => {
  const engine = await openDuckDb({ memoryBytes: 256e6, threads: 1, temporaryDirectory: join(folder, 'spill') })
  for (const [place, file] of files.entries()) await engine.run(sql`copy (select i + ${literal(place * 10)} as number from range(10) t(i)) to ${literal(file)} (format parquet)`)
  engine.close()
})
afterAll(() => { rmSync(folder, { recursive: true, force: true }) })

test('a question reads all files of the version as one table', async () => {
  expect(await askFiles.show({ files, question: 'select count(*) as rows, sum(number) as sum from data' }, needs)).toEqual({
    columns: [{ name: 'rows', kind: 'number' }, { name: 'sum', kind: 'number' }], rows: [[20, 190]], hasMore: false,
  })
})

test('what is shown has an end, and what is taken is a file', async () => {
  const shown = await askFiles.show({ files, question: 'select a.number from data a, range(600)' }, needs)
  expect([shown.rows.length, shown.hasMore]).toEqual([MOST_ROWS.shown, true])
  const taken = await askFiles.take({ files, question: 'select number from data order by number limit 2', format: 'csv' }, needs)
  expect(await text(taken.content)).toBe('number\n0\n1\n')
  expect(taken.bytes).toBe(11)
})

test('the process knows no setting of ours and no path of the store', async () => {
  process.env['DATADAM_TEST_SECRET'] = 'kept apart'
  const { rows } = await askFiles.show({ files, question: 'select value::varchar from duckdb_settings() union all select sql from duckdb_views()' }, needs)
  delete process.env['DATADAM_TEST_SECRET']
  expect(JSON.stringify(rows)).not.toMatch(/kept apart|a\.parquet/)
  await expect(askFiles.show({ files, question: 'select * from read_text(\'/proc/self/environ\')' }, needs)).rejects.toMatchObject({ code: 'bad-input' })
})

test('a question that goes on for ever is ended, and one that nobody waits for is cancelled', async () => {
  const endless = 'select count(*) from range(1000000000) a, range(1000000) b where a.range % 7 = b.range % 3'
  const hasty = queryProcess({ folder: questions, limits: { ...limits, secondsShown: 1 } })
  await expect(hasty.show({ files, question: endless }, needs)).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('longer than 1 seconds') })
  const leaving = new AbortController()
  const asked = askFiles.show({ files, question: endless }, { signal: leaving.signal })
  setTimeout(() => { leaving.abort() }, 1500)
  await expect(asked).rejects.toMatchObject({ code: 'cancelled' })
})

test('the line of those who wait has an end', async () => {
  const asking = [1, 2, 3, 4].map((number) => askFiles.show({ files, question: `select ${number} as n` }, needs).then(({ rows }) => rows[0]?.[0], (fault: unknown) => (fault instanceof Error ? fault.message : '')))
  expect(await Promise.all(asking)).toEqual([1, 2, 3, 'Too many questions are asked at once; ask again in a moment'])
})

test('nothing of any question is left, and the files are what they were', async () => {
  const before = files.map((file) => readFileSync(file))
  await expect(askFiles.take({ files, question: 'copy data to \'x\'', format: 'parquet' }, needs)).rejects.toMatchObject({ code: 'bad-input' })
  expect(readdirSync(questions)).toEqual([])
  expect(files.map((file) => readFileSync(file))).toEqual(before)
})
