import { z } from 'zod'
import type { Table } from '#dam/dataset/table.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, literal, sql } from '#platform/engines/sql-text.ts'
import { countSampled, type RowSample, type SampledColumn } from './row-sample.ts'

const MOST_PAIRS_TRIED = 2_000
const MOST_PAIRS_CONFIRMED = 8
const MOST_TOLD = 50
/** One group in so many is looked at before a whole count, which costs as much as all of them. */
const PARTS = 64

/** Whether the sampled column can be a key: nothing missing, nothing twice. */
export function mayBeKey(column: SampledColumn): boolean {
  return column.counts[0] === 0 && countSampled(column) === column.codes.length
}

/** Whether the columns, in every row of the table, never hold the same combination twice. Counted exactly. */
export async function isKey(table: Table, columns: readonly string[], { engine }: { engine: SqlEngine }): Promise<boolean> {
  const names = joinSql(columns.map(identifier), ', ')
  const repeats = (where: ReturnType<typeof sql>) => engine.queryOne(sql`
    select coalesce(sum(rows - 1), 0)::bigint as repeats from (
      select count(*) as rows from read_parquet(${literal(table.file)}) ${where} group by ${names})`, z.object({ repeats: z.number().int() }))
  if (table.rows > 1_000_000 && (await repeats(sql`where hash(${names}) % ${PARTS} = 0`)).repeats > 0) return false
  return (await repeats(sql``)).repeats === 0
}

/**
 * Pairs of columns that tell every row apart, beside the single keys.
 *
 * A pair is refuted on the sample, and confirmed on all rows when the sample is not the whole table.
 * Only columns without missing values that are no key themselves are tried.
 */
export async function findPairKeys(table: Table, sample: RowSample, singles: ReadonlySet<string>, { engine }: { engine: SqlEngine }): Promise<string[][]> {
  const columns = table.columns.flatMap(({ name }, place) => {
    const sampled = sample.columns[place]
    return sampled && sampled.counts[0] === 0 && countSampled(sampled) > 1 && !singles.has(name) ? [{ name, sampled, values: countSampled(sampled) }] : []
  })
  const likely = columns.flatMap((a, place) => columns.slice(place + 1).map((b) => ({ a, b, pairs: a.values * b.values })))
    .filter(({ pairs }) => pairs >= sample.rows)
    .sort((x, y) => y.pairs - x.pairs)
    .slice(0, MOST_PAIRS_TRIED)
    .filter(({ a, b }) => areDistinct(a.sampled, b.sampled))
  const keys: string[][] = []
  for (const { a, b } of sample.everyNth === 1 ? likely.slice(0, MOST_TOLD) : likely.slice(0, MOST_PAIRS_CONFIRMED)) {
    if (sample.everyNth === 1 || (await isKey(table, [a.name, b.name], { engine }))) keys.push([a.name, b.name])
  }
  return keys
}

function areDistinct(a: SampledColumn, b: SampledColumn): boolean {
  const width = countSampled(b) + 1
  const seen = new Set<number>()
  for (let row = 0; row < a.codes.length; row++) {
    const pair = (a.codes[row] ?? 0) * width + (b.codes[row] ?? 0)
    if (seen.has(pair)) return false
    seen.add(pair)
  }
  return true
}
