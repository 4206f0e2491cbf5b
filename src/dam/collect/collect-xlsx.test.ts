import { expect, test } from 'vitest'
import { cellsOf, collectThere, testEngine, testFolder, workbookOf, zipOf } from './collecting.fixture.ts'
import { numberText, openXlsx } from './collect-xlsx.ts'

const folder = testFolder()
const engine = await testEngine(folder)
const STYLES = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/></cellXfs>'

const text = (words: string, place = '') => `<c ${place && `r="${place}"`} t="inlineStr"><is><t>${words}</t></is></c>`

test('a sheet is read cell for cell: texts, numbers, dates, booleans, errors, gaps and empty rows', async () => {
  const sheet = `<row r="2">${text('이름', 'B2')}${text('b', 'C2')}${text('d', 'D2')}${text('t', 'E2')}${text('e', 'F2')}</row><row r="3"/>
    <row r="4"><c r="B4" t="s"><v>0</v></c><c r="D4" s="1"><v>43831</v></c><c r="E4" s="2"><v>43831.5</v></c><c r="F4" t="e"><v>#N/A</v></c></row>
    <row r="5"><c r="A5"><v>0.1</v></c><c r="C5" t="b"><v>1</v></c><c r="D5" s="1"><v>43832</v></c><c r="B5" t="str"><f>1+1</f><v>2</v></c></row>`
  const report = await collectThere(folder, engine, { 'a.xlsx': workbookOf({ s: sheet }, { sharedTexts: ['<si><t>김 &amp; 이</t></si>'], styles: STYLES }) }, { kind: 'xlsx', path: 'a.xlsx' })
  expect(report.table.columns.map(({ name, type }) => [name, type])).toEqual([['column_1', 'decimal'], ['이름', 'text'], ['b', 'boolean'], ['d', 'date'], ['t', 'timestamp'], ['e', 'text']])
  expect(await cellsOf(report.table, engine)).toEqual([[null, '김 & 이', null, '2020-01-01', '2020-01-01 12:00:00', '#N/A'], ['0.1', '2', 'true', '2020-01-02', null, null]])
})

test.each([
  ['43831', 'date', false, '2020-01-01'], ['43831.25', 'date', false, '2020-01-01 06:00:00'], ['1', 'date', false, '1900-01-01'], ['60', 'date', false, '60'], ['61', 'date', false, '1900-03-01'],
  ['0', 'date', true, '1904-01-01'], ['0.5', 'time', false, '12:00:00'], ['1E3', 'number', false, '1000'], ['-1', 'date', false, '-1'], ['2958465', 'date', false, '9999-12-31'], ['3e9', 'date', false, '3000000000'], ['0.30000000000000004', 'number', false, '0.30000000000000004'],
] as const)('numberText(%s, %s) is %s', (written, kind, isFrom1904, expected) => {
  expect(numberText(written, kind, isFrom1904)).toBe(expected)
})

test.each([
  ['a row wider than the header', workbookOf({ s: `<row>${text('a')}</row><row>${text('secret')}${text('y')}</row>` }), /row 2 of the sheet has 2 cells where 1 are expected/],
  ['no rows', workbookOf({ s: '' }), /no rows/],
  ['only a header', workbookOf({ s: `<row>${text('a')}</row>` }), /no rows/],
  ['another archive', zipOf([{ name: 'a.csv', bytes: 'a\n1\n' }]), /not an Excel workbook/],
  ['a cell far out', workbookOf({ s: `<row>${text('a', 'XFE1')}</row>` }), /more than 10000 columns/],
  ['broken XML', workbookOf({ s: '<row><c>' }), /no XML/],
])('%s is refused', async (_what, bytes, sentence) => {
  const refusal = await collectThere(folder, engine, { 'a.xlsx': bytes }, { kind: 'xlsx', path: 'a.xlsx' }).then(() => undefined, (fault: unknown) => fault)
  expect(refusal).toMatchObject({ code: 'bad-input', message: expect.stringMatching(sentence) })
  expect(String(refusal)).not.toContain('secret')
})

test('openXlsx() refuses what is no archive', async () => {
  await expect(openXlsx(import.meta.filename, 'a.xlsx', `${folder}/x`, {})).rejects.toMatchObject({ code: 'bad-input' })
})
