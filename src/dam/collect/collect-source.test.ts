import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { cellsOf, collectThere, testEngine, testFolder, workbookOf, zipOf } from './collecting.fixture.ts'
import { collectFiles, collectSource } from './collect-source.ts'
import { storedAt } from './content-store.ts'

const folder = testFolder()
const engine = await testEngine(folder)
const collect = collectThere.bind(undefined, folder, engine)
const KOREAN = '이름,나이,메모\n김하나,41,퇴원\n이두리,7,"쉼표, 그리고 😀"\n'
const KOREAN_CP949 = KOREAN.replace('😀', '끝')

test.each([
  ['plain UTF-8', 'a.csv', Buffer.from(KOREAN), 'utf-8'],
  ['a byte order mark', 'a.csv', Buffer.from(`\ufeff${KOREAN}`), 'utf-8'],
  ['UTF-16 LE with a mark', 'a.csv', Buffer.from(`\ufeff${KOREAN}`, 'utf16le'), 'utf-16le'],
  ['UTF-16 LE without a mark', 'a.csv', Buffer.from(KOREAN, 'utf16le'), 'utf-16le'],
  ['UTF-16 BE', 'a.csv', iconv.encode(`\ufeff${KOREAN}`, 'utf16-be', { addBOM: false }), 'utf-16be'],
  ['CP949', 'a.csv', iconv.encode(KOREAN_CP949, 'cp949'), 'cp949'],
  ['gzip', 'a.csv.gz', gzipSync(KOREAN), 'utf-8'],
  ['Zstandard', 'a.csv.zst', zstdCompressSync(KOREAN), 'utf-8'],
  ['zip', 'a.zip', zipOf([{ name: 'inner/a.csv', bytes: KOREAN }, { name: '__MACOSX/a.csv', bytes: 'x' }]), 'utf-8'],
  ['CP949 in gzip', 'a.csv.gz', gzipSync(iconv.encode(KOREAN_CP949, 'cp949')), 'cp949'],
] as const)('reads %s cell for cell', async (_what, name, bytes, encoding) => {
  const report = await collect({ [name]: bytes }, { kind: 'csv', path: name })
  expect(report.table.columns.map((column) => [column.name, column.type])).toEqual([['이름', 'text'], ['나이', 'integer'], ['메모', 'text']])
  expect(await cellsOf(report.table, engine)).toEqual([['김하나', '41', '퇴원'], ['이두리', '7', encoding === 'cp949' ? '쉼표, 그리고 끝' : '쉼표, 그리고 😀']])
  expect(report.dialect).toMatchObject({ encoding, delimiter: 'comma' })
  expect(report.originals).toEqual([{ name, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length }])
  expect(readFileSync(storedAt(join(folder, 'store'), report.originals[0]?.sha256 ?? ''))).toEqual(Buffer.from(bytes))
})

test('names and values come in NFC, and Latin-1 is told from CP949', async () => {
  const decomposed = await collect({ 'a.csv': 'café,b\né,각\n'.normalize('NFD') }, { kind: 'csv', path: 'a.csv' })
  expect(decomposed.table.columns[0]?.name).toBe('café')
  expect(await cellsOf(decomposed.table, engine)).toEqual([['é', '각']])
  const latin = await collect({ 'a.csv': Buffer.from('ville,prix\nOrléans,3\nBesançon,4\n', 'latin1') }, { kind: 'csv', path: 'a.csv' })
  expect(latin.dialect).toMatchObject({ encoding: 'latin-1' })
  expect(await cellsOf(latin.table, engine)).toEqual([['Orléans', '3'], ['Besançon', '4']])
})

