import { open } from 'node:fs/promises'
import { z } from 'zod'
import type { Check } from '#dam/dataset/reports.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { listLiteral, literal, type Sql, sql } from '#platform/engines/sql-text.ts'
import { classCell } from './check-classes.ts'
import { judge, makeCheck, type Outcome } from './make-check.ts'
import { type DataFile, type Release, type ReleasedColumn, releasedCell } from './open-release.ts'
import { readDictionary } from './parquet-dictionary.ts'

const Offset = z.number().nullable()
const Chunk = z.object({
  file: z.string(), column: z.string(), type: z.string(), codec: z.string(), bytes: z.number(),
  dictionary: Offset, data: z.number(), bloom: z.number(), pairs: z.number(),
  least: z.string().nullable(), most: z.string().nullable(), oldLeast: z.string().nullable(), oldMost: z.string().nullable(),
  isExact: z.boolean(),
})
type Chunk = z.infer<typeof Chunk>

/** Check 5, inside the data files: what Parquet keeps beside the rows comes from the released rows only. Needs the table `classes`. */
export async function checkParquet(release: Release, { engine }: { engine: SqlEngine }): Promise<Check[]> {
  const read = onceOf(() => readChunks(release.dataFiles, engine))
  return [
    await makeCheck({
      id: 'parquet-metadata', label: { en: 'Parquet metadata', ko: 'Parquet 메타데이터' },
      method: { en: 'No key-value metadata; compressed as ZSTD; the bytes of each file are its column chunks, Bloom filters and footer, and nothing else.', ko: '키-값 메타데이터가 없고 ZSTD로 압축되었으며, 파일이 열 조각과 블룸 필터와 꼬리부만으로 이루어졌는지 확인합니다.' },
      recompute: "duckdb -c \"from parquet_kv_metadata('data/*.parquet')\"",
      run: async () => checkMetadata(release, await read(), engine),
    }),
    await makeCheck({
      id: 'parquet-values', label: { en: 'Statistics and dictionaries', ko: '통계와 사전' },
      method: { en: 'Every minimum, maximum and dictionary entry of every column chunk, whether a row refers to it or not, is a value of the column\'s released rows. Dictionary pages are read from the bytes.', ko: '모든 열 조각의 최솟값, 최댓값, 사전 항목이 (행이 가리키지 않더라도) 공개된 행의 값인지 확인합니다. 사전은 바이트에서 직접 읽습니다.' },
      recompute: "duckdb -c \"select path_in_schema, stats_min_value, stats_max_value from parquet_metadata('data/*.parquet')\"",
      run: async () => checkTold(release, await read(), engine),
    }),
  ]
}

function onceOf<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined
  return () => (made ??= make())
}

async function readChunks(files: readonly DataFile[], engine: SqlEngine): Promise<Chunk[]> {
  return engine.query(sql`select file_name as file, path_in_schema as "column", type, compression as codec, total_compressed_size as bytes,
      dictionary_page_offset as dictionary, data_page_offset as data, coalesce(bloom_filter_length, 0) as bloom, coalesce(cardinality(key_value_metadata), 0)::integer as pairs,
      stats_min_value as least, stats_max_value as most, stats_min as "oldLeast", stats_max as "oldMost",
      coalesce(min_is_exact, true) and coalesce(max_is_exact, true) as "isExact"
    from parquet_metadata(${listLiteral(files.map((file) => file.absolute))})`, Chunk)
}

async function checkMetadata({ dataFiles }: Release, chunks: readonly Chunk[], engine: SqlEngine): Promise<Outcome> {
  const findings: string[] = []
  let strayBytes = 0
  for (const { path, absolute } of dataFiles) {
    const own = chunks.filter((chunk) => chunk.file === absolute)
    const { pairs } = await engine.queryOne(sql`select count(*) as pairs from parquet_kv_metadata(${literal(absolute)})`, z.object({ pairs: z.number() }))
    if (pairs + own.reduce((sum, chunk) => sum + chunk.pairs, 0) > 0) findings.push(`${path}: holds key-value metadata; there should be none`)
    if (own.some((chunk) => chunk.codec !== 'ZSTD')) findings.push(`${path}: is not compressed as ZSTD throughout`)
    const { size, footer } = await engine.queryOne(sql`select file_size_bytes as size, footer_size as footer from parquet_file_metadata(${literal(absolute)})`, z.object({ size: z.number(), footer: z.number() }))
    // The magic word PAR1 opens the file; the footer's length and PAR1 close it.
    const stray = size - own.reduce((sum, chunk) => sum + chunk.bytes + chunk.bloom, 0) - footer - 12
    if (stray !== 0) findings.push(`${path}: ${stray} bytes belong to no column, filter or footer`)
    strayBytes += Math.abs(stray)
  }
  return judge(findings, { rule: 0, measured: strayBytes })
}

