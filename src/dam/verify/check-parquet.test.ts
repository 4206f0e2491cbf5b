import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from '#platform/engines/sql-text.ts'
import { DATA, testPlanted } from './planted-violation.fixture.ts'

testPlanted([
  { name: 'key-value metadata', by: 'parquet-metadata', names: /key-value/, data: (draft) => { draft.copy = sql`compression zstd, kv_metadata {source: 'visits.csv'}` } },
  { name: 'another compression', by: 'parquet-metadata', data: (draft) => { draft.copy = sql`compression gzip` } },
  { name: 'a minimum that no row has', by: 'parquet-values', names: /"ward": a minimum or maximum/, disk: async (folder) => { const bytes = await readFile(join(folder, DATA)); const place = bytes.lastIndexOf('W0'); bytes.write('V0', place); await writeFile(join(folder, DATA), bytes) } },
])