test('several files, a glob and an archive of several are read one after another, columns by name', async () => {
  const files = { 'd/1.csv': 'a,b\n1,x\n', 'd/2.csv': 'b;a\ny;2\n', 'd/3.csv': 'a,b\n3,z\n' }
  const expected = [['1', 'x'], ['2', 'y'], ['3', 'z']]
  const several = await collect(files, { kind: 'csv', path: ['d/1.csv', 'd/2.csv', 'd/3.csv'] })
  expect(await cellsOf(several.table, engine)).toEqual(expected)
  expect(await cellsOf((await collect(files, { kind: 'csv', path: 'd/*.csv' })).table, engine)).toEqual(expected)
  const archive = zipOf([...Object.entries(files).map(([name, bytes]) => ({ name, bytes })), { name: 'readme.pdf', bytes: '%PDF-' }])
  const zipped = await collect({ 'a.zip': archive }, { kind: 'csv', path: 'a.zip' })
  expect(await cellsOf(zipped.table, engine)).toEqual(expected)
  expect(zipped.dialect['left out of the archive']).toBe('readme.pdf')
})

test('empty cells and the texts that mean missing are missing, in every kind of source', async () => {
  const source = { path: 'a', 'missing-values': ['NA', '-'] }
  const sheet = '<row><c t="inlineStr"><is><t>a</t></is></c><c t="inlineStr"><is><t>b</t></is></c></row><row><c t="inlineStr"><is><t>NA</t></is></c><c><v>1</v></c></row>'
  for (const [kind, bytes] of [['csv', 'a,b\nNA,1\n"",2\n-,3\n'], ['jsonl', '{"a":"NA","b":1}\n{"a":"","b":2}\n{"b":3,"a":null}'], ['xlsx', workbookOf({ s: sheet })]] as const) {
    const report = await collect({ a: bytes }, { ...source, kind })
    expect((await cellsOf(report.table, engine)).map(([a]) => a)).toEqual(Array.from({ length: report.table.rows }, () => null))
  }
})

test.each([
  ['a ragged row', 'a,b\n1,2\n3\n', /row 2 \(line 3\) has 1 cells where 2 are expected/],
  ['a row too wide after a quoted line end', 'a,b\n"1\n1",2\n3,4,5\n', /row 2 \(line 4\) has 3 cells/],
  ['a quote that never closes', 'a,b\n1,"secret\n3,4\n', /quote that opens on line 2 never closes/],
  ['text behind a closing quote', 'a,b\n1,"secret"x\n', /text follows a closing quote on line 2/],
  ['only a header', 'a,b\n', /no rows/],
  ['an empty file', '', /is empty/],
  ['a NUL character', 'a,b\n1,x\0y\n', /NUL/],
  ['a picture', Buffer.from('89504e470d0a1a0a0000', 'hex'), /is a PNG image, not csv/],
  ['a web page', '<!DOCTYPE html><html><body>secret</body></html>', /is a web page/],
  ['a Parquet file', 'PAR1....PAR1', /is a parquet/],
  ['a name that is ours', 'a,__DATADAM_row\n1,2\n', /a name that datadam needs/],
  ['a billion columns', `${'a,'.repeat(20_000)}a\n`, /more than 10000 columns/],
  ['a row without end', `a,b\n${'x'.repeat(40_000_000)}`, /longer than 8/],
  ['broken UTF-8', Buffer.concat([Buffer.from('가,나\n다,라\n'), Buffer.from([0xff]), Buffer.from(',마바사\n')]), /UTF-8 with bytes that are not, first on line 3/],
])('%s is refused in words that hold no value', async (_what, bytes, sentence) => {
  const refusal = await collect({ 'a.csv': bytes }, { kind: 'csv', path: 'a.csv' }).then(() => undefined, (fault: unknown) => fault)
  expect(refusal).toMatchObject({ name: 'Refusal', code: 'bad-input', message: expect.stringMatching(sentence) })
  expect(String(refusal)).not.toContain('secret')
})

test('a failed run leaves nothing in the workspace', async () => {
  const directory = join(folder, 'case-left')
  await expect(collectThere(folder, engine, {}, { kind: 'csv', path: 'no.csv' })).rejects.toMatchObject({ code: 'not-found' })
  await expect(collectSource({ source: { path: 'x' }, directory: folder, workspace: directory, store: join(folder, 'store') }, { engine, progress: () => undefined })).rejects.toMatchObject({ code: 'not-found' })
  expect(existsSync(directory)).toBe(false)
  const cases = readdirSync(folder).filter((name) => name.startsWith('case-')).flatMap((name) => readdirSync(join(folder, name)))
  expect(cases.filter((name) => name.startsWith('.collecting'))).toEqual([])
})

