import { z } from 'zod'
import type { ColumnProfile } from '#dam/dataset/reports.ts'
import type { Column, Table } from '#dam/dataset/table.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, listLiteral, literal, sql, type Sql } from '#platform/engines/sql-text.ts'
import { numberValue, typedValue } from './column-number.ts'
import { chooseBars, drawBars, LARGEST_SUMMED, type Bars } from './histogram-bars.ts'
import { barKindOf, QUANTILE_SHARES, type NumberSummary } from './summarise-values.ts'

/** Up to this many rows, quantiles of wide columns are exact; beyond, they are those of rows at equal distances, which are the same on every run. */
export const EXACT_QUANTILE_ROWS = 1_000_000

/** A column with too many values to hold them all. */
export interface WideColumn extends NumberSummary {
  readonly missing: number
  readonly length?: NonNullable<ColumnProfile['length']>
}

const Whole = z.number().int().nullable()
const Row = z.object({
  present: z.number().int(), shortest: Whole, longest: Whole,
  min: z.number().nullable(), max: z.number().nullable(), mean: z.number().nullable(), deviation: z.number().nullable(),
  quantiles: z.array(z.number()).nullable(),
})
const Bar = z.object({ bar: z.number().int(), count: z.number().int() })

/** Measures a column of many values inside the engine: one scan, and one more for the bars of its histogram. */
export async function measureWideColumn(table: Table, column: Column, { engine }: { engine: SqlEngine }): Promise<WideColumn> {
  const number = numberValue(column)
  const row = await engine.queryOne(sql`
    select count(typed) as present, min(length) as shortest, max(length) as longest, min(number) as min, max(number) as max,
      avg(summed) as mean, stddev_samp(summed) as deviation, ${quantiles(table)} as quantiles
    from (select *, case when abs(number) < ${literal(LARGEST_SUMMED)} then number end as summed from (
      select ${typedValue(column)} as typed, ${column.type === 'text' ? sql`length(${identifier(column.name)})` : sql`null::bigint`} as length,
        ${number ?? sql`null::double`} as number, file_row_number as row from read_parquet(${literal(table.file)}, file_row_number = true)))`, Row)
  return {
    missing: table.rows - row.present,
    ...(row.shortest !== null && row.longest !== null && { length: { min: row.shortest, max: row.longest } }),
    ...(number && await numbersOf(row, number, table, column, engine)),
  }
}

function quantiles(table: Table): Sql {
  const shares = listLiteral(QUANTILE_SHARES)
  const everyNth = Math.max(1, Math.ceil(table.rows / EXACT_QUANTILE_ROWS))
  return sql`quantile_disc(number, ${shares}) filter (row % ${literal(everyNth)} = 0)`
}

async function numbersOf(row: z.infer<typeof Row>, number: Sql, table: Table, column: Column, engine: SqlEngine): Promise<NumberSummary> {
  const { min, max, mean, deviation } = row
  if (min === null || max === null) return {}
  const isSummed = Math.max(Math.abs(min), Math.abs(max)) < LARGEST_SUMMED
  const bars = chooseBars(min, max, barKindOf(column.type))
  return {
    range: { min, max },
    ...(isSummed && mean !== null && { mean }),
    ...(isSummed && deviation !== null && { standardDeviation: deviation }),
    ...(row.quantiles && { quantiles: row.quantiles.map((value, place) => ({ share: QUANTILE_SHARES[place] ?? 1, value })) }),
    ...(bars && { histogram: await countBars(bars, number, table, engine) }),
  }
}

async function countBars(bars: Bars, number: Sql, table: Table, engine: SqlEngine) {
  const rows = await engine.query(sql`
    select floor(number / ${bars.width})::bigint - ${bars.first}::bigint as bar, count(*) as count
    from (select ${number} as number from read_parquet(${literal(table.file)})) where number is not null group by 1`, Bar)
  const counts = Array.from({ length: bars.count }, () => 0)
  for (const { bar, count } of rows) counts[bar] = count
  return drawBars(bars, counts)
}
