import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CompiledQuery, sql } from 'kysely'
import { Refusal } from '#platform/refusal.ts'
import type { Database, Tx } from './database.ts'

/** A numbered step of the tables, as its file has it. */
interface Migration {
  readonly number: number
  readonly name: string
  readonly text: string
  readonly sha256: string
}

type MigrationTables = { migration: { number: number; name: string; sha256: string } }

/** Any number that no other advisory lock of ours bears; it spells "migr". */
const LOCK = 0x6d696772

/** A step may fill a large table. */
const LIMIT_SECONDS = 3600

/**
 * Brings the tables up to date: applies, in order and each once, the files `0001-….sql` of a folder.
 *
 * Each step is a transaction that first waits for any other process doing the same, and then looks whether it is still
 * to be done. So any number of processes may start at once.
 *
 * @returns the names of the steps that were applied now
 * @throws {Refusal} `conflict` when an applied file was changed, or the database is newer than this program
 */
export async function applyMigrations(database: Database, folder: string): Promise<string[]> {
  const migrations = await readMigrations(folder)
  await database.transaction((tx) => prepare(tx, migrations))
  const applied: string[] = []
  for (const migration of migrations) {
    if (await database.transaction((tx) => applyOnce(migration, tx), { limitSeconds: LIMIT_SECONDS })) applied.push(migration.name)
  }
  return applied
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted()
  const numbers = names.map((name) => Number(/^(\d{4})-[a-z0-9-]+\.sql$/.exec(name)?.[1]))
  return Promise.all(names.map(async (name, place) => {
    const number = numbers[place] ?? Number.NaN
    // Each part of the product has a range of numbers of its own, so there are gaps; what bears no number, or another's, has no place in the order.
    if (Number.isNaN(number) || numbers.indexOf(number) !== place) throw new Error(`The migration ${name} should bear a number of its own, as 0042-….sql`)
    const text = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n')
    return { number, name: name.slice(0, -'.sql'.length), text, sha256: createHash('sha256').update(text).digest('hex') }
  }))
}

async function prepare(tx: Tx, migrations: readonly Migration[]): Promise<void> {
  await waitForOthers(tx)
  await sql`create table if not exists migration (
    number integer primary key,
    name text not null,
    sha256 text not null,
    applied_at timestamptz(3) not null default now()
  )`.execute(tx)
  const applied = await tx.withTables<MigrationTables>().selectFrom('migration').select(['number', 'name', 'sha256']).orderBy('number').execute()
  for (const { number, name, sha256 } of applied) {
    const migration = migrations.find((one) => one.number === number)
    if (!migration) throw new Refusal('conflict', `The database has had the migration ${name}, which this program does not know; use a newer version of it`)
    if (migration.sha256 !== sha256) throw new Refusal('conflict', `The migration ${migration.name} was changed after it was applied; put its file back as it was, and write the change into a new one`)
  }
}

/** Whether it was applied now; not when another process was faster. */
async function applyOnce({ number, name, text, sha256 }: Migration, tx: Tx): Promise<boolean> {
  await waitForOthers(tx)
  const tables = tx.withTables<MigrationTables>()
  if (await tables.selectFrom('migration').select('number').where('number', '=', number).executeTakeFirst()) return false
  await tx.executeQuery(CompiledQuery.raw(text))
  await tables.insertInto('migration').values({ number, name, sha256 }).execute()
  return true
}

async function waitForOthers(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOCK}::bigint)`.execute(tx)
}