test('a stopped run is refused as cancelled and leaves no table', async () => {
  const directory = join(folder, 'case-stop')
  await collectThere(folder, engine, { '../case-stop/a.csv': 'a,b\n1,2\n' }, { kind: 'csv', path: '../case-stop/a.csv' })
  const signal = AbortSignal.abort()
  await expect(collectSource({ source: { path: 'a.csv' }, directory, workspace: directory, store: join(folder, 'store') }, { engine, progress: () => undefined, signal })).rejects.toMatchObject({ code: 'cancelled' })
  expect(readdirSync(directory)).toEqual(['a.csv'])
})

test('a recipe for other columns is refused, its promised hash is held', async () => {
  const file = { 'a.csv': 'a,b\n1,2\n' }
  await expect(collect(file, { kind: 'csv', path: 'a.csv' }, { a: {}, c: {} })).rejects.toMatchObject({ code: 'bad-recipe', message: expect.stringContaining('"c"') })
  await expect(collect(file, { kind: 'csv', path: 'a.csv' }, { a: {} })).rejects.toMatchObject({ code: 'bad-recipe', message: expect.stringContaining('"b"') })
  await expect(collect(file, { kind: 'csv', path: 'a.csv', sha256: '0'.repeat(64) })).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('SHA-256') })
})

test('hostile column names are only names', async () => {
  const names = ['__proto__', '"; drop table x; --', "it's", 'constructor', '😀', 'A', 'a', '', '']
  const text = `${names.map((name) => `"${name.replaceAll('"', '""')}"`).join(',')}\n${names.map((_name, place) => place).join(',')}\n`
  const { table, renamed } = await collect({ 'a.csv': text }, { kind: 'csv', path: 'a.csv' })
  expect(table.columns.map(({ name }) => name)).toEqual(['__proto__', '"; drop table x; --', "it's", 'constructor', '😀', 'A', 'a_2', 'column_8', 'column_9'])
  expect(renamed).toEqual([{ column: 7, from: 'a', to: 'a_2' }, { column: 8, from: '', to: 'column_8' }, { column: 9, from: '', to: 'column_9' }])
  expect(await cellsOf(table, engine)).toEqual([['0', '1', '2', '3', '4', '5', '6', '7', '8']])
})

test('the same bytes are kept once, read-only, and stay when the delivered file changes', async () => {
  const first = await collect({ 'a.csv': 'a\nsame\n' }, { kind: 'csv', path: 'a.csv' })
  const second = await collect({ 'b.csv': 'a\nsame\n' }, { kind: 'csv', path: 'b.csv' })
  expect(second.originals[0]?.sha256).toBe(first.originals[0]?.sha256)
  const kept = storedAt(join(folder, 'store'), first.originals[0]?.sha256 ?? '')
  expect(statSync(kept).mode & 0o777).toBe(0o444)
  writeFileSync(join(first.table.file, '..', 'a.csv'), 'changed')
  expect(readFileSync(kept, 'utf8')).toBe('a\nsame\n')
  expect(readdirSync(join(folder, 'store', 'sha256')).filter((name) => name.startsWith('.'))).toEqual([])
})

test('collectFiles() guesses the kind from name and bytes', async () => {
  const report = await collect({ a: '[{"x":1.10,"y":"2020-01-02"}]' }, { path: 'a' })
  expect(report.dialect.kind).toBe('json')
  const again = await collectFiles({ paths: [join(report.table.file, '..', 'a')], workspace: join(report.table.file, '..'), store: join(folder, 'store') }, { engine, progress: () => undefined })
  expect(again.table).toEqual(report.table)
  expect(await cellsOf(again.table, engine)).toEqual([['1.10', '2020-01-02']])
  expect(again.table.columns.map(({ type }) => type)).toEqual(['decimal', 'date'])
})
