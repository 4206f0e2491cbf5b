import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { testFolder, workbookOf } from './collecting.fixture.ts'
import { kindOfFormat, readWorkbook, readXmlChunks, unescapeText } from './xlsx-workbook.ts'
import { withZip } from './zip-archive.ts'

test.each([
  [0, undefined, 'number'], [14, undefined, 'date'], [22, undefined, 'timestamp'], [20, undefined, 'time'],
  [164, 'yyyy"년" mm"월"', 'date'], [165, 'yyyy-mm-dd hh:mm', 'timestamp'], [166, 'h:mm AM/PM', 'time'], [167, '[h]:mm', 'number'],
  [168, '#,##0.00', 'number'], [169, '[Red]0.0', 'number'], [170, '0" days"', 'number'], [171, 'General', 'number'], [172, 'mmm', 'date'],
])('kindOfFormat(%i, %j) is %s', (id, code, kind) => {
  expect(kindOfFormat(id, code)).toBe(kind)
})

test('readWorkbook() finds the sheet by name, shared texts without their reading aids, and styles', async () => {
  const file = join(testFolder(), 'a.xlsx')
  const texts = ['<si><t>가</t></si>', '<si><r><t>나</t></r><r><t xml:space="preserve"> 다</t></r><rPh sb="0" eb="1"><t>NA</t></rPh></si>']
  writeFileSync(file, workbookOf({ 첫째: '', 둘째: '' }, { sharedTexts: texts, isFrom1904: true, styles: '<numFmts><numFmt numFmtId="164" formatCode="yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>' }))
  const read = (sheet?: string) => withZip(file, 'a.xlsx', (members) => readWorkbook(members, 'a.xlsx', sheet))
  expect(await read('둘째')).toMatchObject({ sheet: { name: 'xl/worksheets/sheet2.xml' }, sharedTexts: ['가', '나 다'], styles: ['number', 'date'], isFrom1904: true })
  expect((await read()).sheet.name).toBe('xl/worksheets/sheet1.xml')
  await expect(read('셋째')).rejects.toThrow(/its sheets are: 첫째, 둘째/)
})

test('readXmlChunks() refuses what is no XML', async () => {
  const member = { name: 'x', async *bytes() { yield Buffer.from('<a><b></a>') } }
  await expect(Array.fromAsync(readXmlChunks(member, 'a.xlsx', {}))).rejects.toMatchObject({ code: 'bad-input' })
})

test('unescapeText() undoes what Excel escapes', () => {
  expect(unescapeText('a_x000D_b_x')).toBe('a\rb_x')
})
