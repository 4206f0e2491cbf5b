import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { testFolder } from './collecting.fixture.ts'
import { countRows, describeDialect, isForEngine, openCsv, rewriteCsv, textsOf, writeRecords } from './collect-csv.ts'

const folder = testFolder()
const file = join(folder, 'a.csv')

function open(text: string, wishes: Partial<Parameters<typeof openCsv>[2]> = {}) {
  writeFileSync(file, text)
  return openCsv(file, 'a.csv', { kind: 'csv', ...wishes }, true)
}

test('openCsv() finds dialect, line end and names', async () => {
  expect((await open('\n"a\nb";c\r\n1;2\r\n')).part).toMatchObject({ dialect: { delimiter: ';', quote: '"' }, lineEnd: '\n', names: ['a\nb', 'c'] })
  expect((await open('"a\nb";c\r\n1;2\r\n')).part.lineEnd).toBe('\r\n')
  expect((await open("'a,b',c\n", { quote: "'" })).part.names).toEqual(['a,b', 'c'])
  expect((await open('a\tb,c\n', { kind: 'tsv' })).part.names).toEqual(['a', 'b,c'])
  await expect(open('a,b\n', { delimiter: '"' })).rejects.toMatchObject({ code: 'bad-recipe' })
})

test('rewriteCsv() and countRows() agree, and name a ragged row alike', async () => {
  const { part } = await open('a;b\r\n1;"x;\n"\n\n2;y\r\n')
  const target = join(folder, 'b.csv')
  const rewritten = await rewriteCsv(part, target)
  expect(readFileSync(target, 'utf8')).toBe('"1","x;\n"\n"2","y"\n')
  expect(rewritten.rows).toBe(2)
  expect(await countRows(part)).toMatchObject({ rows: 2, isPlain: false })
  const ragged = (await open('a;b\n1;2\n\n1;2;3\n')).part
  const [first, second] = await Promise.all([countRows(ragged), rewriteCsv(ragged, target)].map((run) => run.then(() => '', String)))
  expect(first).toContain('row 2 (line 4) has 3 cells where 2 are expected')
  expect(second).toBe(first)
})

test('isForEngine() and describeDialect() tell what a dialect is', async () => {
  expect(isForEngine((await open('a§b\n', { delimiter: '§' })).part)).toBe(false)
  expect(describeDialect({ delimiter: '\t', quote: '"' })).toEqual({ delimiter: 'tab', quote: '"' })
})

test('writeRecords() writes what textsOf() reads, and stops when it is told to', async () => {
  async function* rows() { for (let row = 0; row < 30_000; row++) yield [`row ${row}`, null, '가'] }
  await writeRecords(rows(), file)
  expect((await Array.fromAsync(textsOf(file))).join('').split('\n')[29_999]).toBe('"row 29999",,"가"')
  await expect(writeRecords(rows(), file, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' })
  await expect(writeRecords(rows(), join(folder, 'no', 'x'))).rejects.toMatchObject({ code: 'not-found' })
})
