import { type Table, typedText } from '#dam/dataset/table.ts'
import { identifier, joinSql, literal, type Sql, sql } from '#platform/engines/sql-text.ts'
import type { ColumnCells } from './treat-column.ts'

/** The delivery under names that no file can choose: `row` (0 first) and `c0`, `c1`… To be read as `s`. */
export function sourceRows(table: Table): Sql {
  const columns = table.columns.map(({ name }, place) => sql`${identifier(name)} as ${identifier(`c${place}`)}`)
  return sql`(select ${joinSql(columns, ', ')}, file_row_number as row from read_parquet(${literal(table.file)}, file_row_number = true))`
}

/** The two readings of one column of `sourceRows`. @throws when the table has no such column */
export function cellsOf(table: Table, place: number): ColumnCells {
  const column = table.columns[place]
  if (!column) throw new Error(`The table has no column ${place}`)
  const cell = sql`s.${identifier(`c${place}`)}`
  if (column.stored === 'native') return { text: sql`${cell}::varchar`, value: cell }
  return { text: cell, value: typedText(column, cell) }
}
