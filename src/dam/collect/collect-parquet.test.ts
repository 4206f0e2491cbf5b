import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { literal, type Sql, sql } from '#platform/engines/sql-text.ts'
import { cellsOf, collectThere, testEngine, testFolder } from './collecting.fixture.ts'
import { openParquet, readParquetParts } from './collect-parquet.ts'
import type { CollectRequest, SourceToCollect } from './collect-source.ts'

const folder = testFolder()
const engine = await testEngine(folder)

async function parquetOf(rows: Sql): Promise<Buffer> {
  const file = join(mkdtempSync(join(folder, 'made-')), 'x.parquet')
  await engine.run(sql`copy (${rows}) to ${literal(file)} (format parquet)`)
  return readFileSync(file)
}

async function collect(rows: Sql, source: Partial<SourceToCollect> = {}, columns?: CollectRequest['columns']) {
  return collectThere(folder, engine, { 'a.parquet': await parquetOf(rows) }, { kind: 'parquet', path: 'a.parquet', ...source }, columns)
}

test('columns keep their types, in the widest of their kind; what no table holds becomes text', async () => {
  const report = await collect(sql`select 1::tinyint as i, 1.5::decimal(5, 2) as d, 'e' || chr(769) as "e\u0301", date '2020-01-02' as day, timestamp '2020-01-02 03:04:05' as moment, true as yes, [1, 2] as list, {'a': [{'b': 1}]} as nested, time '01:02:03' as t, 'x'::blob as bytes`)
  expect(report.table.columns.map(({ name, type, stored }) => [name, type, stored])).toEqual([
    ['i', 'integer', 'native'], ['d', 'decimal', 'native'], ['é', 'text', 'text'], ['day', 'date', 'native'], ['moment', 'timestamp', 'native'],
    ['yes', 'boolean', 'native'], ['list', 'text', 'text'], ['nested', 'text', 'text'], ['t', 'time', 'native'], ['bytes', 'text', 'text'],
  ])
  expect(report.dialect['kept as text']).toBe('list, nested, bytes')
  expect((await cellsOf(report.table, engine))[0]?.slice(0, 9)).toEqual(['1', '1.5', 'é', '2020-01-02', '2020-01-02 03:04:05', 'true', '[1,2]', '{"a":[{"b":1}]}', '01:02:03'])
})

test('infinite and other numbers that are none are told; the column becomes text, or they become missing', async () => {
  const rows = sql`select unnest([1.5, 'nan'::double, 'inf'::double]) as x`
  const kept = await collect(rows)
  expect(kept.table.columns[0]).toMatchObject({ type: 'text' })
  expect(kept.misfits).toMatchObject([{ column: 'x', became: 'text', cells: 2 }])
  const cleared = await collect(rows, {}, { x: { misfit: 'null' } })
  expect(cleared.misfits).toMatchObject([{ became: 'null', cells: 2 }])
  expect(await cellsOf(cleared.table, engine)).toEqual([['1.5'], [null], [null]])
  expect((await collect(sql`select unnest([1::ubigint, 18446744073709551615::ubigint]) as x`)).table.columns[0]).toMatchObject({ type: 'text' })
})

test('a recipe may ask for another type, and for texts that mean missing', async () => {
  const report = await collect(sql`select unnest([20200101, 20200102]) as day, unnest(['1', '-9']) as n, unnest([5, -9]) as m`, { 'missing-values': ['-9'] }, { day: { type: 'date', format: '%Y%m%d' }, n: { type: 'integer' }, m: {} })
  expect(report.table.columns).toEqual([{ name: 'day', type: 'date', stored: 'text', format: '%Y%m%d' }, { name: 'n', type: 'integer', stored: 'text' }, { name: 'm', type: 'integer', stored: 'native' }])
  expect(await cellsOf(report.table, engine)).toEqual([['20200101', '1', '5'], ['20200102', null, null]])
})

test('a damaged or empty file is refused, and files of unlike types', async () => {
  const whole = await parquetOf(sql`select 1 as a`)
  await expect(collectThere(folder, engine, { a: whole.subarray(0, -6) }, { kind: 'parquet', path: 'a' })).rejects.toMatchObject({ code: 'bad-input' })
  await expect(collectThere(folder, engine, { a: Buffer.concat([Buffer.from('PAR1'), Buffer.alloc(50), Buffer.from('PAR1')]) }, { kind: 'parquet', path: 'a' })).rejects.toMatchObject({ code: 'bad-input' })
  await expect(collect(sql`select 1 as a where false`)).rejects.toThrow(/no rows/)
  const other = await parquetOf(sql`select 'x' as a`)
  await expect(collectThere(folder, engine, { '1': whole, '2': other }, { kind: 'parquet', path: ['1', '2'] })).rejects.toThrow(/2: column a holds other types/)
})

test('names that differ in case only are told apart', async () => {
  const file = join(folder, 'case.parquet')
  // Our engine writes no such names, so one is changed in the bytes.
  writeFileSync(file, Buffer.from((await parquetOf(sql`select 1 as "Ab", 2 as "aX"`)).toString('latin1').replaceAll('aX', 'aB'), 'latin1'))
  const part = await openParquet(file, 'case', engine)
  expect(part).toMatchObject({ names: ['Ab', 'aB_2'], renamed: [{ column: 2, from: 'aB', to: 'aB_2' }], rows: 1 })
  expect((await engine.table((await readParquetParts([part], new Map(), [], engine)).statement)).rows).toEqual([[1, 2]])
})
