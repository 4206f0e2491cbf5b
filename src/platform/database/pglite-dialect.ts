import { type Dialect, PGliteDialect, PGliteDriver, PostgresAdapter } from 'kysely'
import type { PgliteSession } from './pglite-session.ts'

/**
 * Kysely on one PGlite, for many who ask at once.
 *
 * Kysely's own dialect keeps its one connection until a statement is safe on the disk, so that each waits for the disk alone.
 * Here everybody has a connection: PGlite lets statements and transactions take turns by itself, and those that wait for
 * the disk wait together.
 */
export function pgliteDialect(pglite: PgliteSession): Dialect {
  const own = new PGliteDialect({ pglite })
  const connect = async () => {
    const driver = new PGliteDriver({ pglite })
    await driver.init()
    return driver.acquireConnection()
  }
  return {
    // PGlite's own adapter is PostgreSQL's, but for one connection.
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => Object.assign(new PGliteDriver({ pglite }), { acquireConnection: connect }),
    createIntrospector: (queries) => own.createIntrospector(queries),
    createQueryCompiler: () => own.createQueryCompiler(),
  }
}
