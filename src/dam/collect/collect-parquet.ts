import { open } from 'node:fs/promises'
import { z } from 'zod'
import type { CollectReport } from '#dam/dataset/reports.ts'
import type { Column, ValueType } from '#dam/dataset/table.ts'
import { EngineFault } from '#platform/engines/duckdb.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, literal, sql, type Sql } from '#platform/engines/sql-text.ts'
import { Refusal } from '#platform/refusal.ts'
import { nameColumns, type RenamedColumn } from './column-names.ts'
import type { TypeWish } from './find-types.ts'
import { cellText } from './table-part.ts'

/** A Parquet file as it was delivered. */
export interface ParquetPart {
  readonly name: string
  readonly file: string
  readonly names: readonly string[]
  /** For each column, what the engine calls it, and its type in the file. */
  readonly inside: readonly { readonly name: string; readonly type: string }[]
  readonly renamed: readonly RenamedColumn[]
}

/** How Parquet columns are kept, and the statement that reads them so. */
export interface ParquetReading {
  readonly columns: readonly Column[]
  readonly statement: Sql
  readonly misfits: CollectReport['misfits']
  /** Columns of kinds that no table of ours holds (lists, structures, bytes), kept as text. */
  readonly asText: readonly string[]
}

const Described = z.tuple([z.string(), z.string()]).rest(z.unknown())
const Counts = z.array(z.number())
const NATIVE: ReadonlyMap<string, ValueType> = new Map([
  ['VARCHAR', 'text'], ['BOOLEAN', 'boolean'], ['TINYINT', 'integer'], ['SMALLINT', 'integer'], ['INTEGER', 'integer'], ['BIGINT', 'integer'],
  ['UTINYINT', 'integer'], ['USMALLINT', 'integer'], ['UINTEGER', 'integer'], ['UBIGINT', 'integer'], ['HUGEINT', 'integer'], ['UHUGEINT', 'integer'],
  ['FLOAT', 'decimal'], ['DOUBLE', 'decimal'], ['DATE', 'date'], ['TIME', 'time'], ['TIMESTAMP', 'timestamp'], ['TIMESTAMP_S', 'timestamp'],
  ['TIMESTAMP_MS', 'timestamp'], ['TIMESTAMP_NS', 'timestamp'], ['TIMESTAMP WITH TIME ZONE', 'timestamp'], ['UUID', 'text'],
])

/** Opens a Parquet file: its columns and their types. @throws {Refusal} `bad-input` when it is damaged or has no rows */
export async function openParquet(file: string, name: string, engine: SqlEngine): Promise<ParquetPart & { rows: number }> {
  const damaged = (fault?: unknown) => new Refusal('bad-input', `${name} is no whole Parquet file; deliver it again`, { cause: fault })
  if (!(await endsAsParquet(file))) throw damaged()
  const refuse = (fault: unknown): never => { throw fault instanceof EngineFault ? damaged(fault) : fault }
  const described = await engine.table(sql`describe select * from read_parquet(${literal(file)})`).catch(refuse)
  const schema = await engine.table(sql`select name, coalesce(num_children, 0) from parquet_schema(${literal(file)})`).catch(refuse)
  const count = await engine.table(sql`select count(*) from read_parquet(${literal(file)})`).catch(refuse)
  const inside = described.rows.map((row) => { const [column, type] = Described.parse(row); return { name: column, type } })
  const written = topLevelNames(schema.rows)
  const header = written.length === inside.length ? written : inside.map((column) => column.name)
  const [rows = 0] = Counts.parse(count.rows[0] ?? [])
  if (rows === 0) throw new Refusal('bad-input', `${name} holds no rows; deliver a file with data`)
  return { name, file, inside, ...nameColumns(header, name), rows }
}

/**
 * Decides how the columns of Parquet files are kept: as they are, in the engine's widest type of their kind,
 * or as text where a recipe asks for another type, or a value does not fit.
 *
 * @throws {Refusal} `bad-input` when files hold a column in different types
 */
