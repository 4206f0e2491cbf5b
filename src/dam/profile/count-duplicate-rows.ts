import { z } from 'zod'
import type { Table } from '#dam/dataset/table.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, literal, sql, type Sql } from '#platform/engines/sql-text.ts'

/**
 * Counts the rows that repeat an earlier row in every column, as delivered.
 *
 * Rows are compared by 128 bits, two 64-bit hashes (of the values in their order, and of a
 * word and the values in the other order), so the engine holds 16 bytes a row however wide it is, and spills beyond its memory.
 * Among a thousand million rows the chance of one wrong pair is below one in 10^20.
 */
export async function countDuplicateRows(table: Table, { engine }: { engine: SqlEngine }): Promise<number> {
  const names = table.columns.map(({ name }) => identifier(name))
  const hashOf = (values: readonly Sql[]) => sql`hash(${joinSql(values, ', ')})`
  const { distinct } = await engine.queryOne(sql`
    select count(*) as distinct from (
      select ${hashOf(names)} as forward, ${hashOf([literal('datadam'), ...names.toReversed()])} as backward
      from read_parquet(${literal(table.file)}) group by 1, 2)`, z.object({ distinct: z.number().int() }))
  return table.rows - distinct
}
