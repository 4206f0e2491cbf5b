import type { Tx } from '#platform/database/database.ts'
import { lockLogs } from '#platform/database/lock-logs.ts'
import type { AuditRoot, AuditTables } from './audit-line.ts'

const DAY_MILLISECONDS = 86_400_000

/**
 * Writes the root of a day that is over, once: its last line, or the last one before it. Whoever calls publishes it.
 *
 * Undefined while the log has no line. Asked again, it gives the same root.
 */
export async function closeAuditDay({ day }: { readonly day: string }, { tx }: { tx: Tx }): Promise<AuditRoot | undefined> {
  await lockLogs(tx)
  const tables = tx.withTables<AuditTables>()
  const written = await tables.selectFrom('audit_root').select(['day', 'position', 'hash']).where('day', '=', day).executeTakeFirst()
  if (written) return written
  const end = new Date(Date.parse(day) + DAY_MILLISECONDS)
  const last = await tables.selectFrom('audit_line').select(['position', 'hash']).where('at', '<', end).orderBy('position', 'desc').limit(1).executeTakeFirst()
  if (!last) return undefined
  await tables.insertInto('audit_root').values({ day, ...last }).execute()
  return { day, ...last }
}
