import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Clock } from '#platform/clock.ts'
import type { Database, Tx } from '#platform/database/database.ts'
import { prepareJobTables } from '#platform/jobs/open-jobs.ts'
import { Refusal } from '#platform/refusal.ts'
import { makeFolderDurably, replaceDurably } from '#platform/storage/durable-file.ts'
import type { ObjectStore } from '#platform/storage/object-store.ts'
import { openObjectStore } from '#platform/storage/open-object-store.ts'
import { refuseStorageFault } from '#platform/storage/storage-fault.ts'
import { copyKeys } from './backup-keys.ts'
import { type BackedTable, listAppliedMigrations, listBackedTables, MANIFEST, type ManifestContents, PARTS, readJobTables, tableFile, writeManifest } from './backup-manifest.ts'

const LIMIT_SECONDS = 12 * 3600
const ROWS_AT_ONCE = 200

export interface BackupRequest {
  readonly folder: string
  /** Of this program. */
  readonly version: string
  /** The keys to take along, by their paths in the home; undefined to leave them out. */
  readonly keys?: { readonly home: string; readonly paths: readonly string[] } | undefined
}

/**
 * Writes all tables with the jobs, as they are at one moment, then all objects, and the keys, into an empty folder. What fails leaves it empty.
 *
 * What the tables name is there unless it was removed meanwhile: releases never are, and objects only come before their rows.
 *
 * @throws {Refusal} `conflict` when the folder holds anything, `not-writable`, `no-space`
 */
export async function backUp({ folder, version, keys }: BackupRequest, { database, objects, clock }: { readonly database: Database; readonly objects: ObjectStore; readonly clock: Clock }): Promise<ManifestContents> {
  await makeEmptyFolder(folder)
  try {
    await prepareJobTables({ database })
    const createdAt = clock.now().toISOString()
    const { migrations, jobTables, tables } = await database.transaction(async (tx) => {
      await sql`set transaction isolation level repeatable read read only`.execute(tx)
      const written: ManifestContents['tables'] = []
      for (const table of await listBackedTables(tx)) written.push(await writeTable(table, folder, tx))
      return { migrations: await listAppliedMigrations(tx), jobTables: await readJobTables(tx), tables: written }
    }, { limitSeconds: LIMIT_SECONDS })
    const manifest: ManifestContents = { version, createdAt, migrations, jobTables, tables, objects: await copyObjects(objects, folder), keys: keys ? await copyKeys(keys, folder) : null }
    await replaceDurably(join(folder, MANIFEST), writeManifest(manifest), 0o600)
    return manifest
  } catch (fault) {
    for (const part of [MANIFEST, `${MANIFEST}.tmp`, ...Object.values(PARTS)]) await rm(join(folder, part), { recursive: true, force: true })
    if (fault instanceof Refusal) throw fault
    return refuseStorageFault(fault, `The backup in ${folder}`)
  }
}

async function makeEmptyFolder(folder: string): Promise<void> {
  try {
    await makeFolderDurably(folder)
    if ((await readdir(folder)).length > 0) throw new Refusal('conflict', `${folder} is not empty; name another folder for the backup`)
    // It holds whom the product knows, what was delivered, and the keys: for its owner alone.
    for (const part of Object.values(PARTS)) await mkdir(join(folder, part), { mode: 0o700 })
  } catch (fault) {
    if (fault instanceof Refusal) throw fault
    refuseStorageFault(fault, `The folder ${folder}`)
  }
}

/** Written without waiting for the disk in between, since inside a transaction only the database is waited for. */
async function writeTable({ name, columns }: BackedTable, folder: string, tx: Tx): Promise<ManifestContents['tables'][number]> {
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

async function copyObjects(objects: ObjectStore, folder: string): Promise<ManifestContents['objects']> {
  const copies = openObjectStore(join(folder, PARTS.objects))
  const copied: ManifestContents['objects'] = []
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
