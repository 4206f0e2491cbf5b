import { expect, test } from 'vitest'
import { literal, sql } from '#platform/engines/sql-text.ts'
import { deliveredRows, getColumn, pasteable, PASTED_FILE, textColumn, typedColumn } from './delivered-column.ts'

const table = { file: 'x', rows: 1, columns: [{ name: 'a"b', type: 'integer', stored: 'text' }, { name: 'c', type: 'date', stored: 'native' }] } as const

test('columns are read as what they are', () => {
  const [text, native] = table.columns
  expect([text, native].map((column) => pasteable(typedColumn(column)))).toEqual(['try_cast("a""b" as bigint)', '"c"'])
  expect([text, native].map((column) => pasteable(textColumn(column)))).toEqual(['"a""b"', '"c"::varchar'])
})

test('a statement is pasted on one line, its values as they are', () => {
  expect(pasteable(sql`
    select ${'two  spaces'},
      ${literal(1)} from ${deliveredRows(PASTED_FILE)}`)).toBe('select \'two  spaces\', 1 from read_parquet(\'delivery.parquet\', file_row_number = true)')
})

test('a column that is not there is refused by name', () => {
  expect(getColumn({ ...table, columns: [...table.columns] }, 'c').type).toBe('date')
  expect(() => getColumn({ ...table, columns: [...table.columns] }, '__proto__')).toThrow('__proto__')
})
