import { z } from 'zod'
import { significant } from '#dam/dataset/significant.ts'
import type { EnginePool } from '#platform/engines/engine-pool.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, listLiteral, literal, sql, withoutBindings, type Sql } from '#platform/engines/sql-text.ts'
import type { ColumnStatistics, StatisticsAnswer } from '../datasets/dataset-answers.ts'
import type { Evidence } from './evidence.ts'
import { rowsOf, type RowsRequest } from './read-rows.ts'
import { chooseBins, type Bins } from './value-bins.ts'

export interface MeasureRequest {
  readonly columns: Evidence['columns']
  readonly files: RowsRequest['files']
}

/** Counts how the values of each column are spread. */
export type MeasureColumns = (request: MeasureRequest) => Promise<StatisticsAnswer>

/** In more rows different values are estimated: to tell them exactly would hold all of them in memory. */
const MOST_ROWS_COUNTED_EXACTLY = 200_000
const MOST_VALUES = 20
/** Longer values are cut in a chart. */
const LONGEST_VALUE = 100
/** Numbers of so few different values are shown each by itself. */
const FEW_NUMBERS = 12
/** The rows, for whoever stands in the folder of the release. */
const RELEASED = literal('data/*.parquet')
const NUMBERS = new Set(['integer', 'decimal'])
const ORDERED = new Set(['integer', 'decimal', 'date', 'timestamp', 'time'])

/** Counts in the released files; each column by two questions, told as commands so that anyone can ask them again. */
export function measureColumnsBy(engines: EnginePool): MeasureColumns {
  return ({ columns, files }) => engines.use(async (engine) => {
    const rows = rowsOf(files)
    const source = sql`read_parquet(${listLiteral(files.map(({ path }) => path))})`
    const measured: ColumnStatistics[] = []
    for (const column of columns) measured.push(files.length === 0 || rows === 0 ? emptyColumn(column) : await measureColumn(column, { rows, source, engine }))
    return { rows, columns: measured }
  })
}

type Measured = Pick<Evidence['columns'][number], 'name' | 'type'>

interface Source {
  readonly rows: number
  readonly source: Sql
  readonly engine: SqlEngine
}

const Summary = z.object({ missing: z.number(), distinct: z.number(), smallest: z.string().nullable(), largest: z.string().nullable(), /** Not always a number that can be told: of what is no number it is none either. */ mean: z.unknown() })

async function measureColumn(column: Measured, { rows, source, engine }: Source): Promise<ColumnStatistics> {
  const { name, type } = column
  const isExact = rows <= MOST_ROWS_COUNTED_EXACTLY
  const summary = await engine.queryOne(summaryOf(column, isExact, source), Summary)
  const { chart, question } = await drawColumn(column, { ...summary, present: rows - summary.missing }, { source, engine })
  return {
    name, type, missing: summary.missing, distinct: summary.distinct, distinctIsExact: isExact, smallest: summary.smallest, largest: summary.largest,
    mean: typeof summary.mean === 'number' && Number.isFinite(summary.mean) ? significant(summary.mean) : null, chart,
    recompute: { summary: commandOf(summaryOf(column, isExact, RELEASED)), chart: question && commandOf(question(RELEASED)) },
  }
}

function summaryOf({ name, type }: Measured, isExact: boolean, source: Sql): Sql {
  const column = identifier(name)
  const distinct = isExact ? sql`count(distinct ${column})` : sql`approx_count_distinct(${column})`
  const isOrdered = ORDERED.has(type)
  const [smallest, largest] = isOrdered ? [sql`min(${column})::varchar`, sql`max(${column})::varchar`] : [sql`null::varchar`, sql`null::varchar`]
  const mean = NUMBERS.has(type) ? sql`avg(${column})` : sql`null::double`
  return sql`select count(*) - count(${column}) as missing, ${distinct} as distinct, ${smallest} as smallest, ${largest} as largest, ${mean} as mean from ${source}`
}

type Question = (source: Sql) => Sql
interface Drawn {
  readonly chart: ColumnStatistics['chart']
  readonly question: Question | null
}

async function drawColumn(column: Measured, { present, distinct, smallest, largest }: z.infer<typeof Summary> & { readonly present: number }, { source, engine }: Omit<Source, 'rows'>): Promise<Drawn> {
  if (present === 0) return { chart: { kind: 'none', because: 'all-missing' }, question: null }
  const isFew = NUMBERS.has(column.type) ? distinct <= FEW_NUMBERS : distinct <= MOST_VALUES
  const bins = isFew || smallest === null || largest === null ? undefined : chooseBins(column, { smallest, largest })
  if (bins) {
    const question: Question = (from) => sql`select ${bins.bin} as range, count(*) as rows from ${from} where ${identifier(column.name)} is not null group by 1 order by 1`
    return { chart: fillRanges(await engine.query(question(source), Counted), bins), question }
  }
  // A chart of values that nearly all occur once would show nothing.
  if (distinct > MOST_VALUES && distinct > present / 2) return { chart: { kind: 'none', because: 'all-different' }, question: null }
  const value = sql`left(${identifier(column.name)}::varchar, ${literal(LONGEST_VALUE)})`
  const question: Question = (from) => sql`select ${value} as value, count(*) as rows from ${from} where ${identifier(column.name)} is not null group by 1 order by rows desc, value limit ${literal(MOST_VALUES)}`
  const bars = (await engine.query(question(source), Valued)).map((bar) => ({ value: bar.value, count: bar.rows }))
  const others = present - bars.reduce((sum, { count }) => sum + count, 0)
  return { chart: { kind: 'values', bars: others === 0 ? orderBars(bars) : bars, others }, question }
}

const Counted = z.object({ range: z.number().nullable(), rows: z.number() })
const Valued = z.object({ value: z.string(), rows: z.number() })

/** Every range from the first to the last, those without rows too. */
function fillRanges(counted: readonly z.infer<typeof Counted>[], bins: Bins): ColumnStatistics['chart'] {
  const counts = new Map(counted.flatMap(({ range, rows }) => (range === null ? [] : [[range, rows] as const])))
  const first = Math.min(...counts.keys())
  const last = Math.max(...counts.keys())
  return { kind: 'ranges', bars: Array.from({ length: last - first + 1 }, (_, place) => ({ from: bins.begin(first + place), to: bins.begin(first + place + 1), count: counts.get(first + place) ?? 0 })) }
}

/** Labels that begin with a number, such as `[20, 40)` or `2024-Q1`, stand in the order of these; others by how many they are. `*` comes last. */
function orderBars<Bar extends { readonly value: string }>(bars: readonly Bar[]): Bar[] {
  const isNumbered = bars.every(({ value }) => value === '*' || /^[[(]?-?\d/.test(value))
  if (!isNumbered) return [...bars]
  const key = ({ value }: Bar) => (value === '*' ? Infinity : Number(/-?\d+(?:\.\d+)?/.exec(value)?.[0] ?? 0))
  return bars.toSorted((one, other) => key(one) - key(other) || (one.value < other.value ? -1 : 1))
}

function emptyColumn({ name, type }: Measured): ColumnStatistics {
  return { name, type, missing: 0, distinct: 0, distinctIsExact: true, smallest: null, largest: null, mean: null, chart: { kind: 'none', because: 'all-missing' }, recompute: { summary: commandOf(summaryOf({ name, type }, true, RELEASED)), chart: null } }
}

/** As it is typed into a shell in the folder of the release. */
function commandOf(statement: Sql): string {
  return `duckdb -c "${withoutBindings(statement).pieces.join('').replaceAll(/["\\$`]/g, '\\$&')}"`
}
