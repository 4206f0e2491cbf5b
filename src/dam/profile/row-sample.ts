import type { Table } from '#dam/dataset/table.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, literal, sql } from '#platform/engines/sql-text.ts'

/** One column of the sample, its values numbered in the order they come. */
export interface SampledColumn {
  /** A number for each row: 0 is missing. */
  readonly codes: Int32Array
  /** The text of each number; the first is null, for missing. */
  readonly texts: readonly (string | null)[]
  /** Rows of the sample that hold each number. */
  readonly counts: readonly number[]
}

/** Rows at equal distances: the same ones whenever the table is the same. */
export interface RowSample {
  readonly rows: number
  /** 1 when the sample is the whole table. */
  readonly everyNth: number
  readonly columns: readonly SampledColumn[]
}

const MOST_ROWS = 100_000
const MOST_CELLS = 4_000_000
const FEWEST_ROWS = 2_000

/** Reads every n-th row as numbered texts: at most a hundred thousand rows, fewer where there are many columns. */
export async function readRowSample(table: Table, { engine }: { engine: SqlEngine }): Promise<RowSample> {
  const wanted = Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, Math.floor(MOST_CELLS / table.columns.length)))
  const everyNth = Math.max(1, Math.ceil(table.rows / wanted))
  const rows = Math.ceil(table.rows / everyNth)
  const columns = table.columns.map(({ name }, place) => sql`${identifier(name)}::varchar as ${identifier(`c${place}`)}`)
  const coders = table.columns.map(() => startCoding(rows))
  let read = 0
  for await (const batch of engine.batches(sql`
    select ${joinSql(columns, ', ')} from read_parquet(${literal(table.file)}, file_row_number = true) where file_row_number % ${everyNth} = 0`)) {
    coders.forEach((coder, place) => coder.add(batch.columns[place] ?? [], batch.rows, read))
    read += batch.rows
  }
  return { rows: read, everyNth, columns: coders.map((coder) => coder.column) }
}

/** How many values, missing apart, a sampled column holds. */
export function countSampled(column: SampledColumn): number {
  return column.texts.length - 1
}

function startCoding(rows: number) {
  const numbers = new Map<string, number>()
  const texts: (string | null)[] = [null]
  const counts: number[] = [0]
  const codes = new Int32Array(rows)
  return {
    column: { codes, texts, counts },
    add(values: ArrayLike<unknown>, length: number, from: number) {
      for (let place = 0; place < length; place++) {
        const value = values[place]
        const code = typeof value === 'string' ? codeOf(value) : 0
        codes[from + place] = code
        counts[code] = (counts[code] ?? 0) + 1
      }
    },
  }

  function codeOf(text: string): number {
    const known = numbers.get(text)
    if (known !== undefined) return known
    const code = texts.length
    numbers.set(text, code)
    texts.push(text)
    counts.push(0)
    return code
  }
}
