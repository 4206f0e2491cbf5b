import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Column } from '#dam/dataset/table.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, literal, type Sql, sql, withoutBindings } from '#platform/engines/sql-text.ts'

/** One column as it is written: its name, its type on disk, and its cell in `deidentify_rows`. */
export interface WrittenColumn {
  readonly column: Column
  readonly cell: Sql
}

/**
 * Writes the released rows of `deidentify_rows` in their order: the data files, and their places in the delivery to the vault.
 * Looks labels up in lists and joins nothing, so that the order, and with it every byte, is the same in every run.
 * @returns the data files, with paths relative to `quarantine`
 */
export async function writeRows(
  request: { columns: readonly WrittenColumn[]; rows: number; rowsPerFile: number; quarantine: string; vault: string },
  { engine, wrote }: { engine: SqlEngine; wrote: (rows: number) => void },
): Promise<{ path: string; rows: number }[]> {
  const { columns, rows, rowsPerFile, quarantine, vault } = request
  await mkdir(join(quarantine, 'data'), { recursive: true })
  const cells = joinSql(columns.map(({ column, cell }) => sql`${cell} as ${identifier(column.name)}`), ', ')
  const count = Math.max(1, Math.ceil(rows / rowsPerFile))
  const number = (place: number) => String(place).padStart(5, '0')
  const files: { path: string; rows: number }[] = []
  for (let place = 0; place < count; place++) {
    const first = place * rowsPerFile
    const last = Math.min(rows, first + rowsPerFile)
    const path = `data/train-${number(place)}-of-${number(count)}.parquet`
    await copy(sql`select ${cells} from deidentify_rows where released and rowid >= ${literal(first)} and rowid < ${literal(last)}`, join(quarantine, path), engine)
    files.push({ path, rows: last - first })
    wrote(last)
  }
  await copy(sql`select row::bigint as row from deidentify_rows where released`, join(vault, 'rows.parquet'), engine)
  return files
}

async function copy(rows: Sql, path: string, engine: SqlEngine): Promise<void> {
  await engine.run(withoutBindings(sql`copy (${rows}) to ${literal(path)} (format parquet, compression zstd)`))
}
