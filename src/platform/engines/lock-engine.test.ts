import { existsSync, linkSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDuckDb } from './duckdb.ts'
import { type LockedEngine, lockEngine } from './lock-engine.ts'
import type { SqlEngine } from './sql-engine.ts'
import { literal, sql } from './sql-text.ts'

const folder = mkdtempSync(join(tmpdir(), 'datadam-lock-'))
const rows = join(folder, 'rows.parquet')
const target = join(folder, 'answer')
const secret = join(folder, 'secret.txt')
let engine: SqlEngine
let locked: LockedEngine
let before: Buffer

beforeAll(async () => {
  const limits = { memoryBytes: 256e6, threads: 1, temporaryDirectory: join(folder, 'spill') }
  const maker = await openDuckDb(limits)
  await maker.run(sql`copy (select i as number, 'name ' || i as name, i % 2 = 0 as even, date '2026-01-01' + i::integer as day, i * 9007199254740993 as large from range(1000) t(i)) to ${literal(rows)} (format parquet)`)
  maker.close()
  before = readFileSync(rows)
  writeFileSync(secret, 'nobody reads this')
  linkSync(rows, join(folder, 'other.parquet'))
  engine = await openDuckDb(limits)
  locked = await lockEngine(engine, { table: 'data', files: [rows], target })
})
afterAll(() => { engine.close(); rmSync(folder, { recursive: true, force: true }) })

test('a SELECT is answered, with kinds of columns, and it is told when there is more', async () => {
  const answer = await locked.ask('select number, name, even, day, large from data where number < 3 order by number desc', 2)
  expect(answer).toEqual({
    columns: [{ name: 'number', kind: 'number' }, { name: 'name', kind: 'text' }, { name: 'even', kind: 'boolean' }, { name: 'day', kind: 'time' }, { name: 'large', kind: 'number' }],
    rows: [[2, 'name 2', true, '2026-01-03', '18014398509481986'], [1, 'name 1', false, '2026-01-02', '9007199254740993']], hasMore: true,
  })
  expect((await locked.ask('select count(*) as n, count(*) as n from data', 10)).rows).toEqual([[1000, 1000]])
})

test.each([
  'from data limit 1', 'summarize data', 'describe data', 'values (1), (2)', 'with a as (select 1 as x) select * from a', 'select [1, 2], {\'a\': 1}', 'select \'NaN\'::double',
  'select * from data semi join (select 1 as number) using (number) -- with words after it', 'select name from data union all select \'x\' limit 3',
])('%s is a question', async (question) => {
  expect((await locked.ask(question, 5)).rows.length).toBeGreaterThan(0)
})

test.each([
  [`select * from read_text('${secret}')`, 'this data alone'], [`select * from '${secret}'`, ''], [`from read_csv('${secret}')`, 'this data alone'], [`select * from read_parquet('${join(folder, 'other.parquet')}')`, 'this data alone'],
  [`select * from glob('${folder}/*')`, 'this data alone'], ['select * from read_parquet(\'https://example.org/a.parquet\')', 'this data alone'], ['select * from read_csv(\'/proc/self/environ\')', 'this data alone'],
  [`copy data to '${rows}' (use_tmp_file false)`, 'one SELECT'], [`copy (select 1) to '${target}'`, 'one SELECT'], [`attach '${folder}/other.db'`, 'one SELECT'], ['install httpfs', 'one SELECT'], ['load httpfs', 'one SELECT'],
  ['set memory_limit = \'8GB\'', 'one SELECT'], ['reset memory_limit', 'one SELECT'], ['pragma enable_profiling', 'one SELECT'], ['create table x as select 1', 'one SELECT'], ['create or replace view data as select 1', 'one SELECT'],
  ['drop view data', 'one SELECT'], ['delete from data', 'one SELECT'], ['insert into data select * from data', 'one SELECT'], [`export database '${folder}/all'`, 'one SELECT'], [`import database '${folder}'`, 'one SELECT'],
  ['call pragma_version()', 'one SELECT'], ['prepare x as select 1', 'one SELECT'], ['begin', 'one SELECT'], ['vacuum', 'one SELECT'], ['explain analyze select 1', 'one SELECT'],
  ['select 1; select 2', 'one SELECT at a time'], [`select 1; copy (select 1) to '${target}'`, 'one SELECT'], [`select 1) to '${target}' --`, 'cannot be read'], ['', 'one SELECT'], [';', 'one SELECT'],
  [`select * from query('copy (select 1) to ''${target}''')`, 'SELECT'], ['select getenv(\'HOME\')', 'getenv'], ['select missing from data', 'missing'], ['select extension from data', '"extension" not found'], ['select * from duckdb_secrets()', 'this data alone'],
])('%s is refused', async (question, words) => {
  const refusal = await locked.ask(question, 5).then(() => undefined, (fault: unknown) => fault)
  expect(refusal).toMatchObject({ code: 'bad-input', message: expect.stringContaining(words) })
})

test('no question wrote anything, and the locks cannot be opened from inside', async () => {
  expect(readFileSync(rows)).toEqual(before)
  expect(existsSync(target)).toBe(false)
  await expect(engine.run(sql`set enable_external_access = true`)).rejects.toThrow('The engine could not run')
  await expect(engine.run(sql`set allowed_paths = ['/etc/passwd']`)).rejects.toThrow('The engine could not run')
})

test('whatever is asked, it is answered or refused with words, and nothing else is touched', async () => {
  const words = fc.constantFrom('select', '*', 'from', 'data', '(', ')', ';', '--', '/*', '*/', '\'', '"', 'copy', 'to', `'${target}'`, 'limit', '1', ',', 'union', 'where', 'name', '$1', '?', '\0', '한글', '${x}')
  await fc.assert(fc.asyncProperty(fc.oneof(fc.string(), fc.array(words, { maxLength: 12 }).map((all) => all.join(' '))), async (question) => {
    const refusal = await locked.ask(question, 3).then(() => ({ code: 'bad-input' }), (fault: unknown) => fault)
    expect(refusal).toMatchObject({ code: 'bad-input' })
    expect(existsSync(target)).toBe(false)
  }), { numRuns: 300 })
  expect(readFileSync(rows)).toEqual(before)
})

test('an answer is written to the one file that may be, as CSV or Parquet', async () => {
  await locked.write('select number, name from data order by number', 2, 'csv')
  expect(readFileSync(target, 'utf8')).toBe('number,name\n0,name 0\n1,name 1\n')
  await locked.write('select number from data where number < 5', 100, 'parquet')
  const reader = await openDuckDb({ memoryBytes: 256e6, threads: 1, temporaryDirectory: join(folder, 'spill') })
  expect((await reader.table(sql`select sum(number)::integer from read_parquet(${target})`)).rows).toEqual([[10]])
  reader.close()
  rmSync(target)
})

test('a question that needs too much memory is told so', async () => {
  await expect(locked.ask('select list(a.name || b.name) from data a, data b, range(200)', 5)).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('more memory') })
}, 120_000)
