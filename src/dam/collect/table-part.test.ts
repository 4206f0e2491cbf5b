import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { literal, sql } from '#platform/engines/sql-text.ts'
import { testEngine, testFolder } from './collecting.fixture.ts'
import { cellText, readParts, refuseOtherColumns, type TablePart } from './table-part.ts'

const folder = testFolder()
const engine = await testEngine(folder)

function part(name: string, text: string, names: readonly string[]): TablePart {
  const file = join(folder, name)
  writeFileSync(file, text)
  return { name, file, names, dialect: { delimiter: ',', quote: '"' }, lineEnd: '\n', hasHeader: true, isNfc: true }
}

test('readParts() joins files by column name, in their order', async () => {
  const parts = [part('1', 'a,b\n1,2\n', ['a', '__proto__']), part('2', 'b,a\n3,4\n', ['__proto__', 'a']), part('3', 'a,b\n-,6\n', ['a', '__proto__'])]
  expect(await engine.table(readParts(parts, ['-']))).toEqual({ names: ['a', '__proto__'], rows: [['1', '2'], ['4', '3'], [null, '6']] })
})

test('cellText() puts a cell into NFC before it is held against the texts that mean missing', async () => {
  const { rows } = await engine.table(sql`select ${cellText(literal('e\u0301'), false, ['é'])}, ${cellText(literal('e\u0301'), false, [])}, ${cellText(literal('x'), true, ["'"])}`)
  expect(rows).toEqual([[null, 'é', 'x']])
})

test('refuseOtherColumns() names file and column', () => {
  expect(() => refuseOtherColumns([{ name: '1', names: ['a'] }, { name: '2', names: ['a', 'b'] }])).toThrow('2 has a column b, which 1 lacks')
  expect(() => refuseOtherColumns([{ name: '1', names: ['a', 'b'] }, { name: '2', names: ['b', 'a'] }])).not.toThrow()
})
