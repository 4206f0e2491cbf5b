import { availableParallelism } from 'node:os'
import { Refusal } from '../src/platform/refusal.ts'
import { openDuckDb } from '../src/platform/engines/duckdb.ts'
import { literal, sql, withoutBindings } from '../src/platform/engines/sql-text.ts'

/** A program: DuckDB's plain copy of a CSV to Parquet, the limit that an end-to-end run is held against. */
const [source, target, spill] = process.argv.slice(2)
if (source === undefined || target === undefined || spill === undefined) throw new Refusal('wrong-use', 'plain-copy.ts SOURCE.csv TARGET.parquet SPILL_FOLDER')
const engine = await openDuckDb({ memoryBytes: 2e9, threads: availableParallelism(), temporaryDirectory: spill })
await engine.run(withoutBindings(sql`copy (from read_csv(${literal(source)})) to ${literal(target)} (format parquet)`))
engine.close()
