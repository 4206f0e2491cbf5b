import { z } from 'zod'
import type { PrivacyReport } from '#dam/dataset/reports.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, type Sql, sql } from '#platform/engines/sql-text.ts'
import type { CompiledHierarchy } from './compiled-hierarchy.ts'
import type { LabelCount } from './label-counts.ts'
import type { TreatedColumn } from './treat-column.ts'

type Distribution = PrivacyReport['distributions'][number]

const LABELS_SHOWN = 20
/** Beyond this many values a column of text has no picture, and counting them would cost a pass. */
const VALUES_COUNTED = 1000

/**
 * A quasi-identifier before and after, on its chosen level. Labels that are not in the release are counted in
 * `restBefore` without their names, because the report is as public as the release.
 */
export function quasiDistribution(hierarchy: CompiledHierarchy, labels: readonly LabelCount[], { rows, suppressed }: { rows: number; suppressed: number }): Distribution {
  const shown = labels.toSorted((a, b) => b.before - a.before || compare(a.label, b.label)).slice(0, LABELS_SHOWN)
  if (hierarchy.kind === 'intervals' || hierarchy.kind === 'date') shown.sort((a, b) => startOf(a.label) - startOf(b.label) || compare(a.label, b.label))
  const before = shown.map(({ label, before: count }) => ({ value: label, count }))
  const after = shown.map(({ label, after: count }) => ({ value: label, count }))
  const shownAfter = after.reduce((sum, { count }) => sum + count, 0)
  const star = suppressed > 0 ? [{ value: '*', count: suppressed }] : []
  return {
    column: hierarchy.column, before, after: [...after, ...star],
    restBefore: rows - before.reduce((sum, { count }) => sum + count, 0), restAfter: rows - suppressed - shownAfter,
  }
}

const Bar = z.object({ value: z.string().nullable(), count: z.number() })

/** A column that is released as it was delivered: the same before and after. Undefined where no picture would say anything. */
export async function keptDistribution({ column, place }: TreatedColumn, k: number, { engine }: { engine: SqlEngine }): Promise<Distribution | undefined> {
  const cell = identifier(`d${place}`)
  const label = await labelOf(column.type, cell, engine)
  if (!label) return undefined
  // Labels are written once for each bar, not for each row.
  const counted = sql`select ${label.bar} as bar, count(*) as count from deidentify_rows where released group by 1`
  const bars = await engine.query(sql`select ${label.text} as value, count, ${label.order} as place from (${counted}) order by count desc, value`, Bar.extend({ place: z.number().nullable() }))
  const rows = bars.reduce((sum, { count }) => sum + count, 0)
  const shown = bars.filter(({ count }) => count >= k).slice(0, LABELS_SHOWN)
  if (label.isOrdered) shown.sort((a, b) => (a.place ?? Infinity) - (b.place ?? Infinity))
  const values = shown.map(({ value, count }) => ({ value, count }))
  const rest = rows - values.reduce((sum, { count }) => sum + count, 0)
  return values.length > 0 ? { column: column.name, before: values, after: values, restBefore: rest, restAfter: rest } : undefined
}

async function labelOf(type: TreatedColumn['column']['type'], cell: Sql, engine: SqlEngine): Promise<{ bar: Sql; text: Sql; order: Sql; isOrdered: boolean } | undefined> {
  if (type === 'time') return undefined
  if (type === 'date' || type === 'timestamp') return { bar: sql`case when isfinite(${cell}) then year(${cell}) end`, text: sql`bar::varchar`, order: sql`bar`, isOrdered: true }
  const { distinct } = await engine.queryOne(sql`select approx_count_distinct(${cell}) as distinct from deidentify_rows where released`, z.object({ distinct: z.number() }))
  if (type === 'text' || type === 'boolean') return distinct > VALUES_COUNTED ? undefined : { bar: cell, text: sql`bar::varchar`, order: sql`0`, isOrdered: false }
  if (distinct <= LABELS_SHOWN) return { bar: cell, text: sql`bar::varchar`, order: sql`bar::double`, isOrdered: true }
  const { low, high } = await engine.queryOne(
    sql`select min(${cell})::double as low, max(${cell})::double as high from deidentify_rows where released and isfinite(${cell}::double)`,
    z.object({ low: z.number().nullable(), high: z.number().nullable() }),
  )
  if (low === null || high === null || low === high || !Number.isFinite(high - low)) return undefined
  const width = roundWidth((high - low) / (LABELS_SHOWN - 1))
  const bar = sql`(case when isfinite(${cell}::double) then floor(${cell}::double / ${width}::double) end)`
  const bound = (start: Sql) => sql`format('{:.12g}', ${start})`
  return { bar, text: sql`'[' || ${bound(sql`bar * ${width}::double`)} || ', ' || ${bound(sql`(bar + 1) * ${width}::double`)} || ')'`, order: sql`bar`, isOrdered: true }
}

/** The next 1, 2 or 5 times a power of ten, so that bounds are easy to read and are no values of the data. */
function roundWidth(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width))
  return ([1, 2, 5].find((step) => step * power >= width) ?? 10) * power
}

function compare(a: string | null, b: string | null): number {
  if (a === b) return 0
  if (a === null || b === null) return a === null ? -1 : 1
  return a < b ? -1 : 1
}

function startOf(label: string | null): number {
  const number = Number.parseFloat((label ?? '').replace(/^\[/, ''))
  return Number.isNaN(number) ? Infinity : number
}
