import { z } from 'zod'
import { Refusal } from '#platform/refusal.ts'
import { EngineFault } from './duckdb.ts'
import type { SqlEngine } from './sql-engine.ts'
import { identifier, joinSql, listLiteral, literal, type Sql, sql, writtenByOthers } from './sql-text.ts'

export interface LockRequest {
  /** The one table that questions see, and its Parquet files. */
  readonly table: string
  readonly files: readonly string[]
  /** The one file that may be written: by `write`, never by a question. */
  readonly target?: string
}

/** A column of an answer; whole numbers that are too large for a double come as text. */
export interface AnswerColumn {
  readonly name: string
  readonly kind: 'number' | 'boolean' | 'time' | 'text'
}

export type AnswerCell = string | number | boolean | null

/** An engine that strangers may ask. */
export interface LockedEngine {
  /** Answers one SELECT, of which no more than so many rows are kept. @throws {Refusal} `bad-input` with what the engine says of the question */
  ask(question: string, mostRows: number): Promise<{ readonly columns: readonly AnswerColumn[]; readonly rows: readonly (readonly AnswerCell[])[]; readonly hasMore: boolean }>
  /** Writes the answer to the target instead. */
  write(question: string, mostRows: number, format: 'csv' | 'parquet'): Promise<void>
}

/**
 * Locks an engine for good: it reads the given files and nothing else, no network, no extension, no other setting.
 *
 * A question passes two doors. It is parsed, must be one SELECT, and is run as the text that the parser's own tree gives
 * back, so that nothing of it can reach beyond its place; and the engine has given up its rights before it is asked.
 */
export async function lockEngine(engine: SqlEngine, { table, files, target }: LockRequest): Promise<LockedEngine> {
  await engine.run(sql`create view ${identifier(table)} as select * from read_parquet(${listLiteral(files)})`)
  await engine.run(sql`set allowed_paths = ${listLiteral([...files, ...(target === undefined ? [] : [target])])}`)
  await engine.run(sql`set enable_external_access = false`)
  await engine.run(sql`set lock_configuration = true`)

  /** Keeps the first rows as the table `answer`; one more than wanted tells whether there were more. */
  async function keep(question: string, mostRows: number): Promise<void> {
    const select = await onlySelect(question, engine)
    await engine.run(sql`create or replace temporary table answer as select * from (${select}) limit ${literal(mostRows + 1)}`)
  }

  return {
    ask: (question, mostRows) => tellFaults(async () => {
      await keep(question, mostRows)
      const described = await engine.query(sql`select column_name as name, column_type as type from (describe answer)`, z.object({ name: z.string(), type: z.string() }))
      const columns = described.map(({ name, type }) => ({ name, kind: kindOf(type) }))
      const cells = columns.map(({ name, kind }) => (kind === 'number' || kind === 'boolean' ? identifier(name) : sql`${identifier(name)}::varchar`))
      const { rows } = await engine.table(sql`select ${joinSql(cells, ', ')} from answer`)
      return { columns, rows: rows.slice(0, mostRows).map((row) => row.map(cellOf)), hasMore: rows.length > mostRows }
    }),
    write: (question, mostRows, format) => tellFaults(async () => {
      if (target === undefined) throw new Error('There is no file to write to')
      await keep(question, mostRows)
      const how = format === 'csv' ? sql`format csv, header true` : sql`format parquet`
      await engine.run(sql`copy (select * from answer limit ${literal(mostRows)}) to ${literal(target)} (${how}, use_tmp_file false)`)
    }),
  }
}

const Parsed = z.union([
  z.object({ error: z.literal(false), statements: z.array(z.unknown()) }),
  z.object({ error: z.literal(true), error_message: z.string() }),
])

/** @throws {Refusal} `bad-input` for anything but one SELECT */
async function onlySelect(question: string, engine: SqlEngine): Promise<Sql> {
  const { tree } = await engine.queryOne(sql`select json_serialize_sql(${question}::varchar)::varchar as tree`, z.object({ tree: z.string() }))
  const parsed = Parsed.parse(JSON.parse(tree))
  if (parsed.error) {
    const isOther = parsed.error_message.includes('Only SELECT')
    throw new Refusal('bad-input', isOther ? 'A question is one SELECT; nothing can be changed, written or set' : `The question cannot be read: ${parsed.error_message}`)
  }
  if (parsed.statements.length !== 1) throw new Refusal('bad-input', 'Ask one SELECT at a time')
  const { text } = await engine.queryOne(sql`select json_deserialize_sql(${tree}::json) as text`, z.object({ text: z.string() }))
  return writtenByOthers(text)
}

/** What the engine says of a question is for whoever asked it: it knows nothing but what they may read. */
async function tellFaults<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (fault) {
    if (fault instanceof Refusal && fault.code === 'no-space') throw new Refusal('bad-input', TOO_LARGE, { cause: fault })
    if (!(fault instanceof EngineFault)) throw fault
    const message = fault.cause instanceof Error ? fault.cause.message : ''
    if (message.startsWith('Out of Memory')) throw new Refusal('bad-input', TOO_LARGE, { cause: fault })
    if (message.includes('file system operations are disabled')) throw new Refusal('bad-input', 'A question reads this data alone: no files, no addresses, no extensions', { cause: fault })
    // What follows points into our own text around the question.
    throw new Refusal('bad-input', message.split('\n\nLINE ')[0] ?? '', { cause: fault })
  }
}

const TOO_LARGE = 'The question needs more memory than one question gets; ask for fewer rows, columns or groups'

function kindOf(type: string): AnswerColumn['kind'] {
  if (/^(?:U?(?:TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL)/.test(type) && !type.endsWith(']')) return 'number'
  if (type === 'BOOLEAN') return 'boolean'
  return /^(?:DATE|TIMESTAMP)/.test(type) && !type.endsWith(']') ? 'time' : 'text'
}

function cellOf(value: unknown): AnswerCell {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  return value === null || typeof value === 'boolean' ? value : String(value)
}
