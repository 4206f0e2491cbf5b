import { mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { CollectReport } from '#dam/dataset/reports.ts'
import type { Recipe, RecipeColumn } from '#dam/recipe/recipe.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import type { Progress } from '#platform/progress.ts'
import { Refusal } from '#platform/refusal.ts'
import { collectNative } from './collect-native.ts'
import { collectText } from './collect-text.ts'
import { clearMisfits, findTypes, type TypeWish } from './find-types.ts'
import { locateSource } from './locate-source.ts'
import { receiveFiles } from './receive-files.ts'
import { guessKind, refuseOtherKind, type SourceKind } from './source-kind.ts'
import type { CollectedRows } from './collected-rows.ts'
import { refuseUnreadable } from './unreadable.ts'
import { writeTable } from './write-table.ts'

/** A recipe's source; without a recipe only the path is known, and the kind is guessed. */
export type SourceToCollect = Omit<Recipe['source'], 'kind'> & { readonly kind?: SourceKind }

/** What to collect, and where to. */
export interface CollectRequest {
  readonly source: SourceToCollect
  /** A recipe's columns; the source must have these and no others. Left out: every column is taken and its type found. */
  readonly columns?: Readonly<Record<string, Pick<RecipeColumn, 'type' | 'format' | 'misfit'>>> | undefined
  /** The recipe's folder, to which paths are relative. */
  readonly directory: string
  /** An existing folder, for `collected.parquet`. */
  readonly workspace: string
  /** The folder of the content-addressed store; made when needed. */
  readonly store: string
}

/** What collecting needs; `fetch` is the runtime's own when left out. */
export interface CollectNeeds {
  readonly engine: SqlEngine
  readonly progress: Progress
  readonly signal?: AbortSignal | undefined
  readonly fetch?: typeof fetch | undefined
}

/** The name of the table in the workspace. */
export const COLLECTED_FILE = 'collected.parquet'

/**
 * Collects a delivery: keeps every original under its hash, reads the rows in their order, finds the types
 * of the columns from all of them, and writes `<workspace>/collected.parquet`.
 *
 * Every row that was counted is in the table, or the delivery is refused. A run that fails or is stopped
 * leaves no table; originals that were kept stay in the store.
 *
 * @throws {Refusal} `bad-input`, `bad-recipe`, `not-found`, `no-space`, `not-writable` or `cancelled`; no message holds a value
 */
export async function collectSource(request: CollectRequest, needs: CollectNeeds): Promise<CollectReport> {
  const { engine, progress, signal } = needs
  const work = await mkdtemp(join(request.workspace, '.collecting-')).catch((fault: unknown) => refuseUnreadable(fault, 'the working folder'))
  const stop = () => engine.interrupt()
  signal?.addEventListener('abort', stop)
  try {
    const { source } = request
    progress({ stage: 'collect', message: 'finding the files' })
    const located = await locateSource(source.path, request.directory)
    const received = await receiveFiles(located, { store: request.store, work, kind: source.kind, sha256: source.sha256 }, needs)
    const kinds = received.files.map(({ name, survey }) => source.kind ?? guessKind(name, survey.head))
    const [kind = 'csv'] = kinds
    const other = kinds.findIndex((one) => one !== kind)
    if (other > 0) throw new Refusal('bad-input', `${received.files[other]?.name} is ${kinds[other]}, ${received.files[0]?.name} is ${kind}; deliver files of one kind`)
    for (const { name, survey } of received.files) refuseOtherKind(kind, name, survey.head)

    const wishes = wishesOf(request.columns)
    const missingValues = source['missing-values'] ?? []
    progress({ stage: 'collect', message: 'reading the rows' })
    const target = join(work, COLLECTED_FILE)
    const asked = { files: received.files, kind, source, wishes, missingValues, work, target }
    const collected = kind === 'parquet' ? await collectNative(asked, { engine, refuseColumns }) : await collectText({ ...asked, kind }, { engine, signal, refuseColumns })
    refuseStopped(signal)

    progress({ stage: 'collect', message: 'finding the types' })
    const typed = await typeColumns(collected, target, wishes, kind === 'parquet', engine)
    refuseStopped(signal)
    const file = join(request.workspace, COLLECTED_FILE)
    await rename(typed.file, file)
    const leftOut = received.leftOut.length > 0 ? { 'left out of the archive': received.leftOut.join(', ') } : {}
    progress({ stage: 'collect', unit: 'rows', done: collected.rows, total: collected.rows })
    return {
      originals: received.originals,
      table: { file, rows: collected.rows, columns: typed.columns },
      dialect: { kind, ...collected.dialect, ...leftOut },
      misfits: [...collected.misfits, ...typed.misfits],
      renamed: collected.renamed,
    }
  } finally {
    signal?.removeEventListener('abort', stop)
    await rm(work, { recursive: true, force: true })
  }

  function refuseColumns(names: readonly string[]): void {
    if (request.columns) refuseUnlikeRecipe(names, Object.keys(request.columns))
  }
}

/**
 * Collects files for which there is no recipe: their kind is guessed, every column is taken and its type found.
 *
 * @param request `paths` are files, globs or addresses, relative to the process's folder
 * @throws {Refusal} as `collectSource` does
 */
export function collectFiles({ paths, workspace, store }: { readonly paths: readonly string[]; readonly workspace: string; readonly store: string }, needs: CollectNeeds): Promise<CollectReport> {
  return collectSource({ source: { path: [...paths] }, directory: process.cwd(), workspace, store }, needs)
}

async function typeColumns(collected: CollectedRows, file: string, wishes: ReadonlyMap<string, TypeWish>, isNative: boolean, engine: SqlEngine) {
  // The text of a Parquet file was meant to be text: only a recipe makes something else of it.
  const texts = collected.columns.filter(({ name, stored }) => stored === 'text' && (!isNative || wishes.get(name)?.type !== undefined) && !collected.misfits.some((misfit) => misfit.column === name))
  const found = await findTypes(file, texts.map(({ name }) => name), wishes, engine)
  const byName = new Map(found.columns.map((column) => [column.name, column]))
  const columns = collected.columns.map((column) => byName.get(column.name) ?? column)
  if (found.toClear.length === 0) return { file, columns, misfits: found.misfits }
  const cleared = `${file}.cleared`
  await writeTable(clearMisfits(file, columns.map(({ name }) => name), found.toClear), cleared, engine)
  return { file: cleared, columns, misfits: found.misfits }
}

function wishesOf(columns: CollectRequest['columns']): ReadonlyMap<string, TypeWish> {
  return new Map(Object.entries(columns ?? {}).map(([name, { type, format, misfit }]) => [name.normalize('NFC'), { type, format, misfit }]))
}

function refuseUnlikeRecipe(names: readonly string[], written: readonly string[]): void {
  const inRecipe = new Set(written.map((name) => name.normalize('NFC')))
  const inSource = new Set(names)
  const absent = [...inRecipe].filter((name) => !inSource.has(name))
  const unknown = names.filter((name) => !inRecipe.has(name))
  if (absent.length > 0) throw new Refusal('bad-recipe', `The recipe names ${list(absent)}, which the source has not; its columns are ${list(names)}`)
  if (unknown.length > 0) throw new Refusal('bad-recipe', `The source has ${list(unknown)}, which the recipe does not name; add to columns what becomes of each`)
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, 20).map((name) => JSON.stringify(name.length > 100 ? `${name.slice(0, 100)}…` : name)).join(', ')
  return names.length > 20 ? `${shown} and ${names.length - 20} more` : shown
}

function refuseStopped(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new Refusal('cancelled', 'The run was stopped')
}
