import { sql } from 'kysely'
import type { Tx } from './database.ts'

/** Spells "logs"; no other advisory lock of ours bears it. */
const LOCK = 0x6c6f6773

/**
 * Makes this transaction the only one that adds lines to the audit log or the events, until it ends.
 *
 * So lines are numbered without gaps and in the order in which they become visible. One lock serves both: two would be
 * taken in either order, and then wait for each other. An act writes its lines last, so that others wait but briefly.
 */
export async function lockLogs(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOCK}::bigint)`.execute(tx)
}
