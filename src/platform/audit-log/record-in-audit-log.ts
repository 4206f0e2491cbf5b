import { sql } from 'kysely'
import type { z } from 'zod'
import type { Clock } from '#platform/clock.ts'
import type { Tx } from '#platform/database/database.ts'
import { lockLogs } from '#platform/database/lock-logs.ts'
import { AuditEntry, type AuditTables, FIRST_HASH, hashOfLine } from './audit-line.ts'

/**
 * Adds a line to the audit log, in the transaction of the act that it tells.
 *
 * Done last in the transaction: from here to its end nobody else can add a line, so that the chain cannot fork.
 */
export async function recordInAuditLog(entry: z.input<typeof AuditEntry>, { tx, clock }: { tx: Tx; clock: Clock }): Promise<void> {
  const { actor, actingFor = null, act, object, detail } = AuditEntry.parse(entry)
  await lockLogs(tx)
  const tables = tx.withTables<AuditTables>()
  const last = await tables.selectFrom('audit_line').select(['position', 'hash']).orderBy('position', 'desc').limit(1).executeTakeFirst()
  const said = {
    position: (last?.position ?? 0) + 1, at: clock.now(), actor, actingFor, act, object, detail: JSON.stringify(detail), previousHash: last?.hash ?? FIRST_HASH,
  }
  await tables.insertInto('audit_line').values({
    position: said.position, at: said.at, actor, acting_for: actingFor, act, object,
    detail: sql<string>`${said.detail}::text::json`, previous_hash: said.previousHash, hash: hashOfLine(said),
  }).execute()
}
