import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { Refusal } from '#platform/refusal.ts'
import type { Database, NoTables, SessionLock } from './database.ts'
import { refuseInsideTransaction } from './inside-transaction.ts'
import { runTransaction } from './run-transaction.ts'
import { VALUE_PARSERS } from './value-parsers.ts'

const CONNECTIONS = 10

/** A transaction whose process sleeps is ended by the server, so that its locks hold up nobody for longer. */
const IDLE_TRANSACTION_MILLISECONDS = 60_000

/** What keeps a server from being reached, by the word of the system or of PostgreSQL; never the address, which holds the password. */
const UNREACHABLE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens at its address; start it or correct the address',
  ENOTFOUND: 'its name is unknown; correct the address',
  EAI_AGAIN: 'its name cannot be looked up now; check the network',
  ETIMEDOUT: 'it does not answer; check the network',
  ENOENT: 'its socket is not there; start it or correct the address',
  '28P01': 'the password is wrong; correct it',
  '28000': 'it lets this user not in; correct the user',
  '3D000': 'it has no database of this name; create it first',
}

/**
 * Opens a database of a PostgreSQL server, 14 or later, which many processes may use at once.
 *
 * @throws {Refusal} `not-found` when the server, or the database on it, cannot be reached
 */
export async function openPostgresql(url: string): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    types: { getTypeParser },
    options: '-c timezone=UTC',
    keepAlive: true,
    idle_in_transaction_session_timeout: IDLE_TRANSACTION_MILLISECONDS,
  })
  // A connection at rest was cut off: the pool drops it and makes another when it is needed.
  pool.on('error', () => {})
  const bare = new Kysely<NoTables>({ dialect: new PostgresDialect({ pool }) })
  try {
    await sql`select 1`.execute(bare)
  } catch (fault) {
    await bare.destroy()
    refuseUnreachable(fault)
  }
  return {
    queries: bare.withPlugin(refuseInsideTransaction),
    driver: { kind: 'postgresql', url },
    transaction: (work, limits) => runTransaction(bare, work, limits),
    lockForSession: (kind, number) => lockOnConnection(url, kind, number),
    close: () => bare.destroy(),
  }
}

function refuseUnreachable(fault: unknown): never {
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : ''
  const because = UNREACHABLE[code]
  if (because === undefined) throw fault
  throw new Refusal('not-found', `The PostgreSQL server could not be used: ${because}`, { cause: fault })
}

/** The lock needs a connection of its own: it goes with the connection, and the pool's come and go. */
async function lockOnConnection(url: string, kind: number, number: number): Promise<SessionLock> {
  const lost = new AbortController()
  const client = new pg.Client({ connectionString: url, keepAlive: true, application_name: 'datadam lock' })
  let isReleased = false
  client.on('error', () => {})
  client.on('end', () => { if (!isReleased) lost.abort(new Error('The connection that held a lock was lost')) })
  await client.connect()
  await client.query('select pg_advisory_lock($1::integer, $2::integer)', [kind, number])
  return {
    lost: lost.signal,
    async release() {
      isReleased = true
      await client.end()
    },
  }
}

const getTypeParser: typeof pg.types.getTypeParser = (type: number, format?: 'text' | 'binary') => {
  const own = format === 'binary' ? undefined : VALUE_PARSERS[type]
  return own ?? pg.types.getTypeParser(type, format)
}