async function checkTold(release: Release, chunks: readonly Chunk[], engine: SqlEngine): Promise<Outcome> {
  const findings: string[] = []
  let told = 0
  for (const [place, column] of release.columns.entries()) {
    const own = chunks.filter((chunk) => chunk.column === column.name)
    const values = new Map<string, string>()
    for (const chunk of own) {
      const file = release.dataFiles.find(({ absolute }) => absolute === chunk.file)
      const tell = (value: string | null, kind: string) => { if (value !== null && !values.has(value)) values.set(value, `${file?.path ?? 'data/'}: column "${column.name}": ${kind}`) }
      for (const value of [chunk.least, chunk.most, chunk.oldLeast, chunk.oldMost]) if (chunk.isExact) tell(value, 'a minimum or maximum of its statistics')
      if (!chunk.isExact) findings.push(`${file?.path ?? 'data/'}: column "${column.name}": statistics are shortened, so they cannot be compared`)
    }
    told += values.size
    findings.push(...await strangers(release, place, values, statisticsAs(column), engine))
    const entries = await dictionaryOf(release, column, own)
    told += entries.size
    findings.push(...await strangers(release, place, entries, entriesAs(column), engine))
  }
  return judge(findings, { rule: 0, measured: findings.length, claim: told })
}

async function dictionaryOf(release: Release, column: ReleasedColumn, chunks: readonly Chunk[]): Promise<Map<string, string>> {
  const entries = new Map<string, string>()
  for (const { file, dictionary, data, type, codec, bytes } of chunks) {
    if (dictionary === null) continue
    const path = release.dataFiles.find(({ absolute }) => absolute === file)?.path ?? 'data/'
    const length = Math.max(Math.min(data - dictionary, bytes), 0)
    for (const entry of readDictionary({ bytes: await readBytes(file, dictionary, length), type, codec })) {
      if (!entries.has(entry)) entries.set(entry, `${path}: column "${column.name}": an entry of its dictionary`)
    }
  }
  return entries
}

async function readBytes(file: string, from: number, length: number): Promise<Uint8Array> {
  const handle = await open(file)
  try {
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, from)
    return buffer
  } finally {
    await handle.close()
  }
}

/** Statistics come as the engine writes them: cast as the column. */
function statisticsAs({ type }: ReleasedColumn): (text: Sql) => Sql {
  const cast = TYPES[type]
  return (text) => (cast ? sql`try_cast(${text} as ${cast})` : text)
}

/** Dictionary entries come as Parquet keeps them: days, microseconds, numbers. */
function entriesAs({ type }: ReleasedColumn): (text: Sql) => Sql {
  if (type === 'DATE') return (text) => sql`(date '1970-01-01' + ${text}::integer)`
  if (type === 'TIMESTAMP') return (text) => sql`make_timestamp(${text}::bigint)`
  if (type === 'TIME') return (text) => sql`(time '00:00:00' + to_microseconds(${text}::bigint))`
  return statisticsAs({ name: '', type })
}

const TYPES: Readonly<Record<string, Sql>> = { BIGINT: sql`bigint`, DOUBLE: sql`double`, BOOLEAN: sql`boolean`, DATE: sql`date`, TIMESTAMP: sql`timestamp`, TIME: sql`time` }

/** Where values were told that no released row of the column has; each kind of place once, with how many values. */
async function strangers({ quasi }: Release, place: number, told: ReadonlyMap<string, string>, typed: (text: Sql) => Sql, engine: SqlEngine): Promise<string[]> {
  if (told.size === 0) return []
  await engine.load('told', [{ name: 'value', type: 'text', values: Array.from(told.keys()) }, { name: 'place', type: 'text', values: Array.from(told.values()) }])
  const among = quasi.findIndex((one) => one.place === place)
  const released = among >= 0 ? sql`select ${classCell(among)} as value from classes` : sql`select ${releasedCell(place)} as value from released`
  // The few values told are the table that is hashed, and the many rows stream past it.
  await engine.run(sql`create or replace temporary table told_typed as select place, ${typed(sql`value`)} as value from told`)
  await engine.run(sql`create or replace temporary table seen as select distinct value from (${released}) where value in (select value from told_typed)`)
  const rows = await engine.query(
    sql`select place, count(*) as values from told_typed t where value is null or not exists (select 1 from seen s where s.value = t.value) group by place order by place`,
    z.object({ place: z.string(), values: z.number() }),
  )
  return rows.map((row) => `${row.place} is no value of its rows (${row.values})`)
}
