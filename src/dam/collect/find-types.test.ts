import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sql } from '#platform/engines/sql-text.ts'
import { cellsOf, collectThere, testEngine, testFolder } from './collecting.fixture.ts'
import { clearMisfits, findTypes } from './find-types.ts'
import { writeTable } from './write-table.ts'

const folder = testFolder()
const engine = await testEngine(folder)
const csv = (rows: readonly string[]) => ({ 'a.csv': `a,b\n${rows.map((cell, place) => `${cell},${place}`).join('\n')}\n` })
const collect = (rows: readonly string[], wish: Record<string, string> = {}) => collectThere(folder, engine, csv(rows), { kind: 'csv', path: 'a.csv' }, { a: wish, b: {} })

test.each([
  ['integer', ['1', '', '-20']], ['text', ['1', '02']], ['decimal', ['1', '2.50']], ['boolean', ['true', 'false']], ['date', ['2020-01-02']], ['timestamp', ['2020-01-02 03:04:05']], ['time', ['03:04']],
  ['text', ['', '']], ['text', ['1', 'x']], ['text', ['NaN', '1.5']], ['integer', ['18991231', '20200101']], ['text', ['1234567890123456789012']],
])('a column is %s when every value is: %j', async (type, rows) => {
  const { table } = await collect(rows)
  expect(table.columns[0]).toMatchObject({ type })
  expect((await cellsOf(table, engine)).map(([a]) => a)).toEqual(rows.map((cell) => cell || null))
})

test.each([['20200101', '%Y%m%d'], ['2020.01.01', '%Y.%m.%d'], ['2020/01/01', '%Y/%m/%d']])('a date written %s is told with its format', async (text, format) => {
  expect((await collect([text])).table.columns[0]).toMatchObject({ type: 'date', format })
})

test('the last of many rows decides, and the one cell that did not fit is told', async () => {
  const rows = Array.from({ length: 9000 }, (_cell, place) => String(place)).with(8999, 'x')
  const report = await collect(rows)
  expect(report.table.columns.map(({ type }) => type)).toEqual(['text', 'integer'])
  expect(report.misfits).toEqual([{ column: 'a', type: 'integer', became: 'text', cells: 1, rows: [9000] }])
})

test('a recipe says what becomes of misfits: the column stays text, or the cells become missing', async () => {
  const rows = ['007', '2', 'x', '1.5', '']
  const kept = await collect(rows, { type: 'integer' })
  expect(kept.table.columns[0]).toMatchObject({ type: 'text' })
  expect(kept.misfits).toEqual([{ column: 'a', type: 'integer', became: 'text', cells: 2, rows: [3, 4] }])
  const cleared = await collect(rows, { type: 'integer', misfit: 'null' })
  expect(cleared.table.columns[0]).toMatchObject({ type: 'integer' })
  expect(cleared.misfits).toEqual([{ column: 'a', type: 'integer', became: 'null', cells: 2, rows: [3, 4] }])
  expect(await cellsOf(cleared.table, engine)).toEqual([['007', '0'], ['2', '1'], [null, '2'], [null, '3'], [null, '4']])
})

test('a recipe may say text, or how dates are written', async () => {
  expect((await collect(['1', '2'], { type: 'text' })).table.columns[0]).toMatchObject({ type: 'text' })
  expect((await collect(['31/12/2020'], { type: 'date', format: '%d/%m/%Y' })).table.columns[0]).toMatchObject({ type: 'date', format: '%d/%m/%Y' })
  expect((await collect(['2020.01.01'], { type: 'date' })).table.columns[0]).toMatchObject({ type: 'date', format: '%Y.%m.%d' })
  await expect(collect(['1'], { type: 'date', format: '%Q' })).rejects.toMatchObject({ code: 'bad-recipe' })
  await expect(collect(['1'], { format: '%Y' })).rejects.toMatchObject({ code: 'bad-recipe' })
})

test('findTypes() and clearMisfits() of hostile names', async () => {
  const file = join(folder, 't.parquet')
  const name = '"; drop table x; --'
  await writeTable(sql`select '1' as """; drop table x; --" union all select 'x'`, file, engine)
  const found = await findTypes(file, [name], new Map([[name, { type: 'integer', misfit: 'null' }]]), engine)
  expect(found.misfits).toEqual([{ column: name, type: 'integer', became: 'null', cells: 1, rows: [2] }])
  expect((await engine.table(clearMisfits(file, [name], found.toClear))).rows).toEqual([['1'], [null]])
})
