import { z } from 'zod'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
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

const Cells = z.array(z.string().nullable())

/** Rows of a release from any offset, as text, cells cut at a length. Only the files that hold them are opened. */
export async function readRows({ columns, files, offset, limit, cellLength }: RowsRequest, { engine }: { engine: SqlEngine }): Promise<RowsAnswer> {
  const total = files.reduce((sum, { rows }) => sum + rows, 0)
  const { needed, skipped } = filesAround(files, offset, limit)
  if (needed.length === 0 || columns.length === 0) return { columns: [...columns], rows: [], total, offset, cutCells: 0 }
  // One character more than asked for tells whether something was cut off.
  const cells = columns.map((name) => sql`left(${identifier(name)}::varchar, ${cellLength + 1})`)
  const { rows } = await engine.table(sql`select ${joinSql(cells, ', ')} from read_parquet(${listLiteral(needed)}) limit ${limit} offset ${offset - skipped}`)
  let cutCells = 0
  const cut = (text: string | null): string | null => {
    const characters = text === null ? [] : [...text]
    if (characters.length <= cellLength) return text
    cutCells++
    return characters.slice(0, cellLength).join('')
  }
  return { columns: [...columns], rows: rows.map((row) => Cells.parse(row).map(cut)), total, offset, cutCells }
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
