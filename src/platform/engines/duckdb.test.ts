import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { openDuckDb } from './duckdb.ts'
import { literal, sql } from './sql-text.ts'

const folder = mkdtempSync(join(tmpdir(), 'datadam-duckdb-'))
const limits = { memoryBytes: 500e6, threads: 2, temporaryDirectory: join(folder, 'spill') }
const engine = await openDuckDb(limits)
afterAll(() => { engine.close(); rmSync(folder, { recursive: true, force: true }) })

test('values arrive plain: safe integers as numbers, dates as ISO text, decimals as numbers, lists as arrays', async () => {
  const { rows } = await engine.table(sql`select 1::bigint, 9007199254740993::bigint, 1.25::decimal(9, 2), date '2020-02-29', timestamp '2020-01-02 03:04:05', time '03:04:05', [1, null], {'a': 1}, 'x', null, true, 1.5::double, 170141183460469231731687303715884105727::hugeint`)
  expect(rows).toEqual([[1, 9007199254740993n, 1.25, '2020-02-29', '2020-01-02 03:04:05', '03:04:05', [1, null], { a: 1 }, 'x', null, true, 1.5, 170141183460469231731687303715884105727n]])
})

test('query() and queryOne() parse every row, and hold to one', async () => {
  const row = z.object({ n: z.number() })
  expect(await engine.query(sql`select i::integer as n from range(3) t(i)`, row)).toEqual([{ n: 0 }, { n: 1 }, { n: 2 }])
  expect(await engine.queryOne(sql`select ${7} as n`, row)).toEqual({ n: 7 })
  await expect(engine.queryOne(sql`select 1 as n where false`, row)).rejects.toThrow('gave 0')
  await expect(engine.query(sql`select 'x' as n`, row)).rejects.toThrow('expected number')
})

test('load() and batches() carry rows beyond one vector, in order, with typed arrays where nothing is missing', async () => {
  const rows = 5000
  await engine.load('loaded', [
    { name: 'i', type: 'integer', values: Int32Array.from({ length: rows }, (_value, place) => place) },
    { name: 'b', type: 'bigint', values: BigInt64Array.from({ length: rows }, (_value, place) => BigInt(place) * 10n ** 12n) },
    { name: 'd', type: 'double', values: Float64Array.from({ length: rows }, (_value, place) => place / 2) },
    { name: 't', type: 'text', values: Array.from({ length: rows }, (_value, place) => (place % 3 === 0 ? null : `행 ${place}`)) },
  ])
  let seen = 0
  const wrong: number[] = []
  for await (const { rows: count, columns: [i, b, d, t] } of engine.batches(sql`from loaded`)) {
    expect([i instanceof Int32Array, b instanceof BigInt64Array, d instanceof Float64Array]).toEqual([true, true, true])
    for (let place = 0; place < count; place++, seen++) {
      if (i?.[place] !== seen || b?.[place] !== BigInt(seen) * 10n ** 12n || d?.[place] !== seen / 2 || t?.[place] !== (seen % 3 === 0 ? null : `행 ${seen}`)) wrong.push(seen)
    }
  }
  expect([seen, wrong]).toEqual([rows, []])
})

test('interrupt() stops a statement, which is then refused as cancelled, and the engine lives on', async () => {
  const running = engine.table(sql`select count(*) from range(100000) a, range(1000000) b where a.range * b.range % 7 = 3`)
  setTimeout(() => engine.interrupt(), 50)
  await expect(running).rejects.toMatchObject({ name: 'Refusal', code: 'cancelled' })
  expect((await engine.table(sql`select 1`)).rows).toEqual([[1]])
})

test('a fault tells its kind and never a value', async () => {
  const fault = await engine.run(sql`select cast(${'secret'} as integer)`).then(() => undefined, (thrown: unknown) => thrown)
  expect(fault).toMatchObject({ name: 'EngineFault', kind: 'Conversion Error' })
  expect(String(fault)).not.toContain('secret')
  await expect(engine.run(sql`copy (select 1) to ${literal(join(folder, 'no', 'x'))}`)).rejects.toMatchObject({ kind: 'IO Error' })
})

test('nothing is fetched from the network and no extension is loaded', async () => {
  await expect(engine.table(sql`from read_csv('http://127.0.0.1:1/x.csv')`)).rejects.toMatchObject({ name: 'EngineFault' })
})

test('statements that are begun together are run one after another, each with all its rows', async () => {
  const counts = await Promise.all([5000, 7000, 9000].map((rows) => engine.table(sql`from range(${rows})`)))
  expect(counts.map(({ rows }) => rows.length)).toEqual([5000, 7000, 9000])
})

test('a statement begun while batches are being read is refused, and the next one after them works', async () => {
  for await (const _ of engine.batches(sql`from range(5000)`)) {
    await expect(engine.run(sql`select 1`)).rejects.toThrow('batches of another')
    break
  }
  await engine.run(sql`select 1`)
})
