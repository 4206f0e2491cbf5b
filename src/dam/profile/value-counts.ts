import { z } from 'zod'
import type { Column, Table } from '#dam/dataset/table.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, literal, sql } from '#platform/engines/sql-text.ts'
import { numberValue, typedValue } from './column-number.ts'

/** One value of a column and the rows that hold it. */
export interface CountedValue {
  readonly text: string
  readonly count: number
  /** As `numberValue` gives it; null where it is no finite number. */
  readonly number: number | null
}

/** Every value of a column, most frequent first, equals in code order; missing values apart. */
export interface ValueCounts {
  readonly missing: number
  readonly values: readonly CountedValue[]
}

const Row = z.object({ text: z.string().nullable(), count: z.number(), number: z.number().nullable() })

/**
 * Counts the values of one column of `table`, by their text as delivered.
 *
 * The engine groups what is stored and reads types from the groups only, so ten million rows of
 * few values cost one scan of a Parquet dictionary. For columns with up to some hundred thousand values.
 */
export async function countValues(table: Table, column: Column, { engine }: { engine: SqlEngine }): Promise<ValueCounts> {
  const stored = sql`stored`
  const rows = await engine.query(sql`
    select case when ${typedValue(column, stored)} is not null then stored::varchar end as text,
      rows as count, ${numberValue(column, stored) ?? sql`null::double`} as number
    from (select ${identifier(column.name)} as stored, count(*) as rows from read_parquet(${literal(table.file)}) group by 1)
    order by 2 desc, 1`, Row)
  let missing = 0
  const values: CountedValue[] = []
  for (const { text, count, number } of rows) {
    if (text === null) missing += count
    else values.push({ text, count, number })
  }
  return { missing, values }
}
