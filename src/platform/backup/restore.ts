import { closeSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Database, Tx } from '#platform/database/database.ts'
import { layDownActiveJobs, prepareJobTables } from '#platform/jobs/open-jobs.ts'
import { Refusal } from '#platform/refusal.ts'
import { hashFile } from '#platform/storage/hash-file.ts'
import type { ObjectStore } from '#platform/storage/object-store.ts'
import { openObjectStore } from '#platform/storage/open-object-store.ts'
import { checkKeys, putKeysBack } from './backup-keys.ts'
import { type BackedTable, type BackupManifest, listAppliedMigrations, listBackedTables, PARTS, readBackupManifest, readJobTables, tableFile } from './backup-manifest.ts'

const LIMIT_SECONDS = 12 * 3600
const ROWS_AT_ONCE = 200
const CHUNK_BYTES = 1 << 20
const KINDS_OF_JOBS = 'pgboss.queue'

interface RestoreNeeds {
  /** With its tables brought up to date. */
  readonly database: Database
  readonly objects: ObjectStore
  /** Where the keys go. */
  readonly home: string
}

/**
 * Puts a backup into empty tables, an empty store and a home without other keys. The whole backup is checked before anything
 * is written; then come keys and objects, and last all rows at once: where they are, all is. Begun anew after it was stopped, it goes on.
 *
 * Jobs that wait go on as they were, and those in hand when the backup was taken are begun anew.
 *
 * @throws {Refusal} `conflict` when anything else is there, or the tables are of another version; `bad-input` when the backup is not what was written; `no-space`, `not-writable`
 */
export async function restoreBackup({ folder }: { readonly folder: string }, { database, objects, home }: RestoreNeeds): Promise<BackupManifest> {
  const manifest = await readBackupManifest(folder)
  await prepareJobTables({ database })
  const tables = await listBackedTables(database.queries)
  await refuseOtherTables(manifest, tables, database)
  await refuseFullPlace(manifest, tables, { database, objects })
  await checkKeys(manifest.keys ?? [], { folder, home })
  await checkFiles(manifest, folder)
  await putKeysBack(manifest.keys ?? [], { folder, home })
  const copies = openObjectStore(join(folder, PARTS.objects))
  for (const { key, sha256 } of manifest.objects) await objects.putStream(key, (await copies.getRange(key)).chunks, { sha256, immutable: true })
  await database.transaction((tx) => withoutForeignKeys(tx, async () => {
    for (const table of tables) await fillTable(table, folder, tx)
    await layDownActiveJobs({ tx })
  }), { limitSeconds: LIMIT_SECONDS })
  return manifest
}

async function checkFiles({ tables, objects }: BackupManifest, folder: string): Promise<void> {
  const files = [...tables.map(({ name, sha256 }) => ({ what: `table ${name}`, path: tableFile(folder, name), sha256 })), ...objects.map(({ key, sha256 }) => ({ what: `file ${key}`, path: join(folder, PARTS.objects, key), sha256 }))]
  for (const { what, path, sha256 } of files) {
    const found = await hashFile(path).catch((cause: unknown) => { throw new Refusal('bad-input', `The backup lacks the ${what}; take another backup`, { cause }) })
    if (found.sha256 !== sha256) throw new Refusal('bad-input', `The ${what} in the backup is not what was written; take another backup`)
  }
}

async function refuseOtherTables({ migrations, jobTables, tables, version }: BackupManifest, own: readonly BackedTable[], { queries }: Database): Promise<void> {
  const [ours, theirs] = [(await listAppliedMigrations(queries)).map(stepOf), migrations.map(stepOf)]
  const ownJobTables = await readJobTables(queries)
  const isNewer = jobTables > ownJobTables || (theirs.length > ours.length && ours.every((step, place) => step === theirs[place]))
  if (isNewer) throw new Refusal('conflict', `The backup was written by a newer program; restore it with datadam ${version} or a later one`)
  const isSame = jobTables === ownJobTables && ours.join() === theirs.join() && own.map(({ name }) => name).join() === tables.map(({ name }) => name).join()
  if (!isSame) throw new Refusal('conflict', `The backup's tables are of another version than this program's; restore it with datadam ${version}, and then bring it up to date`)
}

const stepOf = ({ name, sha256 }: BackupManifest['migrations'][number]): string => `${name} ${sha256}`

async function refuseFullPlace(manifest: BackupManifest, tables: readonly BackedTable[], { database, objects }: Omit<RestoreNeeds, 'home'>): Promise<void> {
  for (const { name } of tables) {
    if (name === KINDS_OF_JOBS) continue
    const { rows } = await sql`select 1 from ${sql.table(name)} limit 1`.execute(database.queries)
    if (rows.length > 0) throw new Refusal('conflict', `There are rows in the table ${name} already; a backup is restored only into an empty database`)
  }
  const known = new Set(manifest.objects.map(({ key }) => key))
  for await (const { key } of objects.list('')) {
    if (!known.has(key)) throw new Refusal('conflict', 'There are files in the store already that are not of this backup; a backup is restored only into an empty store')
  }
}

/** Tables refer to each other both ways, so the references are taken away and put back, which checks them all. */
async function withoutForeignKeys(tx: Tx, work: () => Promise<void>): Promise<void> {
  const { rows } = await sql<{ of: string; name: string; definition: string }>`
    select conrelid::regclass::text as of, conname as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where connamespace = 'public'::regnamespace and contype = 'f' order by conname collate "C"`.execute(tx)
  for (const { of, name } of rows) await sql`alter table ${sql.table(of)} drop constraint ${sql.ref(name)}`.execute(tx)
  await work()
  for (const { of, name, definition } of rows) await sql`alter table ${sql.table(of)} add constraint ${sql.ref(name)} ${sql.raw(definition)}`.execute(tx)
}

async function fillTable({ name, columns }: BackedTable, folder: string, tx: Tx): Promise<void> {
  const names = sql.join(columns.map((column) => sql.ref(column.name)))
  const values = sql.join(columns.map((column) => sql`(line ->> ${sql.lit(column.name)})::${sql.raw(column.type)}`))
  for (const lines of linesOf(tableFile(folder, name))) {
    // The job library makes kinds of its own known by itself.
    const unlessThere = name === KINDS_OF_JOBS ? sql`on conflict do nothing` : sql``
    await sql`insert into ${sql.table(name)} (${names}) select ${values} from json_array_elements(${`[${lines.join(',')}]`}::text::json) as line ${unlessThere}`.execute(tx)
  }
}

/** Lines of a file, some at a time, read without waiting: inside a transaction only the database is waited for. */
function* linesOf(path: string): Iterable<readonly string[]> {
  const file = openSync(path, 'r')
  try {
    const chunk = Buffer.alloc(CHUNK_BYTES)
    const decoder = new TextDecoder('utf-8', { fatal: true })
    let rest = ''
    let lines: string[] = []
    for (let bytes = readSync(file, chunk); bytes > 0; bytes = readSync(file, chunk)) {
      const parts = (rest + decoder.decode(chunk.subarray(0, bytes), { stream: true })).split('\n')
      rest = parts.pop() ?? ''
      lines.push(...parts)
      for (; lines.length >= ROWS_AT_ONCE; lines = lines.slice(ROWS_AT_ONCE)) yield lines.slice(0, ROWS_AT_ONCE)
    }
    if (lines.length > 0) yield lines
  } finally {
    closeSync(file)
  }
}
