import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { joinSql, type Sql, sql, withoutBindings } from '#platform/engines/sql-text.ts'
import { keyedHashOf } from './keyed-hash.ts'

/**
 * Makes a table of tokens (`leaf`, `token`) for all texts of a column: T and a number, in the order of their keyed hashes.
 * Texts that differ in their Unicode form only have one token. `rows` are those of the delivery, with `joins` that `text` needs.
 */
export async function makeTokens(request: { table: Sql; text: Sql; rows: Sql; joins: readonly Sql[]; key: Uint8Array }, { engine }: { engine: SqlEngine }): Promise<void> {
  const { table, text, rows, joins, key } = request
  await engine.run(withoutBindings(sql`create or replace temporary table ${table} as
    select leaf, 'T' || lpad(number::varchar, length((max(number) over ())::varchar)::integer, '0') as token from (
      select leaf, dense_rank() over (order by ${keyedHashOf(sql`leaf`, key)}) as number from (
        select distinct ${text} as leaf from ${rows} s ${joinSql(joins, ' ')}) where leaf is not null)`))
}
