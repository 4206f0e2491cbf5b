import { typedText, type Column, type Table } from '#dam/dataset/table.ts'
import { identifier, literal, sql, withoutBindings, type Sql } from '#platform/engines/sql-text.ts'
import { Refusal } from '#platform/refusal.ts'

/** What a pasted query calls the delivery's table; the real path is of this machine and of no use to a reader. */
export const PASTED_FILE = 'delivery.parquet'

/** The column that a recipe names. @throws {Refusal} `bad-recipe` when the table has none of that name */
export function getColumn(table: Table, name: string): Column {
  const column = table.columns.find((candidate) => candidate.name === name)
  if (!column) throw new Refusal('bad-recipe', `The recipe names a column ‘${name}’ that the data does not have; write one of its columns`)
  return column
}

/** Rows as they are stored, with `file_row_number` from 0. */
export function deliveredRows(file: string): Sql {
  return sql`read_parquet(${literal(file)}, file_row_number = true)`
}

/** A column's value as its type, over `deliveredRows`; null where it is missing or does not fit. */
export function typedColumn(column: Column): Sql {
  return column.stored === 'native' ? identifier(column.name) : typedText(column, identifier(column.name))
}

/** A column's value as text, over `deliveredRows`. */
export function textColumn({ name, stored }: Column): Sql {
  return stored === 'text' ? identifier(name) : sql`${identifier(name)}::varchar`
}

/** The statement as text that anyone can paste into DuckDB: one line, its indents closed up. */
export function pasteable(statement: Sql): string {
  return (withoutBindings(statement).pieces[0] ?? '').replaceAll(/\n {2,}/g, ' ').trim()
}
