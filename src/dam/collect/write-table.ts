import { z } from 'zod'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { literal, sql, type Sql } from '#platform/engines/sql-text.ts'

const Counted = z.object({ rows: z.number() })

/** Writes a statement's rows to a Parquet file, in order, and counts them. */
export async function writeTable(statement: Sql, target: string, engine: SqlEngine): Promise<number> {
  await engine.run(sql`copy (${statement}) to ${literal(target)} (format parquet, compression snappy, row_group_size 122880)`)
  const { rows } = await engine.queryOne(sql`select count(*) as "rows" from read_parquet(${literal(target)})`, Counted)
  return rows
}
