import {
  BIGINT, DOUBLE, DuckDBDataChunk, DuckDBDecimalValue, DuckDBInstance, DuckDBListValue, DuckDBStructValue, INTEGER, VARCHAR,
  type DuckDBConnection, type DuckDBResult, type DuckDBType, type DuckDBValue, type DuckDBVector,
} from '@duckdb/node-api'
import { Refusal } from '#platform/refusal.ts'
import type { ColumnToLoad, SqlEngine } from './sql-engine.ts'
import { identifier, joinSql, type Sql, sql } from './sql-text.ts'

/** How much of the machine an engine may take. */
export interface EngineLimits {
  readonly memoryBytes: number
  readonly threads: number
  /** Where it spills; made when needed. */
  readonly temporaryDirectory: string
}

const VECTOR_ROWS = 2048

/** Opens a DuckDB in memory, that never reaches for the network or an extension. */
export async function openDuckDb(limits: EngineLimits): Promise<SqlEngine> {
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    memory_limit: `${Math.floor(limits.memoryBytes / 1e6)}MB`,
    threads: String(limits.threads),
    temp_directory: limits.temporaryDirectory,
    preserve_insertion_order: 'true',
  }).catch(translateFault)
  const connection = await instance.connect()
  // Not an option of the instance: the time zone comes with the part for calendars, which is loaded after it.
  await connection.run("set TimeZone = 'UTC'")
  return engineOn(connection, () => { connection.closeSync(); instance.closeSync() })
}

function engineOn(connection: DuckDBConnection, close: () => void): SqlEngine {
  const inTurn = oneAtATime()
  const start = (statement: Sql) => connection.stream(textOf(statement), [...statement.values]).catch(translateFault)

  async function allRows(statement: Sql): Promise<{ names: string[]; rows: unknown[][] }> {
    const result = await start(statement)
    const rows: unknown[][] = []
    for (let chunk = await next(result); chunk; chunk = await next(result)) {
      for (const row of chunk.getRows()) rows.push(row.map(plainValue))
    }
    return { names: result.columnNames(), rows }
  }

  const engine: SqlEngine = {
    run(statement) {
      return inTurn(async () => { await connection.run(textOf(statement), [...statement.values]).catch(translateFault) })
    },
    async query(statement, row) {
      const { names, rows } = await inTurn(() => allRows(statement))
      return rows.map((cells) => row.parse(Object.fromEntries(names.map((name, place) => [name, cells[place]]))))
    },
    async queryOne(statement, row) {
      const rows = await engine.query(statement, row)
      const [only] = rows
      if (only === undefined || rows.length > 1) throw new Error(`A statement for one row gave ${rows.length}`)
      return only
    },
    table(statement) {
      return inTurn(() => allRows(statement))
    },
    async *batches(statement) {
      const end = await inTurn.begin()
      try {
        const result = await start(statement)
        for (let chunk = await next(result); chunk; chunk = await next(result)) {
          const { columnCount, rowCount } = chunk
          const columns: ArrayLike<unknown>[] = []
          for (let place = 0; place < columnCount; place++) columns.push(columnOf(chunk.getColumnVector(place)))
          yield { rows: rowCount, columns }
        }
      } finally {
        end()
      }
    },
    load(table, columns) {
      return inTurn(async () => {
        const definitions = columns.map(({ name, type }) => sql`${identifier(name)} ${TYPE_NAMES[type]}`)
        await connection.run(textOf(sql`create or replace temporary table ${identifier(table)} (${joinSql(definitions, ', ')})`)).catch(translateFault)
        const appender = await connection.createAppender(table, 'main', 'temp')
        const types = columns.map((column) => DUCKDB_TYPES[column.type])
        const rows = columns[0]?.values.length ?? 0
        for (let first = 0; first < rows; first += VECTOR_ROWS) {
          const size = Math.min(VECTOR_ROWS, rows - first)
          const chunk = DuckDBDataChunk.create(types, size)
          columns.forEach((column, place) => chunk.setColumnValues(place, sliceOf(column, first, size)))
          appender.appendDataChunk(chunk)
        }
        appender.closeSync()
      })
    },
    interrupt() { connection.interrupt() },
    close,
  }
  return engine
}

