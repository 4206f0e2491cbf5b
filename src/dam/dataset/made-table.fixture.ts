import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Table, ValueType } from '#dam/dataset/table.ts'
import { openDuckDb } from '#platform/engines/duckdb.ts'
import { literal, sql, withoutBindings, type Sql } from '#platform/engines/sql-text.ts'

/** For tests: an engine, a folder of its own, and tables made out of queries. */
export async function openBench() {
  const folder = await mkdtemp(join(tmpdir(), 'datadam-bench-'))
  const engine = await openDuckDb({ memoryBytes: 500e6, threads: 2, temporaryDirectory: join(folder, 'spill') })
  let made = 0
  return {
    engine, folder,
    /** Writes a query's rows, in their order, to a Parquet file; its columns in the order of `types`. */
    async makeTable(query: Sql, types: Readonly<Record<string, ValueType>>, stored: 'text' | 'native' = 'text'): Promise<Table> {
      const file = join(folder, `table-${made++}.parquet`)
      await engine.run(withoutBindings(sql`copy (${query}) to ${literal(file)} (format parquet)`))
      const { rows } = await engine.table(sql`select count(*) from read_parquet(${literal(file)})`)
      return { file, rows: Number(rows[0]?.[0]), columns: Object.entries(types).map(([name, type]) => ({ name, type, stored })) }
    },
  }
}
