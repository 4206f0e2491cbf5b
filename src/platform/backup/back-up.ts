import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Clock } from '#platform/clock.ts'
import type { Database, Tx } from '#platform/database/database.ts'
import { Refusal } from '#platform/refusal.ts'
import { makeFolderDurably, replaceDurably } from '#platform/storage/durable-file.ts'
import type { ObjectStore } from '#platform/storage/object-store.ts'
import { openObjectStore } from '#platform/storage/open-object-store.ts'
import { refuseStorageFault } from '#platform/storage/storage-fault.ts'
import { type BackedTable, type BackupManifest, listAppliedMigrations, listBackedTables, MANIFEST, tableFile } from './backup-manifest.ts'

const LIMIT_SECONDS = 12 * 3600
const ROWS_AT_ONCE = 200

/**
 * Writes all tables, as they are at one moment, and then all objects into an empty folder.
 *
 * What the tables name is there unless it was removed meanwhile: releases never are, and objects only come before their rows.
 *
 * @throws {Refusal} `conflict` when the folder holds anything, `not-writable`, `no-space`
 */
export async function backUp({ folder, version }: { readonly folder: string; readonly version: string }, { database, objects, clock }: { readonly database: Database; readonly objects: ObjectStore; readonly clock: Clock }): Promise<BackupManifest> {
  await makeEmptyFolder(folder)
  const createdAt = clock.now().toISOString()
  try {
    const { migrations, tables } = await database.transaction(async (tx) => {
      await sql`set transaction isolation level repeatable read read only`.execute(tx)
      const written: BackupManifest['tables'] = []
      for (const table of await listBackedTables(tx)) written.push(await writeTable(table, folder, tx))
      return { migrations: await listAppliedMigrations(tx), tables: written }
    }, { limitSeconds: LIMIT_SECONDS })
    const manifest: BackupManifest = { format: 'datadam-backup-1', version, createdAt, migrations, tables, objects: await copyObjects(objects, folder) }
    await replaceDurably(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, 0o600)
    return manifest
  } catch (fault) {
    if (fault instanceof Refusal) throw fault
    return refuseStorageFault(fault, `The backup in ${folder}`)
  }
}

async function makeEmptyFolder(folder: string): Promise<void> {
  try {
    await makeFolderDurably(folder)
    if ((await readdir(folder)).length > 0) throw new Refusal('conflict', `${folder} is not empty; name another folder for the backup`)
    // It holds whom the product knows: for its owner alone.
    await mkdir(join(folder, 'tables'), { mode: 0o700 })
  } catch (fault) {
    if (fault instanceof Refusal) throw fault
    refuseStorageFault(fault, `The folder ${folder}`)
  }
}

/** Written without waiting for the disk in between, since inside a transaction only the database is waited for. */
async function writeTable({ name, columns }: BackedTable, folder: string, tx: Tx): Promise<BackupManifest['tables'][number]> {
  const file = openSync(tableFile(folder, name), 'wx', 0o600)
  const hash = createHash('sha256')
  let count = 0
  try {
    const texts = sql.join(columns.map((column) => sql`${sql.lit(column.name)}, ${sql.ref(column.name)}::text`))
    await sql`declare backed_rows no scroll cursor for select json_build_object(${texts})::text as line from ${sql.table(name)}`.execute(tx)
    for (;;) {
      const { rows } = await sql<{ line: string }>`fetch ${sql.lit(ROWS_AT_ONCE)} from backed_rows`.execute(tx)
      if (rows.length === 0) break
      const bytes = Buffer.from(rows.map(({ line }) => `${line}\n`).join(''))
      for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written)
      hash.update(bytes)
      count += rows.length
    }
    await sql`close backed_rows`.execute(tx)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  return { name, rows: count, sha256: hash.digest('hex') }
}

async function copyObjects(objects: ObjectStore, folder: string): Promise<BackupManifest['objects']> {
  const copies = openObjectStore(join(folder, 'objects'))
  const copied: BackupManifest['objects'] = []
  for await (const { key } of objects.list('')) {
    const read = await objects.getRange(key).catch((fault: unknown) => {
      // Removed since it was listed.
      if (fault instanceof Refusal && fault.code === 'not-found') return undefined
      throw fault
    })
    if (read) copied.push({ key, ...await copies.putStream(key, read.chunks) })
  }
  return copied
}
