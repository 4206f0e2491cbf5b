import type { MetricName } from '#dam/dataset/fairness-report.ts'
import { joinSql, sql, type Sql } from '#platform/engines/sql-text.ts'
import { deliveredRows, pasteable, PASTED_FILE, textColumn, typedColumn } from '../quality/delivered-column.ts'
import type { FairnessColumns } from './fairness-columns.ts'

/** Queries that give a figure again, one for each kind, ready to be pasted into DuckDB beside the delivery. */
export interface Recompute {
  representation(by: readonly string[]): string
  label(by: readonly string[]): string
  metric(by: readonly string[], metric: MetricName): string
  calibration(by: readonly string[]): string
}

/** Writes the queries over the columns of one audit. */
export function recomputeWith(columns: FairnessColumns): Recompute {
  const { label, prediction } = { label: columns.isFavourable, prediction: columns.prediction?.isFavourable ?? sql`null::boolean` }
  const grouped = (by: readonly string[], measures: Sql) => {
    const keys = columns.groups.filter(({ name }) => by.includes(name)).map(textColumn)
    return pasteable(sql`select ${joinSql([...keys, measures], ', ')} from ${deliveredRows(PASTED_FILE)} ${keys.length > 0 ? sql`group by all order by all` : sql``}`)
  }
  const known = sql`${label} is not null and ${prediction} is not null`
  const shareOf = (of: Sql, what: Sql) => sql`count(*) filter (${of}) as "of", avg((${what})::integer) filter (${of}) as rate`
  return {
    representation: (by) => grouped(by, sql`count(*) as rows, count(*) / sum(count(*)) over () as share`),
    label: (by) => grouped(by, shareOf(sql`${label} is not null`, label)),
    metric(by, metric) {
      switch (metric) {
        case 'truePositiveRate': return grouped(by, shareOf(sql`${label} and ${prediction} is not null`, prediction))
        case 'falsePositiveRate': return grouped(by, shareOf(sql`not ${label} and ${prediction} is not null`, prediction))
        case 'positivePredictiveValue': return grouped(by, shareOf(sql`${prediction} and ${label} is not null`, label))
        case 'selectionRate': return grouped(by, shareOf(sql`${prediction} is not null`, prediction))
        default: return grouped(by, sql`count(*) filter (${known} and ${label} and ${prediction}) as tp, count(*) filter (${known} and not ${label} and ${prediction}) as fp, count(*) filter (${known} and not ${label} and not ${prediction}) as tn, count(*) filter (${known} and ${label} and not ${prediction}) as fn`)
      }
    },
    calibration(by) {
      const score = columns.prediction?.score ? sql`${typedColumn(columns.prediction.score)}::double` : sql`null::double`
      return grouped(by, sql`case when ${score} is not null and ${label} is not null then least(9, floor(${score} * 10)) end as bin, count(*) as rows, avg(${score}) as mean_score, avg((${label})::integer) as rate`)
    },
  }
}
