import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { openParquet, type ParquetPart, readParquetParts } from './collect-parquet.ts'
import type { CollectedRows, RowsRequest } from './collected-rows.ts'
import { refuseOtherColumns } from './table-part.ts'
import { writeTable } from './write-table.ts'

/** Collects Parquet files, whose columns have types of their own. @throws {Refusal} `bad-input` for damaged, empty or unlike files */
export async function collectNative({ files, wishes, missingValues, target }: RowsRequest, { engine, refuseColumns }: { engine: SqlEngine; refuseColumns: (names: readonly string[]) => void }): Promise<CollectedRows> {
  const parts: (ParquetPart & { rows: number })[] = []
  for (const { file, name } of files) parts.push(await openParquet(file, name, engine))
  refuseOtherColumns(parts)
  const [first] = parts
  refuseColumns(first?.names ?? [])
  const { columns, statement, misfits, asText } = await readParquetParts(parts, wishes, missingValues, engine)
  const rows = await writeTable(statement, target, engine)
  const expected = parts.reduce((sum, part) => sum + part.rows, 0)
  if (rows !== expected) throw new Error(`The engine wrote ${rows} rows of ${expected}`)
  return { columns: [...columns], rows, misfits, renamed: [...(first?.renamed ?? [])], dialect: asText.length > 0 ? { 'kept as text': asText.join(', ') } : {} }
}
