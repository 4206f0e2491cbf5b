import { z } from 'zod'
import type { EnginePool } from '#platform/engines/engine-pool.ts'
import { identifier, joinSql, listLiteral, sql } from '#platform/engines/sql-text.ts'
import type { RowsAnswer } from '../datasets/dataset-answers.ts'

export interface RowsRequest {
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

const Cells = z.array(z.string().nullable())

/** Rows of a release from any offset, as text, cells cut at a length. */
export async function readRows(request: RowsRequest, { readCells }: { readCells: ReadCells }): Promise<RowsAnswer> {
  const { columns, files, offset, cellLength } = request
  const total = files.reduce((sum, file) => sum + file.rows, 0)
  const cells = columns.length === 0 || offset >= total ? [] : await readCells(request)
  let cutCells = 0
  const cut = (text: string | null): string | null => {
    if (text === null || text.length <= cellLength) return text
    const characters = [...text]
    if (characters.length <= cellLength) return text
    cutCells++
    return characters.slice(0, cellLength).join('')
  }
  return { columns: [...columns], rows: cells.map((row) => row.map(cut)), total, offset, cutCells }
}

/** Reads cells from the files themselves. Only those that hold the rows are opened. */
export function readCellsBy(engines: EnginePool): ReadCells {
  return async ({ columns, files, offset, limit, cellLength }) => {
    const { needed, skipped } = filesAround(files, offset, limit)
    if (needed.length === 0) return []
    // One character more than asked for tells whether something was cut off.
    const cells = columns.map((name) => sql`left(${identifier(name)}::varchar, ${cellLength + 1})`)
    const { rows } = await engines.use((engine) => engine.table(sql`select ${joinSql(cells, ', ')} from read_parquet(${listLiteral(needed)}) limit ${limit} offset ${offset - skipped}`))
    return rows.map((row) => Cells.parse(row))
  }
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
