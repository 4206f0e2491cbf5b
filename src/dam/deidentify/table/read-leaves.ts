import { z } from 'zod'
import type { Table } from '#dam/dataset/table.ts'
import { typedText } from '#dam/dataset/table.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, type Sql, sql, withoutBindings } from '#platform/engines/sql-text.ts'
import { hierarchyKind } from './compiled-hierarchy.ts'
import type { Leaves } from './leaf-labels.ts'
import { sourceRows } from './source-rows.ts'
import type { TreatedColumn } from './treat-column.ts'

/** The name of a column's table of leaves. */
export function leafTable({ place }: Pick<TreatedColumn, 'place'>): Sql {
  return identifier(`deidentify_leaf_${place}`)
}

const LeafRow = z.tuple([z.string().nullable(), z.number(), z.number(), z.number(), z.number().nullable()])

/** Lists a column's distinct leaves into its table of leaves (`leaf`, `code`), the missing one first, then by their bytes. */
export async function readLeaves(request: { table: Table; treated: TreatedColumn; isSampled: boolean }, { engine }: { engine: SqlEngine }): Promise<Leaves> {
  const { table, treated, isSampled } = request
  const sampled = isSampled ? sql`count(*) filter (s.row in (select row from deidentify_sample))` : sql`count(*)`
  await engine.run(withoutBindings(sql`create or replace temporary table ${leafTable(treated)} as
    select leaf, (row_number() over (order by leaf nulls first) - 1)::integer as code, rows, delivered, first_row from (
      select ${treated.text} as leaf, ${sampled} as rows, count(*) as delivered, min(s.row) as first_row
      from ${sourceRows(table)} s ${joinSql(treated.joins, ' ')} group by 1)`))
  const { rows } = await engine.table(sql`select leaf, rows, delivered, first_row, ${numberOf(treated)} from ${leafTable(treated)} order by code`)
  const leaves = rows.map((row) => LeafRow.parse(row.map((cell) => (Number.isNaN(cell) || cell === Infinity || cell === -Infinity ? null : cell))))
  return {
    texts: leaves.map(([text]) => text), rows: leaves.map(([, count]) => count),
    ...(isSampled && { delivered: leaves.map(([, , delivered]) => delivered) }),
    firstRows: leaves.map(([, , , first]) => first), numbers: leaves.map(([, , , , number]) => number),
  }
}

/** What the hierarchy computes with: a number, or the day since 1970-01-01. */
function numberOf({ settings, column }: TreatedColumn): Sql {
  const kind = hierarchyKind(settings.hierarchy)
  if (kind === 'intervals') return sql`try_cast(leaf as double)`
  if (kind !== 'date') return sql`null`
  const format = column.stored === 'text' && column.format !== undefined ? { format: column.format } : {}
  const date = sql`(${typedText({ type: column.type === 'timestamp' ? 'timestamp' : 'date', ...format }, sql`leaf`)})::date`
  return sql`case when isfinite(${date}) then date_diff('day', date '1970-01-01', ${date}) end`
}