/**
 * Lets works begin only when the one before has ended: on one connection a second statement would cut off the rows
 * of the first without a word. While batches are being read, a further statement can only be a mistake, and is told so.
 */
function oneAtATime() {
  let last: Promise<unknown> = Promise.resolve()
  let isReadingBatches = false
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (isReadingBatches) return Promise.reject(new Error('A statement was begun while the batches of another were being read'))
    const turn = last.then(work)
    last = turn.catch(() => {})
    return turn
  }
  inTurn.begin = async () => {
    await inTurn(() => { isReadingBatches = true; return Promise.resolve() })
    return () => { isReadingBatches = false }
  }
  return inTurn
}

const TYPE_NAMES = { bigint: sql`bigint`, double: sql`double`, integer: sql`integer`, text: sql`varchar` } as const
const DUCKDB_TYPES: Record<ColumnToLoad['type'], DuckDBType> = { bigint: BIGINT, double: DOUBLE, integer: INTEGER, text: VARCHAR }

function textOf(statement: Sql): string {
  return statement.pieces.reduce((all, piece, place) => `${all}$${place}${piece}`)
}

function next(result: DuckDBResult) {
  return result.fetchChunk().then((chunk) => (chunk && chunk.rowCount > 0 ? chunk : undefined), translateFault)
}

function sliceOf(column: ColumnToLoad, first: number, size: number): DuckDBValue[] {
  const slice: DuckDBValue[] = []
  for (let place = first; place < first + size; place++) slice.push(column.values[place] ?? null)
  return slice
}

/** The vector's own typed array where no value is missing; the binding keeps it private, so it is looked up and checked. */
function columnOf(vector: DuckDBVector): ArrayLike<unknown> {
  const items: unknown = Reflect.get(vector, 'items')
  const validity: unknown = Reflect.get(vector, 'validity')
  const isWhole = typeof validity === 'object' && validity !== null && Reflect.get(validity, 'data') === null
  if (isWhole && (items instanceof Int32Array || items instanceof BigInt64Array || items instanceof Float64Array || items instanceof Uint32Array)) return items
  return vector.toArray().map(plainValue)
}

function plainValue(value: DuckDBValue): unknown {
  if (typeof value === 'bigint') {
    return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value
  }
  if (value === null || typeof value !== 'object') return value
  if (value instanceof DuckDBListValue) return value.items.map(plainValue)
  if (value instanceof DuckDBStructValue) return Object.fromEntries(Object.entries(value.entries).map(([name, item]) => [name, plainValue(item)]))
  if (value instanceof DuckDBDecimalValue) return value.toDouble()
  return String(value)
}

/** An engine's message may quote a value out of the data, so only its kind is passed on; the cause is for a debugger. */
function translateFault(fault: unknown): never {
  const message = fault instanceof Error ? fault.message : String(fault)
  if (/INTERRUPT|Interrupted/.test(message)) throw new Refusal('cancelled', 'The run was stopped', { cause: fault })
  if (/No space left|max_temp_directory_size|not enough disk/i.test(message)) {
    throw new Refusal('no-space', 'The disk is full; free some space or name another folder, then run again: finished stages are kept', { cause: fault })
  }
  if (/Permission denied|Read-only file system/i.test(message)) throw new Refusal('not-writable', 'A file could not be read or written: permission denied', { cause: fault })
  throw new EngineFault(message.split(':')[0] ?? 'unknown', { cause: fault })
}

/** A statement that the engine would not run. Its message holds the kind of fault only, never a value. */
export class EngineFault extends Error {
  readonly kind: string

  constructor(kind: string, options: ErrorOptions) {
    super(`The engine could not run a statement (${kind})`, options)
    this.name = 'EngineFault'
    this.kind = kind
  }
}
