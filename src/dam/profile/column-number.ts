import { typedText, type Column } from '#dam/dataset/table.ts'
import { identifier, sql, type Sql } from '#platform/engines/sql-text.ts'

/** The value of a column as its own type; null where the text does not fit. `stored` is the column itself or an alias of it. */
export function typedValue(column: Column, stored: Sql = identifier(column.name)): Sql {
  return column.stored === 'native' ? stored : typedText(column, stored)
}

/**
 * The value as a number that can be ordered and drawn: numbers as they are, dates as days
 * and timestamps as seconds since 1970-01-01. Null for what is not finite; undefined for types without an order of that kind.
 */
export function numberValue(column: Column, stored: Sql = identifier(column.name)): Sql | undefined {
  const typed = typedValue(column, stored)
  switch (column.type) {
    case 'integer':
    case 'decimal': return sql`case when isfinite((${typed})::double) then (${typed})::double end`
    case 'date': return sql`case when isfinite(${typed}) then (${typed} - date '1970-01-01')::double end`
    case 'timestamp': return sql`case when isfinite(${typed}) then epoch(${typed}) end`
    case 'text':
    case 'boolean':
    case 'time': return undefined
  }
}
