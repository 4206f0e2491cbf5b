import { PGlite } from '@electric-sql/pglite'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { z } from 'zod'
import { applyMigrations } from './apply-migrations.ts'
import type { Database, DatabaseLocation } from './database.ts'
import { openDatabase } from './open-database.ts'

const root = join(import.meta.dirname, '../../..')

/** Where the product's migrations lie. */
export const MIGRATIONS = join(root, 'database/migrations')

/** A place for one test's tables, gone after it. */
export interface TestPlace {
  readonly location: DatabaseLocation
  remove(): Promise<void>
}

/** One of the databases that a suite runs on. */
export interface TestedDatabase {
  readonly name: string
  /** An empty place on the disk, that programs of their own can open. */
  place(): Promise<TestPlace>
  /** An open database with all tables; closing it removes it. */
  open(): Promise<Database>
}

/**
 * The database to run a suite on, for `describe.each`: PGlite, or PostgreSQL where TEST_DATABASE_URL names a server on
 * which databases may be created. `test/with-postgresql.sh COMMAND…` starts one and sets it.
 */
export function testDatabases(): readonly [TestedDatabase] {
  const url = process.env['TEST_DATABASE_URL']
  return [url === undefined ? pglite : postgresqlAt(url)]
}

/** PGlite, also where the suite runs on PostgreSQL: for what goes from one to the other. */
export const pglite: TestedDatabase = {
  name: 'PGlite',
  async place() {
    const folder = await mkdtemp(join(tmpdir(), 'datadam-database-'))
    const lite = await PGlite.create({ dataDir: join(folder, 'data'), loadDataDir: await emptyPglite() })
    await lite.close()
    return { location: { folder }, remove: () => rm(folder, { recursive: true, force: true }) }
  },
  open: async () => migrated(openDatabase({ memory: true, contents: await emptyPglite() })),
}

/** An empty PGlite, kept for all tests: setting one up takes six seconds of CPU, reading it one. */
async function emptyPglite(): Promise<Blob> {
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(await readFile(join(root, 'node_modules/@electric-sql/pglite/package.json'), 'utf8')))
  const folder = join(root, 'node_modules/.cache/datadam')
  const path = join(folder, `empty-pglite-${version}.tar`)
  if (!existsSync(path)) {
    const lite = await PGlite.create()
    const contents = await lite.dumpDataDir('none')
    await lite.close()
    await mkdir(folder, { recursive: true })
    const temporary = `${path}.${randomUUID()}`
    await writeFile(temporary, Buffer.from(await contents.arrayBuffer()))
    await rename(temporary, path)
  }
  return new Blob([await readFile(path)])
}

function postgresqlAt(url: string): TestedDatabase {
  async function place(): Promise<TestPlace & { readonly location: { readonly url: string } }> {
    const name = `test_${randomUUID().replaceAll('-', '')}`
    await onServer(url, `create database ${name}`)
    const own = new URL(url)
    own.pathname = `/${name}`
    return { location: { url: own.href }, remove: () => onServer(url, `drop database if exists ${name} with (force)`) }
  }
  return {
    name: 'PostgreSQL',
    place,
    async open() {
      const { location, remove } = await place()
      const database = await migrated(openDatabase(location))
      return { ...database, async close() { await database.close(); await remove() } }
    },
  }
}

async function migrated(opening: Promise<Database>): Promise<Database> {
  const database = await opening
  await applyMigrations(database, MIGRATIONS)
  return database
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
