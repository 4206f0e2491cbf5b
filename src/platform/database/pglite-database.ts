import { PGlite } from '@electric-sql/pglite'
import { Kysely, sql } from 'kysely'
import { chmod } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { makeFolderDurably } from '#platform/storage/durable-file.ts'
import { refuseStorageFault } from '#platform/storage/storage-fault.ts'
import type { Database, NoTables } from './database.ts'
import { folderDurability } from './folder-durability.ts'
import { lockFolder } from './folder-lock.ts'
import { refuseInsideTransaction } from './inside-transaction.ts'
import { pgliteDialect } from './pglite-dialect.ts'
import { pgliteSession } from './pglite-session.ts'
import { runTransaction } from './run-transaction.ts'
import { VALUE_PARSERS } from './value-parsers.ts'

/**
 * Opens the database of a folder, which is made when needed, for this process alone.
 *
 * @throws {Refusal} `conflict` when another process has it open, `not-writable` or `no-space` when the folder cannot be written
 */
export async function openPgliteFolder(folder: string): Promise<Database> {
  const whole = resolve(folder)
  const data = join(whole, 'data')
  const lock = await takeFolder(whole)
  try {
    const lite = await PGlite.create({ dataDir: data, parsers: { ...VALUE_PARSERS } })
    const { makeDurable, syncEverything } = folderDurability(data, async () => { await lite.query('checkpoint') })
    await syncEverything()
    return databaseOn(lite, makeDurable, async () => {
      await lite.close()
      await syncEverything()
      await lock.release()
    })
  } catch (fault) {
    await lock.release()
    throw fault
  }
}

/** Opens a database that is gone when it is closed, empty or with what a dump holds. */
export async function openPgliteInMemory(contents?: Blob): Promise<Database> {
  const lite = await PGlite.create({ parsers: { ...VALUE_PARSERS }, ...(contents && { loadDataDir: contents }) })
  return databaseOn(lite, () => Promise.resolve(), () => lite.close())
}

async function takeFolder(folder: string): ReturnType<typeof lockFolder> {
  try {
    await makeFolderDurably(folder)
    // It holds whom the product knows: for its owner alone, whatever was there before.
    await chmod(folder, 0o700)
    return await lockFolder(folder)
  } catch (fault) {
    return refuseStorageFault(fault, `The database in ${folder}`)
  }
}

async function databaseOn(lite: PGlite, makeDurable: () => Promise<void>, close: () => Promise<void>): Promise<Database> {
  const session = pgliteSession(lite, { makeDurable, close })
  await session.exec("set time zone 'UTC'")
  const bare = new Kysely<NoTables>({ dialect: pgliteDialect(session) })
  const queries = bare.withPlugin(refuseInsideTransaction)
  return {
    queries,
    driver: { kind: 'pglite', session },
    transaction: (work, limits) => runTransaction(bare, work, limits),
    async lockForSession(kind, number) {
      // There is one session and one process, so the lock is always free, and lost only with the process.
      await sql`select pg_advisory_lock(${kind}::integer, ${number}::integer)`.execute(queries)
      return {
        lost: new AbortController().signal,
        async release() { await sql`select pg_advisory_unlock(${kind}::integer, ${number}::integer)`.execute(queries) },
      }
    },
    async close() { if (!session.closed) await session.close() },
  }
}
