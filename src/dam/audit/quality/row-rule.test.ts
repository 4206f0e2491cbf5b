import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { QualityRule } from '#dam/recipe/quality-rule.ts'
import { sql } from '#platform/engines/sql-text.ts'
import { deliveredRows } from './delivered-column.ts'
import { openBench } from '#dam/dataset/made-table.fixture.ts'
import { readRowRule } from './row-rule.ts'

const { engine, folder, makeTable } = await openBench()
await writeFile(join(folder, 'wards.csv'), 'ward,beds\n1,10\n2,20\n,5\n')
await writeFile(join(folder, 'empty.csv'), 'ward,beds\n')
const types = { ward: 'integer', code: 'text', open: 'boolean' } as const
const table = await makeTable(sql`select * from (values ('1', 'A1', 'true'), ('3', 'b', 'false'), (null, null, null), ('02', 'A12', 'true')) as t(ward, code, open)`, types)

test.each<{ rule: QualityRule; keeps: (boolean | null)[] }>([
  { rule: { 'not-null': ['ward', 'code'] }, keeps: [true, true, false, true] },
  { rule: { 'in-range': { column: 'ward', max: 2 } }, keeps: [true, false, null, true] },
  { rule: { 'in-set': { column: 'ward', values: [1, '2'] } }, keeps: [true, false, null, true] },
  { rule: { 'in-set': { column: 'code', values: ['A1', 'b'] } }, keeps: [true, true, null, false] },
  { rule: { 'in-set': { column: 'open', values: [true] } }, keeps: [true, false, null, true] },
  { rule: { matches: { column: 'code', pattern: 'A\\d' } }, keeps: [true, false, null, false] },
  { rule: { 'foreign-key': { column: 'ward', file: 'wards.csv', key: 'ward' } }, keeps: [true, false, null, true] },
  { rule: { 'foreign-key': { column: 'code', file: 'empty.csv', key: 'ward' } }, keeps: [false, false, null, false] },
])('$rule keeps $keeps', async ({ rule, keeps }) => {
  const read = await readRowRule(rule, { table, directory: folder }, { engine })
  const { rows } = await engine.table(sql`select ${read?.keeps ?? sql`null`} from ${deliveredRows(table.file)} order by file_row_number`)
  expect(rows.flat()).toEqual(keeps)
})

test('rules about the whole table are no row rules', async () => {
  expect(await readRowRule({ unique: 'ward' }, { table, directory: folder }, { engine })).toBeUndefined()
})

test('a pattern that RE2 does not know is refused', async () => {
  await expect(readRowRule({ matches: { column: 'code', pattern: '(?=a)' } }, { table, directory: folder }, { engine })).rejects.toMatchObject({ code: 'bad-recipe' })
})
