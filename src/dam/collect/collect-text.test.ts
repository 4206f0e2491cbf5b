import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cellsOf, collectThere, testEngine, testFolder } from './collecting.fixture.ts'
import { collectText } from './collect-text.ts'

const folder = testFolder()
const engine = await testEngine(folder)
const collect = collectThere.bind(undefined, folder, engine)

const Cell = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 6 }), fc.stringMatching(/^[ ,;|\t"'\r\n가a#\\]{0,5}$/), fc.constantFrom('NULL', '-0', '007', 'nan', ' x ', '"', '""', '\r\n'))
  .filter((cell) => !cell.includes('\0') && cell.isWellFormed())
const Rows = fc.integer({ min: 1, max: 4 }).chain((width) => fc.array(fc.array(Cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }))
const Dialect = fc.record({ delimiter: fc.constantFrom(',', ';', '\t', '|', '§'), lineEnd: fc.constantFrom('\n', '\r\n', '\r'), quotesAll: fc.boolean(), endsWithLineEnd: fc.boolean(), hasMark: fc.boolean() })

test('any table written in any dialect comes back cell for cell', async () => {
  await fc.assert(fc.asyncProperty(Rows, Dialect, async (rows, { delimiter, lineEnd, quotesAll, endsWithLineEnd, hasMark }) => {
    const write = (cell: string) => (quotesAll || cell === '' || /[\s"',;|\t§\ufeff]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
    const header = (rows[0] ?? []).map((_cell, place) => `c${place}`)
    const text = `${hasMark ? '\ufeff' : ''}${[header, ...rows].map((row) => row.map(write).join(delimiter)).join(lineEnd)}${endsWithLineEnd ? lineEnd : ''}`
    const report = await collect({ 'a.csv': text }, { kind: 'csv', path: 'a.csv', delimiter })
    expect(await cellsOf(report.table, engine)).toEqual(rows.map((row) => row.map((cell) => (cell === '' ? null : cell.normalize('NFC')))))
  }), { numRuns: 60 })
})

test.each([
  ['commas', 'a,b\n1,"x;y"\n2,z\n', 'comma'],
  ['semicolons', 'a;b\n1,5;x\n2,5;y\n', 'semicolon'],
  ['tabs', 'a\tb\n1,2\tx\n', 'tab'],
  ['bars', 'a|b\n1|x,y\n', 'bar'],
])('%s are found as the delimiter', async (_what, text, delimiter) => {
  expect((await collect({ 'a.csv': text }, { kind: 'csv', path: 'a.csv' })).dialect).toMatchObject({ delimiter, header: true })
})

test('line ends of two kinds, spaces round quotes and blank lines are read, and what was passed over is told', async () => {
  const mixed = await collect({ 'a.csv': 'a,b\r\n1,x\n\n2,"y\r\n"\r\n' }, { kind: 'csv', path: 'a.csv' })
  expect(await cellsOf(mixed.table, engine)).toEqual([['1', 'x'], ['2', 'y\r\n']])
  expect(mixed.dialect['blank lines passed over']).toBe('1')
  const spaced = await collect({ 'a.csv': 'a,b\n1, "x,y" \n2, z\n' }, { kind: 'csv', path: 'a.csv' })
  expect(await cellsOf(spaced.table, engine)).toEqual([['1', 'x,y'], ['2', ' z']])
})

test('without a header the columns are numbered, and the first row is a row', async () => {
  const report = await collect({ 'a.csv': '1,x\n2,y\n' }, { kind: 'csv', path: 'a.csv', header: false })
  expect(report.table.columns.map(({ name }) => name)).toEqual(['column_1', 'column_2'])
  expect(await cellsOf(report.table, engine)).toEqual([['1', 'x'], ['2', 'y']])
  expect(report.renamed).toEqual([])
})

test('files of other columns are refused, naming file and column', async () => {
  await expect(collect({ '1.csv': 'a,b\n1,2\n', '2.csv': 'a,c\n1,2\n' }, { kind: 'csv', path: ['1.csv', '2.csv'] })).rejects.toMatchObject({ message: '2.csv lacks the column b, which 1.csv has; deliver files with the same columns' })
})

test('a declared encoding that is wrong is refused with its line', async () => {
  await expect(collect({ 'a.csv': Buffer.from('a,b\n1,2\n\xff\xff,3\n', 'latin1') }, { kind: 'csv', path: 'a.csv', encoding: 'utf-8' })).rejects.toThrow(/on line 3/)
  await expect(collect({ 'a.csv': Buffer.from('a,b\n1,2\n\xff\xff,3\n', 'latin1') }, { kind: 'csv', path: 'a.csv', encoding: 'cp949' })).rejects.toThrow(/on line 3/)
})

test('collectText() needs a file', async () => {
  const request = { files: [], kind: 'csv', source: { path: '' }, wishes: new Map(), missingValues: [], work: folder, target: '' } as const
  await expect(collectText(request, { engine, refuseColumns: () => undefined })).rejects.toMatchObject({ code: 'bad-input' })
})
