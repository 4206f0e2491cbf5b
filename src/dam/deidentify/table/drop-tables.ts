import { z } from 'zod'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, sql } from '#platform/engines/sql-text.ts'

const Name = z.object({ name: z.string() })

/** Drops every temporary table and list whose name begins with `deidentify_`, so that the engine has its memory back. */
export async function dropTables({ engine }: { engine: SqlEngine }): Promise<void> {
  const tables = await engine.query(sql`select table_name as name from duckdb_tables() where temporary and starts_with(table_name, 'deidentify_')`, Name)
  for (const { name } of tables) await engine.run(sql`drop table if exists ${identifier(name)}`)
  const lists = await engine.query(sql`select name from duckdb_variables() where starts_with(name, 'deidentify_')`, Name)
  for (const { name } of lists) await engine.run(sql`reset variable ${identifier(name)}`)
}
