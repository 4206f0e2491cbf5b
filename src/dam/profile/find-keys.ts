import { z } from 'zod'
import type { Table } from '#dam/dataset/table.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, literal, sql, type Sql } from '#platform/engines/sql-text.ts'
import { countSampled, type RowSample, type SampledColumn } from './row-sample.ts'

const MOST_PAIRS_TRIED = 200
const MOST_PAIRS_CONFIRMED = 8
const MOST_TOLD = 50
/** One hash in so many is looked at before a whole count, which costs as much as all of them. */
const PARTS = 64

/** Whether the sampled column can be a key: nothing missing, nothing twice. */
export function mayBeKey(column: SampledColumn): boolean {
  return column.counts[0] === 0 && countSampled(column) === column.codes.length
}

/** Whether the columns, in every row of the table, never hold the same combination twice. Exact: where all hashes differ, all values do. */
export async function isKey(table: Table, columns: readonly string[], { engine }: { engine: SqlEngine }): Promise<boolean> {
  const names = joinSql(columns.map(identifier), ', ')
  if (await countGroups(table, sql`hash(${names})`, engine) === table.rows) return true
  const [part] = await countRepeatsInPart(table, [columns], engine)
  return part === 0 && (await countGroups(table, names, engine)) === table.rows
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
    .toSorted((x, y) => y.pairs - x.pairs)
    .slice(0, MOST_PAIRS_TRIED)
    .filter(({ a, b }) => areDistinct(a.sampled, b.sampled))
  const pairs = likely.map(({ a, b }) => [a.name, b.name])
  if (sample.everyNth === 1) return pairs.slice(0, MOST_TOLD)
  const tried = pairs.slice(0, MOST_PAIRS_CONFIRMED)
  const repeats = await countRepeatsInPart(table, tried, engine)
  const keys: string[][] = []
  for (const [place, pair] of tried.entries()) {
    if (repeats[place] === 0 && (await isKey(table, pair, { engine }))) keys.push(pair)
  }
  return keys
}

async function countGroups(table: Table, by: Sql, engine: SqlEngine): Promise<number> {
  const { groups } = await engine.queryOne(sql`select count(*) as groups from (select 1 from read_parquet(${literal(table.file)}) group by ${by})`, z.object({ groups: z.number().int() }))
  return groups
}

/** Repetitions of each set of columns among the rows of one hash in 64: one scan refutes nearly all that are no key. */
async function countRepeatsInPart(table: Table, sets: readonly (readonly string[])[], engine: SqlEngine): Promise<number[]> {
  if (sets.length === 0) return []
  const hashes = sets.map((columns, place) => sql`hash(${joinSql(columns.map(identifier), ', ')}) as ${identifier(`h${place}`)}`)
  const repeats = sets.map((_, place) => {
    const hash = identifier(`h${place}`)
    const inPart = sql`filter (where ${hash} % ${literal(PARTS)} = 0)`
    return sql`count(${hash}) ${inPart} - count(distinct ${hash}) ${inPart}`
  })
  const { rows } = await engine.table(sql`select ${joinSql(repeats, ', ')} from (select ${joinSql(hashes, ', ')} from read_parquet(${literal(table.file)}))`)
  return (rows[0] ?? []).map(Number)
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
