import { z } from 'zod'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { joinSql, literal, type Sql, sql } from '#platform/engines/sql-text.ts'
import { Refusal } from '#platform/refusal.ts'
import { type Release, releasedCell, suppressedRow } from './open-release.ts'
import type { ExpectedValues } from './expected-values.ts'

/** Loads the vault's row numbers into the table `vault` (`row`, in the order of the data files). */
export async function loadVault(rows: string, { engine }: { engine: SqlEngine }): Promise<void> {
  await engine.run(sql`create or replace temporary table vault as select "row" as row from read_parquet(${rows})`)
}

/**
 * Lays every released row beside its place in the delivery: the view `placed` with `position` (0 first, in the order
 * of the files), `row` (0 first), `quasi_print`, `rest_print`, `suppressed`. Needs the table `vault`.
 *
 * A print is a 64-bit hash of a row's cells. With a salt nobody knew when the release was made, two different rows
 * agree by chance once in 2^64, and the join carries 16 bytes a row instead of the row.
 *
 * @throws {Refusal} `bad-input` when vault and data files differ in length
 */
export async function placeRows(release: Release, expected: ExpectedValues | undefined, { engine, salt }: { engine: SqlEngine; salt: string }): Promise<void> {
  const quasi = release.quasi.map((column) => releasedCell(column.place))
  const rest = expected ? expected.columns.filter((column) => column.group === 'rest').map((column) => column.comparable(releasedCell(column.place))) : []
  await engine.run(sql`create or replace temporary table prints as select ${printOf(quasi, salt)} as quasi_print, ${printOf(rest, salt)} as rest_print, ${suppressedRow(release.quasi, quasi)} as suppressed from released`)
  const { rows } = await engine.queryOne(sql`select count(*) as rows from vault`, z.object({ rows: z.number() }))
  if (rows !== release.rows) throw new Refusal('bad-input', `The vault holds ${rows} row numbers, the release ${release.rows} rows`)
  // Both lie there already, in the same order: laid side by side they are read as fast as a table of both would be.
  await engine.run(sql`create or replace temporary view placed as select p.place as position, v.row, p.quasi_print, p.rest_print, p.suppressed from (select rowid as place, * from prints) p positional join vault v`)
}

/** A hash of some cells that nobody can foretell. */
export function printOf(cells: readonly Sql[], salt: string): Sql {
  return sql`hash(${joinSql([literal(salt), ...cells], ', ')})`
}
