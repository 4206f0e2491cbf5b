import { z } from 'zod'
import type { CollectReport } from '#dam/dataset/reports.ts'
import type { Column } from '#dam/dataset/table.ts'
import { EngineFault } from '#platform/engines/duckdb.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, literal, sql, type Sql } from '#platform/engines/sql-text.ts'
import { Refusal } from '#platform/refusal.ts'
import { canBeRead, candidatesFor, CANDIDATES, describeType, isWrittenAs, type TypeCandidate } from './type-test.ts'

/** What a recipe may say about a column's values. */
export interface TypeWish {
  readonly type?: Column['type'] | undefined
  readonly format?: string | undefined
  readonly misfit?: 'text' | 'null' | undefined
}

type Misfit = CollectReport['misfits'][number]

/** The types of text columns, and which cells stood in the way. */
export interface FoundTypes {
  readonly columns: readonly Column[]
  readonly misfits: readonly Misfit[]
  /** True for the cells that must become missing, by column; they are still in the file. */
  readonly toClear: readonly { readonly column: string; readonly isMisfit: Sql }[]
}

interface Search {
  readonly name: string
  readonly wish: TypeWish
  readonly candidates: TypeCandidate[]
  /** The first candidate that a few cells refuted; told to people when nothing fits. */
  near?: { readonly candidate: TypeCandidate; readonly cells: number } | undefined
  found?: TypeCandidate
}

const SAMPLE_ROWS = 4096
const MOST_ROWS_NAMED = 20
/** Above this share of misfits a column was never meant to be of the type, and nobody needs to hear of them. */
const NEAR_SHARE = 0.01

/**
 * Finds the type of every text column of a Parquet file from all of its rows.
 *
 * A small sample only says which type to try first; each is then proved, or refuted, on the whole file, in one
 * scan over all columns, and a scan more for each that was refuted.
 *
 * @throws {Refusal} `bad-recipe` for a date format that the engine does not know
 */
export async function findTypes(file: string, names: readonly string[], wishes: ReadonlyMap<string, TypeWish>, engine: SqlEngine): Promise<FoundTypes> {
  const searches = names.map((name): Search => {
    const wish = wishes.get(name) ?? {}
    return { name, wish, candidates: wish.type === 'text' ? [] : [...(wish.type === undefined ? CANDIDATES : candidatesFor(wish.type, wish.format))] }
  })
  const sample = identifier('datadam_sample')
  const whole = sql`read_parquet(${literal(file)})`
  await checkFormats(searches, engine)
  const texts = names.map(identifier)
  if (texts.length > 0) {
    await engine.run(sql`create or replace temp table ${sample} as select ${joinSql(texts, ', ')} from ${whole} limit ${literal(SAMPLE_ROWS)}`)
    await keepPlausible(searches, sample, engine)
    await engine.run(sql`drop table ${sample}`)
  }
  while (await tryNext(searches, whole, engine));
  const columns: Column[] = []
  const misfits: Misfit[] = []
  const toClear: { column: string; isMisfit: Sql }[] = []
  for (const search of searches) {
    const settled = await settle(search, file, engine)
    columns.push(settled.column)
    if (settled.misfit) misfits.push(settled.misfit)
    if (settled.isMisfit) toClear.push({ column: search.name, isMisfit: settled.isMisfit })
  }
  return { columns, misfits, toClear }
}

async function checkFormats(searches: readonly Search[], engine: SqlEngine): Promise<void> {
  for (const { name, wish } of searches) {
    if (wish.format === undefined) continue
    if (wish.type !== 'date' && wish.type !== 'timestamp') throw new Refusal('bad-recipe', `columns.${name}.format needs type: date or type: timestamp beside it`)
    await engine.run(sql`select try_strptime('', ${literal(wish.format)})`).catch((fault: unknown) => {
      if (!(fault instanceof EngineFault)) throw fault
      throw new Refusal('bad-recipe', `columns.${name}.format is not a date format; write it in strptime's words, such as %Y.%m.%d`, { cause: fault })
    })
  }
}

/** Leaves out the candidates that the sample refutes, unless a recipe asks for one. */
async function keepPlausible(searches: readonly Search[], sample: Sql, engine: SqlEngine): Promise<void> {
  const tests = searches.flatMap((search) => (search.wish.type === undefined ? search.candidates.map((candidate) => ({ search, candidate })) : []))
  if (tests.length === 0) return
  const counts = await countMisfits(tests, sample, engine)
  for (const [place, { search, candidate }] of tests.entries()) {
    const { misfits, values } = counts[place] ?? { misfits: 0, values: 0 }
    // A sample may hold a few wrong cells of a column that is a number otherwise: they are worth reporting.
    if (misfits > 0 && !search.near && misfits <= values * NEAR_SHARE) search.near = { candidate, cells: misfits }
    if (misfits > 0) search.candidates.splice(search.candidates.indexOf(candidate), 1)
  }
}

