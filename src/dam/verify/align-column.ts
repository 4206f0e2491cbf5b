import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { type Sql, sql } from '#platform/engines/sql-text.ts'
import type { ExpectedColumn } from './expected-values.ts'
import { releasedCell } from './open-release.ts'

/**
 * Lays each released cell of a column beside the value of its row of the delivery: the table `aligned` with `here` and
 * `there`. `rows` is what the release should hold, `there` an expression over it. Needs the table `vault`.
 */
export async function alignColumn({ place }: Pick<ExpectedColumn, 'place'>, { rows, there }: { rows: Sql; there: Sql }, { engine }: { engine: SqlEngine }): Promise<void> {
  await engine.run(sql`create or replace temporary table cells as select ${releasedCell(place)} as here from released`)
  const numbered = sql`select v.row, x.here from (select rowid as place, * from cells) x positional join vault v`
  await engine.run(sql`create or replace temporary table aligned as select w.here, e.there from (${numbered}) w join (select s.row as row, ${there} as there from ${rows}) e on e.row = w.row`)
  await engine.run(sql`drop table cells`)
}
