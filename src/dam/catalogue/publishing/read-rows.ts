import { z } from 'zod'
import type { EnginePool } from '#platform/engines/engine-pool.ts'
import { identifier, joinSql, listLiteral, sql, type Sql } from '#platform/engines/sql-text.ts'
import type { RowsAnswer } from '../datasets/dataset-answers.ts'
import { conditionOf, type RowChoice } from './choose-rows.ts'

export interface RowsRequest extends RowChoice {
  readonly columns: readonly string[]
  /** Local Parquet files in the order of the release, with their rows. */
  readonly files: readonly { readonly path: string; readonly rows: number }[]
  readonly offset: number
  readonly limit: number
  /** Most characters of a cell. */
  readonly cellLength: number
}

/** Cells of rows as text, each with one character more than asked for where there are more. */
export type ReadCells = (request: RowsRequest) => Promise<readonly (readonly (string | null)[])[]>

/** How many rows pass the filters. */
export type CountRows = (request: Pick<RowsRequest, 'files' | 'filters'>) => Promise<number>

const Cells = z.array(z.string().nullable())

/** Rows of a release from any offset, as text, cells cut at a length. */
export async function readRows(request: RowsRequest, { readCells, countRows }: { readonly readCells: ReadCells; readonly countRows: CountRows }): Promise<RowsAnswer> {
  const { columns, files, filters, offset, cellLength } = request
  const all = rowsOf(files)
  const total = filters.length === 0 ? all : await countRows({ files, filters })
  const cells = columns.length === 0 || offset >= total ? [] : await readCells(request)
  let cutCells = 0
  const cut = (text: string | null): string | null => {
    if (text === null || text.length <= cellLength) return text
    const characters = [...text]
    if (characters.length <= cellLength) return text
    cutCells++
    return characters.slice(0, cellLength).join('')
  }
  return { columns: [...columns], rows: cells.map((row) => row.map(cut)), total, all, offset, cutCells }
}

/** Reads cells from the files themselves. Of rows that are neither filtered nor sorted only the files that hold them are opened. */
export function readCellsBy(engines: EnginePool): ReadCells {
  return async ({ columns, files, filters, order, offset, limit, cellLength }) => {
    const isWhole = filters.length === 0 && order.length === 0
    const { needed, skipped } = isWhole ? filesAround(files, offset, limit) : { needed: files.map(({ path }) => path), skipped: 0 }
    if (needed.length === 0) return []
    // One character more than asked for tells whether something was cut off. Aliases are fixed, for a name of the data may be any.
    const cells = columns.map((name, place) => sql`left(${identifier(name)}::varchar, ${cellLength + 1}) as ${identifier(`c${place}`)}`)
    const keys = order.map(({ column }, place) => sql`${identifier(column)} as ${identifier(`k${place}`)}`)
    const from = sql`from read_parquet(${listLiteral(needed)}) ${conditionOf(filters)}`
    const page = sql`limit ${limit} offset ${offset - skipped}`
    const { rows } = await engines.use((engine) => engine.table(order.length === 0
      ? sql`select ${joinSql(cells, ', ')} ${from} ${page}`
      // An engine's sort may leave equal rows in any order; counted as they come, each has a place of its own.
      : sql`select ${joinSql(columns.map((_, place) => identifier(`c${place}`)), ', ')} from (select ${joinSql([...cells, ...keys], ', ')}, row_number() over () as place ${from})
          order by ${joinSql([...order.map(sortKey), sql`place`], ', ')} ${page}`))
    return rows.map((row) => Cells.parse(row))
  }
}

/** Counts in the files themselves. */
export function countRowsBy(engines: EnginePool): CountRows {
  return async ({ files, filters }) => {
    const paths = files.map(({ path }) => path)
    if (paths.length === 0) return 0
    const { counted } = await engines.use((engine) => engine.queryOne(sql`select count(*) as counted from read_parquet(${listLiteral(paths)}) ${conditionOf(filters)}`, z.object({ counted: z.number() })))
    return counted
  }
}

function sortKey({ direction }: RowsRequest['order'][number], place: number): Sql {
  const key = identifier(`k${place}`)
  return direction === 'ascending' ? sql`${key} asc nulls last` : sql`${key} desc nulls last`
}

/** Rows of all files together. */
export function rowsOf(files: RowsRequest['files']): number {
  return files.reduce((sum, file) => sum + file.rows, 0)
}

function filesAround(files: RowsRequest['files'], offset: number, limit: number): { needed: string[]; skipped: number } {
  const needed: string[] = []
  let skipped = 0
  let first = 0
  for (const { path, rows } of files) {
    const next = first + rows
    if (next <= offset) skipped = next
    else if (first < offset + limit) needed.push(path)
    first = next
  }
  return { needed, skipped }
}
