import { closeSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Database, Tx } from '#platform/database/database.ts'
import { Refusal } from '#platform/refusal.ts'
import { hashFile } from '#platform/storage/hash-file.ts'
import type { ObjectStore } from '#platform/storage/object-store.ts'
import { openObjectStore } from '#platform/storage/open-object-store.ts'
import { type BackedTable, type BackupManifest, listAppliedMigrations, listBackedTables, readBackupManifest, tableFile } from './backup-manifest.ts'

const LIMIT_SECONDS = 12 * 3600
const ROWS_AT_ONCE = 200
const CHUNK_BYTES = 1 << 20

interface RestoreNeeds {
  /** With its tables brought up to date. */
  readonly database: Database
  readonly objects: ObjectStore
}

/**
 * Puts a backup into empty tables and an empty store: objects first, then all rows at once. Begun anew after it was stopped, it goes on.
 *
 * @throws {Refusal} `conflict` when anything else is there, or the tables are of another version; `bad-input` when the backup is not what was written
 */
export async function restoreBackup({ folder }: { readonly folder: string }, { database, objects }: RestoreNeeds): Promise<BackupManifest> {
  const manifest = await readBackupManifest(folder)
  const tables = await listBackedTables(database.queries)
  await refuseOtherTables(manifest, tables, database)
  await refuseFullPlace(manifest, tables, { database, objects })
  for (const { name, sha256 } of manifest.tables) {
    const found = await hashFile(tableFile(folder, name)).catch((cause: unknown) => { throw new Refusal('bad-input', `The backup lacks the rows of the table ${name}`, { cause }) })
    if (found.sha256 !== sha256) throw new Refusal('bad-input', `The rows of the table ${name} in the backup are not those that were written; take another backup`)
  }
  const copies = openObjectStore(join(folder, 'objects'))
  for (const { key, sha256 } of manifest.objects) await objects.putStream(key, (await copies.getRange(key)).chunks, { sha256, immutable: true })
  await database.transaction((tx) => withoutForeignKeys(tx, async () => {
    for (const table of tables) await fillTable(table, folder, tx)
  }), { limitSeconds: LIMIT_SECONDS })
  return manifest
}

async function refuseOtherTables({ migrations, tables, version }: BackupManifest, own: readonly BackedTable[], { queries }: Database): Promise<void> {
  const applied = await listAppliedMigrations(queries)
  const isSame = JSON.stringify(applied) === JSON.stringify(migrations) && own.map(({ name }) => name).join() === tables.map(({ name }) => name).join()
  if (!isSame) throw new Refusal('conflict', `The backup's tables are of another version than this program's; restore it with datadam ${version}, and then bring it up to date`)
}

async function refuseFullPlace(manifest: BackupManifest, tables: readonly BackedTable[], { database, objects }: RestoreNeeds): Promise<void> {
  for (const { name } of tables) {
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
    await sql`insert into ${sql.table(name)} (${names}) select ${values} from json_array_elements(${`[${lines.join(',')}]`}::text::json) as line`.execute(tx)
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