export async function readParquetParts(parts: readonly ParquetPart[], wishes: ReadonlyMap<string, TypeWish>, missingValues: readonly string[], engine: SqlEngine): Promise<ParquetReading> {
  const names = parts[0]?.names ?? []
  const kinds = names.map((name) => kindIn(parts, name))
  const misfits: CollectReport['misfits'] = []
  const columns: Column[] = []
  for (const [place, name] of names.entries()) {
    const type = kinds[place]
    const wish = wishes.get(name)
    const isAsWished = wish?.type === undefined || wish.type === type
    if (type === undefined || !isAsWished) { columns.push({ name, type: 'text', stored: 'text' }); continue }
    const cells = await countUnfit(parts, name, type, engine)
    const becomesText = cells > 0 && wish?.misfit !== 'null'
    if (cells > 0) misfits.push({ column: name, type, became: becomesText ? 'text' : 'null', cells, rows: [] })
    columns.push(becomesText ? { name, type: 'text', stored: 'text' } : { name, type, stored: type === 'text' ? 'text' : 'native' })
  }
  const readings = parts.map((part) => {
    const expressions = columns.map((column) => sql`${readColumn(part, column, missingValues)} as ${identifier(column.name)}`)
    return sql`select ${joinSql(expressions, ', ')} from read_parquet(${literal(part.file)})`
  })
  return { columns, statement: joinSql(readings, ' union all '), misfits, asText: names.filter((_name, place) => kinds[place] === undefined) }
}

async function endsAsParquet(file: string): Promise<boolean> {
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    if (size < 12) return false
    const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, size - 4)
    return buffer.toString('latin1') === 'PAR1'
  } finally {
    await handle.close()
  }
}

/** The names of the columns themselves, without those of the fields inside them. */
function topLevelNames(schema: readonly (readonly unknown[])[]): string[] {
  const names: string[] = []
  const [root, ...elements] = schema.map(([name, children]) => ({ name: String(name), children: Number(children) }))
  let skipping = 0
  for (const element of root ? elements : []) {
    if (skipping > 0) skipping -= 1
    else names.push(element.name)
    skipping += element.children
  }
  return names
}

function typeIn(part: ParquetPart, name: string): string {
  return part.inside[part.names.indexOf(name)]?.type ?? ''
}

function kindIn(parts: readonly ParquetPart[], name: string): ValueType | undefined {
  const kinds = parts.map((part) => kindOf(typeIn(part, name)))
  const other = kinds.findIndex((kind) => kind !== kinds[0])
  if (other > 0) throw new Refusal('bad-input', `${parts[other]?.name}: column ${name} holds other types of values than in ${parts[0]?.name}; deliver files with the same types`)
  return kinds[0]
}

function kindOf(type: string): ValueType | undefined {
  if (type.startsWith('DECIMAL(')) return 'decimal'
  if (type.startsWith('ENUM(')) return 'text'
  return NATIVE.get(type)
}

function cast(column: Sql, type: ValueType): Sql {
  switch (type) {
    case 'integer': return sql`try_cast(${column} as bigint)`
    case 'decimal': return sql`case when isfinite(${column}::double) then ${column}::double end`
    case 'date': return sql`case when isfinite(${column}) then ${column}::date end`
    case 'timestamp': return sql`case when isfinite(${column}::timestamp) then ${column}::timestamp end`
    case 'boolean': case 'time': return column
    case 'text': return sql`${column}::varchar`
  }
}

/** How many values are no finite numbers or days, or too large for one. */
async function countUnfit(parts: readonly ParquetPart[], name: string, type: ValueType, engine: SqlEngine): Promise<number> {
  if (type === 'text' || type === 'boolean' || type === 'time') return 0
  let cells = 0
  for (const part of parts) {
    if (type === 'integer' && !['UBIGINT', 'HUGEINT', 'UHUGEINT'].includes(typeIn(part, name))) continue
    const column = insideName(part, name)
    const counted = await engine.table(sql`select count(${column}) - count(${cast(column, type)}) from read_parquet(${literal(part.file)})`)
    cells += Counts.parse(counted.rows[0] ?? [])[0] ?? 0
  }
  return cells
}

function readColumn(part: ParquetPart, { name, type, stored }: Column, missingValues: readonly string[]): Sql {
  const column = insideName(part, name)
  if (stored === 'native') {
    const missing = missingValues.map(literal)
    return missing.length === 0 ? cast(column, type) : sql`case when ${column}::varchar in (${joinSql(missing, ', ')}) then null else ${cast(column, type)} end`
  }
  const isNested = kindOf(typeIn(part, name)) === undefined
  return cellText(isNested ? sql`to_json(${column})::varchar` : sql`${column}::varchar`, false, missingValues)
}

function insideName(part: ParquetPart, name: string): Sql {
  return identifier(part.inside[part.names.indexOf(name)]?.name ?? name)
}
