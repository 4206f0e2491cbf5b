import { createHash, createHmac } from 'node:crypto'
import { z } from 'zod'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, literal, sql, type Sql } from '#platform/engines/sql-text.ts'
import { Refusal } from '#platform/refusal.ts'
import { allocateSample } from './allocate-sample.ts'

const MOST_STRATA = 2000

/** A sample that somebody wishes for, of released rows that lie in local files. */
export interface SampleWish {
  /** In the order of the release. */
  readonly files: readonly { readonly path: string; readonly rows: number }[]
  readonly columns: readonly string[]
  readonly stratify: readonly string[]
  readonly size: number
  readonly seed: number
  /** Rows to draw from: all, or a part chosen by the key alone. */
  readonly pool: number
  /** What the choice hangs on besides the seed: the server's key and the release's bytes. */
  readonly key: Uint8Array
  readonly release: string
}

/** What was drawn: cells as text, rows in the order of the release. */
export interface DrawnSample {
  readonly rows: (string | null)[][]
  /** Of the columns and rows as JSON: the same wish gives the same digits. */
  readonly sha256: string
}

/**
 * Draws a stratified sample. A row is chosen by the keyed hash of its number: the same release, seed and wish give the
 * same rows on every machine, and without the key nobody can look for a seed that gives the row they want.
 *
 * @throws {Refusal} `bad-input` for more strata than a sample can show
 */
export async function drawRows(wish: SampleWish, { engine }: { readonly engine: SqlEngine }): Promise<DrawnSample> {
  const { columns, stratify, size } = wish
  const names = stratify.map((_, place) => identifier(`s${place}`))
  const pooled = pooledRows(wish, names)
  const strata = await readStrata(pooled, names, engine)
  const taken = allocateSample(strata.map(({ rows }) => rows), size)
  await engine.load('sample_stratum', [
    { name: 'stratum', type: 'integer', values: strata.map((_, place) => place) },
    { name: 'taken', type: 'integer', values: taken },
    ...stratify.map((_, place) => ({ name: `s${place}`, type: 'text' as const, values: strata.map(({ cells }) => cells[place] ?? null) })),
  ])
  const same = joinSql([sql`true`, ...names.map((name) => sql`p.${name} is not distinct from a.${name}`)], ' and ')
  const { rows: drawn } = await engine.table(sql`
    with pooled as (${pooled}), placed as (
      select p.row, a.taken, row_number() over (partition by a.stratum order by ${rowHash(wish, `draw:${wish.seed}`, sql`p.row`)}, p.row) as place
      from pooled p join sample_stratum a on ${same}
    )
    select ${joinSql(columns.map((_, place) => identifier(`c${place}`)), ', ')} from (${sourceRows(wish, columns, 'c')}) source
    where row in (select row from placed where place <= taken) order by row`)
  const rows = z.array(z.array(z.string().nullable())).parse(drawn)
  return { rows, sha256: createHash('sha256').update(JSON.stringify({ columns, rows })).digest('hex') }
}

/** Every row with its number in the release and some of its cells as text, under fixed names. */
function sourceRows({ files }: SampleWish, columns: readonly string[], letter: 'c' | 's'): Sql {
  const cells = columns.map((column, place) => sql`, ${identifier(column)}::varchar as ${identifier(`${letter}${place}`)}`)
  let before = 0
  const parts = files.map(({ path, rows }) => {
    const part = sql`select ${literal(before)}::bigint + file_row_number as row ${joinSql(cells, ' ')} from read_parquet(${literal(path)}, file_row_number = true)`
    before += rows
    return part
  })
  return joinSql(parts, ' union all ')
}

function pooledRows(wish: SampleWish, names: readonly Sql[]): Sql {
  const rows = wish.files.reduce((sum, file) => sum + file.rows, 0)
  const source = sql`select row ${joinSql(names.map((name) => sql`, ${name}`), ' ')} from (${sourceRows(wish, wish.stratify, 's')})`
  if (wish.pool >= rows) return source
  return sql`${source} qualify row_number() over (order by ${rowHash(wish, 'pool', sql`row`)}, row) <= ${literal(wish.pool)}`
}

function rowHash({ key, release }: SampleWish, purpose: string, row: Sql): Sql {
  const salt = createHmac('sha256', key).update(`sample:${release}:${purpose}`).digest('hex')
  // Sixty bits as a number, which sorts faster than text; equal ones go by their row.
  return sql`('0x' || left(sha256(${literal(salt)} || ${row}::varchar), 15))::bigint`
}

async function readStrata(pooled: Sql, names: readonly Sql[], engine: SqlEngine): Promise<{ cells: (string | null)[]; rows: number }[]> {
  const by = joinSql(names.map((name) => sql`${name}, `), ' ')
  const grouping = names.length === 0 ? sql`` : sql`group by ${joinSql(names, ', ')} order by ${joinSql(names, ', ')}`
  const { rows } = await engine.table(sql`select ${by} count(*) as rows from (${pooled}) ${grouping} limit ${literal(MOST_STRATA + 1)}`)
  if (rows.length > MOST_STRATA) throw new Refusal('bad-input', `These columns part the rows into more than ${MOST_STRATA} strata; choose fewer columns, or coarser ones`)
  return rows.map((row) => ({ cells: z.array(z.string().nullable()).parse(row.slice(0, names.length)), rows: z.number().parse(row[names.length]) }))
}
