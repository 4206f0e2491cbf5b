import { z } from 'zod'
import { identifier, joinSql, literal, sql, type Sql } from '#platform/engines/sql-text.ts'

/** What the values of a column are, whatever the file held them as. */
export const VALUE_TYPES = ['text', 'integer', 'decimal', 'boolean', 'date', 'timestamp', 'time'] as const
export type ValueType = (typeof VALUE_TYPES)[number]

export const Column = z.object({
  name: z.string(),
  type: z.enum(VALUE_TYPES),
  /** Text as delivered (CSV, JSON, XLSX), cast when read; or the engine's own type (Parquet). */
  stored: z.enum(['text', 'native']),
  /** How dates and times are written in the text, in strptime's words: %Y-%m-%d. */
  format: z.string().optional(),
})
export type Column = Readonly<z.infer<typeof Column>>

/** An immutable table on disk: one Parquet file, its rows in the order of delivery. */
export const Table = z.object({
  file: z.string(),
  rows: z.number().int().nonnegative(),
  columns: z.array(Column).min(1),
})
export type Table = Readonly<z.infer<typeof Table>>

/** The name under which both readings below show a row's place in the delivery: 0 for the first row of data. */
export const ROW_NUMBER = '__datadam_row'

/** The table as text, exactly as it was delivered, with `ROW_NUMBER`. For hierarchies, spellings, patterns. */
export function textTable(table: Table): Sql {
  return reading(table, ({ name, stored }) => (stored === 'text' ? sql`${identifier(name)}` : sql`${identifier(name)}::varchar`))
}

/** The table with its values typed, with `ROW_NUMBER`; a value that does not fit its type reads as null. */
export function typedTable(table: Table): Sql {
  return reading(table, (column) => (column.stored === 'native' ? identifier(column.name) : typedText(column, identifier(column.name))))
}

/** One value of text as the column's type. */
export function typedText(column: Pick<Column, 'type' | 'format'>, text: Sql): Sql {
  switch (column.type) {
    case 'text': return text
    case 'integer': return sql`try_cast(${text} as bigint)`
    case 'decimal': return sql`try_cast(${text} as double)`
    case 'boolean': return sql`try_cast(${text} as boolean)`
    case 'date': return column.format ? sql`try_strptime(${text}, ${literal(column.format)})::date` : sql`try_cast(${text} as date)`
    case 'timestamp': return column.format ? sql`try_strptime(${text}, ${literal(column.format)})` : sql`try_cast(${text} as timestamp)`
    case 'time': return sql`try_cast(${text} as time)`
  }
}

function reading(table: Table, expression: (column: Column) => Sql): Sql {
  const columns = table.columns.map((column) => sql`${expression(column)} as ${identifier(column.name)}`)
  return sql`(select ${joinSql(columns, ', ')}, file_row_number as ${identifier(ROW_NUMBER)} from read_parquet(${literal(table.file)}, file_row_number = true))`
}