/** Tries the first candidate of every column that is not settled; false when all are. */
async function tryNext(searches: readonly Search[], whole: Sql, engine: SqlEngine): Promise<boolean> {
  const tests = searches.flatMap((search) => {
    const [candidate] = search.found ? [] : search.candidates
    return candidate ? [{ search, candidate }] : []
  })
  if (tests.length === 0) return false
  const counts = await countMisfits(tests, whole, engine)
  for (const [place, { search, candidate }] of tests.entries()) {
    const { misfits, values } = counts[place] ?? { misfits: 0, values: 0 }
    if (values === 0) search.candidates.length = 0
    else if (misfits === 0) search.found = candidate
    else {
      search.candidates.shift()
      if (!search.near || misfits < search.near.cells) search.near = { candidate, cells: misfits }
    }
  }
  return true
}

const Counts = z.array(z.number())

async function countMisfits(tests: readonly { search: Search; candidate: TypeCandidate }[], rows: Sql, engine: SqlEngine): Promise<{ misfits: number; values: number }[]> {
  const results: { misfits: number; values: number }[] = []
  // A statement of ten thousand columns times nine conditions is cut into pieces that the engine plans quickly.
  for (let first = 0; first < tests.length; first += 500) {
    const part = tests.slice(first, first + 500)
    const counts = part.flatMap(({ search, candidate }) => {
      const text = identifier(search.name)
      return [sql`count(${text})`, sql`count(*) filter (where ${text} is not null and not ${isWrittenAs(candidate, text)})`]
    })
    const table = await engine.table(sql`select ${joinSql(counts, ', ')} from ${rows}`)
    const numbers = Counts.parse(table.rows[0] ?? [])
    part.forEach((_test, place) => { results.push({ values: numbers[place * 2] ?? 0, misfits: numbers[place * 2 + 1] ?? 0 }) })
  }
  return results
}

async function settle({ name, wish, near, found }: Search, file: string, engine: SqlEngine): Promise<{ column: Column; misfit?: Misfit; isMisfit?: Sql }> {
  const text = identifier(name)
  const asText: Column = { name, type: 'text', stored: 'text' }
  const typed = (candidate: TypeCandidate): Column => ({ name, type: candidate.type, stored: 'text', ...(candidate.format !== undefined && { format: candidate.format }) })
  if (found) return { column: typed(found) }
  if (wish.type === undefined || wish.type === 'text') {
    if (!near || wish.type === 'text') return { column: asText }
    const isMisfit = sql`(${text} is not null and not ${isWrittenAs(near.candidate, text)})`
    const { cells, rows, values } = await misfitsOf(file, text, isMisfit, engine)
    if (cells > values * NEAR_SHARE || cells === 0) return { column: asText }
    return { column: asText, misfit: { column: name, type: describeType(near.candidate), became: 'text', cells, rows } }
  }
  const candidate = near?.candidate ?? { type: wish.type, ...(wish.format !== undefined && { format: wish.format }) }
  const isMisfit = sql`(${text} is not null and not (${isWrittenAs(candidate, text)} or ${canBeRead(candidate, text)}))`
  const { cells, rows } = await misfitsOf(file, text, isMisfit, engine)
  if (cells === 0) return { column: typed(candidate) }
  const became = wish.misfit ?? 'text'
  const misfit: Misfit = { column: name, type: describeType(candidate), became, cells, rows }
  return became === 'null' ? { column: typed(candidate), misfit, isMisfit } : { column: asText, misfit }
}

const RowCount = z.object({ cells: z.number(), values: z.number() })
const RowNumber = z.object({ row: z.number() })

async function misfitsOf(file: string, text: Sql, isMisfit: Sql, engine: SqlEngine): Promise<{ cells: number; values: number; rows: number[] }> {
  const counted = await engine.queryOne(sql`select count(*) filter (where ${isMisfit}) as cells, count(${text}) as "values" from read_parquet(${literal(file)})`, RowCount)
  if (counted.cells === 0) return { ...counted, rows: [] }
  const rows = await engine.query(sql`select file_row_number + 1 as "row" from read_parquet(${literal(file)}, file_row_number = true) where ${isMisfit} order by 1 limit ${literal(MOST_ROWS_NAMED)}`, RowNumber)
  return { ...counted, rows: rows.map(({ row }) => row) }
}

/** Every row of the file again, with the misfits missing, as one statement. */
export function clearMisfits(file: string, names: readonly string[], toClear: FoundTypes['toClear']): Sql {
  const misfits = new Map(toClear.map(({ column, isMisfit }) => [column, isMisfit]))
  const columns = names.map((name) => {
    const isMisfit = misfits.get(name)
    return isMisfit ? sql`case when ${isMisfit} then null else ${identifier(name)} end as ${identifier(name)}` : identifier(name)
  })
  return sql`select ${joinSql(columns, ', ')} from read_parquet(${literal(file)})`
}
