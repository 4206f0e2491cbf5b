import { z } from 'zod'
import type { Column } from '#dam/dataset/table.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, literal, sql, type Sql } from '#platform/engines/sql-text.ts'
import { Refusal } from '#platform/refusal.ts'
import { deliveredRows, pasteable, PASTED_FILE, textColumn, typedColumn } from '../quality/delivered-column.ts'
import type { CountedCells } from './cell-tally.ts'
import { emptyTally, SCORE_BINS, type CellTally } from './cell-tally.ts'
import type { FairnessColumns } from './fairness-columns.ts'

const MOST_CELLS = 1_000_000
const MOST_VALUES = 200

const Range = z.object({ low: z.number().nullable(), high: z.number().nullable() })
const Row = z.tuple([z.number().nullable(), z.number().nullable(), z.number().nullable(), z.number(), z.number().nullable()])

/**
 * Counts the whole crossing of the groups by label, prediction and score in one scan; all that the audit says of
 * groups is added up from these cells. A score asks for its lowest and highest value first.
 *
 * @throws {Refusal} `bad-recipe` where a group has more than 200 values, or all together more than a million cells
 */
export async function countCells({ file, columns }: { file: string; columns: FairnessColumns }, { engine }: { engine: SqlEngine }): Promise<CountedCells> {
  const score = columns.prediction?.score
  const scoreRange = score && await readScoreRange(file, score, engine)
  const statement = (name: string) => cellsStatement(name, columns, scoreRange)
  const { rows } = await engine.table(sql`${statement(file)} limit ${literal(MOST_CELLS + 1)}`)
  if (rows.length > MOST_CELLS) throw await tooManyCells(file, columns, engine)
  const width = columns.groups.length
  const values = columns.groups.map(({ name }, place) => readValues(name, rows.map((row) => row[place])))
  const codes = values.map((texts) => new Map(texts.map((text, code) => [text, code])))
  const cells = new Map<number, CellTally>()
  for (const row of rows) {
    const places = codes.map((known, place) => known.get(textOf(row[place])) ?? 0)
    const key = places.reduce((sum, code, place) => sum * (values[place]?.length ?? 1) + code, 0)
    const tally = cells.get(key) ?? emptyTally(places)
    cells.set(key, tally)
    addRow(tally, Row.parse(row.slice(width)))
  }
  return { values, cells: [...cells.values()], ...(scoreRange && { scoreRange }), recompute: pasteable(statement(PASTED_FILE)) }
}

function cellsStatement(file: string, { groups, isFavourable, prediction }: FairnessColumns, range: { low: number; high: number } | undefined): Sql {
  const keys = groups.map((column, place) => sql`${textColumn(column)} as ${identifier(`group_${place + 1}`)}`)
  const label = sql`(${isFavourable})::integer`
  const score = prediction?.score && range ? sql`case when ${isFavourable} is not null and isfinite(${typedColumn(prediction.score)}::double) then ${typedColumn(prediction.score)}::double end` : sql`null::double`
  const bin = range ? binOf(sql`score`, range) : sql`null::integer`
  return sql`select * exclude (score), ${bin} as bin, count(*) as rows, sum(score) as scores
    from (select ${joinSql(keys, ', ')}, ${label} as label, ${prediction ? sql`(${prediction.isFavourable})::integer` : sql`null::integer`} as prediction, ${score} as score
      from ${deliveredRows(file)}) group by all`
}

function binOf(score: Sql, { low, high }: { low: number; high: number }): Sql {
  const width = high - low
  const bin = width === 0 ? sql`0` : sql`least(${literal(SCORE_BINS - 1)}, floor((${score} - ${literal(low)}::double) * ${literal(SCORE_BINS)} / ${literal(width)}::double))::integer`
  // The engine's least() passes over what is missing: a row without a score would fall into the last bin.
  return sql`case when ${score} is not null then ${bin} end`
}

/** 0 to 1 where all scores lie there, else from the lowest to the highest. */
async function readScoreRange(file: string, score: Column, engine: SqlEngine): Promise<{ low: number; high: number }> {
  const value = sql`${typedColumn(score)}::double`
  const { low, high } = await engine.queryOne(sql`select min(${value}) as low, max(${value}) as high from ${deliveredRows(file)} where isfinite(${value})`, Range)
  return low === null || high === null || (low >= 0 && high <= 1) ? { low: 0, high: 1 } : { low, high }
}

function readValues(name: string, texts: readonly unknown[]): (string | null)[] {
  const distinct = [...new Set(texts.map(textOf))]
  const present = distinct.filter((text) => text !== null)
  if (present.length > MOST_VALUES) throw new Refusal('bad-recipe', `fairness.groups names ‘${name}’, which has more than ${MOST_VALUES} values; name a column with fewer and broader groups, such as an age band or a region`)
  return [...present.toSorted(), ...(distinct.includes(null) ? [null] : [])]
}

async function tooManyCells(file: string, { groups }: FairnessColumns, engine: SqlEngine): Promise<Refusal> {
  const counts = groups.map((column, place) => sql`approx_count_distinct(${textColumn(column)}) as ${identifier(`c${place}`)}`)
  const { rows: [sizes = []] } = await engine.table(sql`select ${joinSql(counts, ', ')} from ${deliveredRows(file)}`)
  const [most] = groups.map(({ name }, place) => ({ name, size: Number(sizes[place]) })).toSorted((a, b) => b.size - a.size)
  return new Refusal('bad-recipe', `fairness.groups make more than ${MOST_CELLS.toLocaleString('en-US')} cells; ‘${most?.name ?? ''}’ has the most values (about ${most?.size ?? 0}): name a column with broader groups in its place`)
}

function addRow(tally: CellTally, [label, prediction, bin, rows, scores]: z.infer<typeof Row>): void {
  tally.rows += rows
  if (label === 1) tally.favourable += rows
  if (label === 0) tally.unfavourable += rows
  if (prediction !== null) tally.predicted += rows
  if (prediction === 1) tally.selected += rows
  if (label === 1 && prediction === 1) tally.truePositives += rows
  if (label === 0 && prediction === 1) tally.falsePositives += rows
  if (label === 0 && prediction === 0) tally.trueNegatives += rows
  if (label === 1 && prediction === 0) tally.falseNegatives += rows
  if (bin === null) return
  tally.binRows[bin] = (tally.binRows[bin] ?? 0) + rows
  tally.binScores[bin] = (tally.binScores[bin] ?? 0) + (scores ?? 0)
  if (label === 1) tally.binFavourable[bin] = (tally.binFavourable[bin] ?? 0) + rows
  if (prediction !== null) tally.binPredicted[bin] = (tally.binPredicted[bin] ?? 0) + rows
  if (prediction === 1) tally.binSelected[bin] = (tally.binSelected[bin] ?? 0) + rows
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
