import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { joinSql, literal, type Sql, sql, withoutBindings } from '#platform/engines/sql-text.ts'
import { keyedDigestOf } from './keyed-hash.ts'

/**
 * Makes a table (`row`, `cell`) in which the values of a column have changed places among the released rows.
 *
 * The order is a keyed digest, not the quick hash that orders the rows of a release: whoever knew some of the values
 * could find that one's number and with it the place of every value.
 */
export async function shuffleColumn(request: { table: Sql; column: string; value: Sql; rows: Sql; joins: readonly Sql[]; isSampled: boolean; key: Uint8Array }, { engine }: { engine: SqlEngine }): Promise<void> {
  const { table, column, value, rows, joins, isSampled, key } = request
  const words = `shuffle:${JSON.stringify(column)}:`
  const digest = keyedDigestOf(sql`(${literal(words)} || s.row)`, key)
  const released = isSampled ? sql`where s.row in (select row from deidentify_sample)` : sql``
  await engine.run(withoutBindings(sql`create or replace temporary table ${table} as
    with released as materialized (
      select s.row as row, ${value} as cell, ('0x' || left(${digest}, 16))::ubigint as number from ${rows} s ${joinSql(joins, ' ')} ${released})
    select taker.row as row, giver.cell as cell
    from (select row, row_number() over (order by row) as place from released) taker
    join (select cell, row_number() over (order by number, row) as place from released) giver using (place)`))
}
