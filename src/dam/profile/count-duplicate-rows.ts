import { z } from 'zod'
import type { Table } from '#dam/dataset/table.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, literal, sql, type Sql } from '#platform/engines/sql-text.ts'

/**
 * Counts the rows that repeat an earlier row in every column, as delivered.
 *
 * Rows are compared by 128 bits, two 64-bit hashes made in different ways (value by value, and of the
 * whole row's text), so the engine holds 16 bytes a row however wide it is, and spills beyond its memory.
 * Among a thousand million rows the chance of one wrong pair is below one in 10^20.
 */
export async function countDuplicateRows(table: Table, { engine }: { engine: SqlEngine }): Promise<number> {
  const columns: Sql = joinSql(table.columns.map(({ name }) => identifier(name)), ', ')
  const { distinct } = await engine.queryOne(sql`
    select count(*) as distinct from (
      select hash(${columns}) as values, hash(concat_ws(chr(31), ${columns})) as text
      from read_parquet(${literal(table.file)}) group by 1, 2)`, z.object({ distinct: z.number().int() }))
  return table.rows - distinct
}
