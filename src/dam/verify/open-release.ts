import { join, resolve } from 'node:path'
import { z } from 'zod'
import { Manifest, PrivacyReport } from '#dam/dataset/reports.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, listLiteral, literal, type Sql, sql } from '#platform/engines/sql-text.ts'
import { Refusal } from '#platform/refusal.ts'
import { type Entry, listEntries } from './list-entries.ts'
import { readJson, readText } from './read-json.ts'
import { readRecipe, type PromisedColumn, type Promises } from './read-recipe.ts'

/** A released quasi-identifier's labels, as hierarchies/NN.json tells them. */
export const ToldHierarchy = z.object({
  column: z.string(), kind: z.string(), level: z.number().int().nonnegative().nullable(), levels: z.number().int().positive(),
  domain: z.number().nonnegative(),
  labels: z.array(z.object({ label: z.string().nullable(), leaves: z.number().nonnegative(), level: z.number().int().nonnegative() })),
})
export type ToldHierarchy = Readonly<z.infer<typeof ToldHierarchy>>

export interface ReleasedColumn {
  readonly name: string
  /** The engine's name for the type on disk. */
  readonly type: string
  /** Left out: the recipe does not know the column. */
  readonly promise?: PromisedColumn
}

/** A quasi-identifier of the release. */
export interface QuasiIdentifier {
  readonly name: string
  /** Place among the released columns. */
  readonly place: number
  readonly promise: PromisedColumn
  /** hierarchies/NN.json. */
  readonly file: string
  readonly told: ToldHierarchy
  /** Whether every row reads `*` because nothing else was chosen: then `*` does not mean suppressed. */
  readonly isWhole: boolean
}

export interface DataFile { readonly path: string; readonly absolute: string; readonly rows: number; readonly firstRow: number }

/** A release as it lies on disk, with the view `released`: its columns as r0, r1, … in the order of the files. */
export interface Release {
  readonly folder: string
  readonly entries: readonly Entry[]
  readonly promises: Promises
  readonly privacy: PrivacyReport
  readonly manifest?: Manifest
  readonly dataFiles: readonly DataFile[]
  readonly rows: number
  readonly columns: readonly ReleasedColumn[]
  readonly quasi: readonly QuasiIdentifier[]
}

/**
 * Opens a release for its checks.
 *
 * @throws {Refusal} `bad-input` naming the file that cannot be read
 */
export async function openRelease(folder: string, { engine }: { engine: SqlEngine }): Promise<Release> {
  const whole = resolve(folder)
  const entries = await listEntries(whole)
  const has = (path: string) => entries.some((entry) => entry.path === path && entry.kind === 'file')
  const promises = readRecipe(await readText(whole, 'recipe.yaml'))
  const privacy = await readJson(whole, 'reports/privacy.json', PrivacyReport)
  const manifest = has('manifest.json') ? await readJson(whole, 'manifest.json', Manifest) : undefined
  const dataFiles = await openDataFiles(whole, entries, engine)
  const columns = await readColumns(dataFiles, promises, engine)
  const view = joinSql(columns.map(({ name }, place) => sql`${identifier(name)} as ${identifier(`r${place}`)}`), ', ')
  await engine.run(sql`create or replace temporary view released as select ${view} from ${readingOf(dataFiles)}`)
  const isOneClass = promises.recoding !== 'global' && await isStarsOnly(columns, engine)
  const quasi: QuasiIdentifier[] = []
  for (const [place, { name, promise }] of columns.entries()) {
    if (!promise || !isQuasiIdentifier(promise)) continue
    const file = `hierarchies/${String(quasi.length + 1).padStart(2, '0')}.json`
    const told = await readJson(whole, file, ToldHierarchy)
    quasi.push({ name, place, promise, file, told, isWhole: promises.recoding === 'global' ? told.level === told.levels - 1 : isOneClass })
  }
  return { folder: whole, entries, promises, privacy, ...(manifest && { manifest }), dataFiles, rows: dataFiles.reduce((sum, file) => sum + file.rows, 0), columns, quasi }
}

/** Whether the column is one of those that make a class. */
export function isQuasiIdentifier({ role, steps }: PromisedColumn): boolean {
  return role === 'quasi-identifier' && !steps.some((step) => step.kind === 'drop')
}

/** A column of the view `released`. */
export function releasedCell(place: number): Sql {
  return identifier(`r${place}`)
}

/** Whether a row is suppressed: `*` in every quasi-identifier, though there is something else than `*` to be had. */
export function suppressedRow(quasi: readonly QuasiIdentifier[], cells: readonly Sql[]): Sql {
  // Without any quasi-identifier, too.
  if (quasi.every((column) => column.isWhole)) return sql`false`
  return sql`(${joinSql(cells.map((cell) => sql`${cell} is not distinct from ${literal('*')}`), ' and ')})`
}

/** Whether rows have levels of their own. */
export function isLocal({ promises }: Pick<Release, 'promises'>): boolean {
  return promises.recoding !== 'global'
}

/** Which file and row of it a place in the whole release is; rows from 1. */
export function placeInFiles({ dataFiles }: Pick<Release, 'dataFiles'>, position: number): string {
  const file = dataFiles.findLast(({ firstRow }) => firstRow <= position)
  return `${file?.path ?? 'data'}: row ${position - (file?.firstRow ?? 0) + 1}`
}

async function openDataFiles(folder: string, entries: readonly Entry[], engine: SqlEngine): Promise<DataFile[]> {
  const files: DataFile[] = []
  let firstRow = 0
  for (const { path, kind } of entries) {
    if (!/^data\/[^/]+\.parquet$/.test(path)) continue
    if (kind !== 'file') throw new Refusal('bad-input', `${path} is not a plain file`)
    const absolute = join(folder, path)
    const { rows } = await engine.queryOne(sql`select num_rows as rows from parquet_file_metadata(${literal(absolute)})`, z.object({ rows: z.number() }))
      .catch((cause: unknown) => { throw new Refusal('bad-input', `${path} cannot be read as Parquet`, { cause }) })
    files.push({ path, absolute, rows, firstRow })
    firstRow += rows
  }
  if (files.length === 0) throw new Refusal('bad-input', 'data/ holds no Parquet file')
  return files
}

async function readColumns(files: readonly DataFile[], promises: Promises, engine: SqlEngine): Promise<ReleasedColumn[]> {
  const rows = await engine.query(
    sql`select column_name as name, column_type as type from (describe select * from ${readingOf(files)})`,
    z.object({ name: z.string(), type: z.string() }),
  )
  return rows.map(({ name, type }) => {
    const promise = promises.columns.find((column) => column.name === name)
    return { name, type, ...(promise && { promise }) }
  })
}

/** Whether all rows of a local recoding are one class, of `*` everywhere. */
async function isStarsOnly(columns: readonly ReleasedColumn[], engine: SqlEngine): Promise<boolean> {
  const stars = columns.flatMap(({ promise }, place) => (promise && isQuasiIdentifier(promise) ? [sql`${releasedCell(place)} is not distinct from '*'`] : []))
  if (stars.length === 0) return true
  const { found } = await engine.queryOne(sql`select count(*) as found from (select 1 from released where not (${joinSql(stars, ' and ')}) limit 1)`, z.object({ found: z.number() }))
  return found === 0
}

function readingOf(files: readonly DataFile[]): Sql {
  return sql`read_parquet(${listLiteral(files.map((file) => file.absolute))})`
}
