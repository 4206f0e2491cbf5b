import { recordInAuditLog } from '#platform/audit-log/record-in-audit-log.ts'
import type { Clock } from '#platform/clock.ts'
import type { Database, Queries } from '#platform/database/database.ts'
import { Refusal } from '#platform/refusal.ts'
import type { SessionAnswer } from './people-answers.ts'
import type { PeopleTables } from './people-tables.ts'
import { actorOf, type Principal } from './principal.ts'

/** A session that nobody used for so long has ended. */
export const IDLE_SECONDS = 86_400

/** Removes the sessions that have ended, and those of people who were suspended, so that the library knows none of them. */
export async function endStaleSessions(_request: object, { queries, clock }: { queries: Queries; clock: Clock }): Promise<void> {
  const now = clock.now()
  const idle = new Date(now.getTime() - IDLE_SECONDS * 1000)
  await queries.withTables<PeopleTables>().deleteFrom('session')
    .where(({ or, eb, fn, selectFrom }) => or([
      eb('expires_at', '<', now),
      eb(fn.coalesce('last_seen_at', 'created_at'), '<', idle),
      eb('person_id', 'in', selectFrom('person').select('id').where('suspended_at', 'is not', null)),
    ])).execute()
}

/** The sessions of the person who asks, the one used last first. */
export async function listSessions({ principal }: { principal: Principal }, { database, clock }: { database: Database; clock: Clock }): Promise<SessionAnswer[]> {
  await endStaleSessions({}, { queries: database.queries, clock })
  const { personId, sessionId } = signedIn(principal)
  const rows = await database.queries.withTables<PeopleTables>().selectFrom('session').selectAll().where('person_id', '=', personId).execute()
  return rows.map((row) => ({
    id: row.id, createdAt: row.created_at.toISOString(), lastSeenAt: (row.last_seen_at ?? row.created_at).toISOString(), expiresAt: row.expires_at.toISOString(),
    agent: row.user_agent ?? '', address: row.ip_address ?? '', isThisOne: row.id === sessionId,
  })).toSorted((one, other) => other.lastSeenAt.localeCompare(one.lastSeenAt))
}

/** Ends a session of the person who asks; also the one asked with. @throws {Refusal} `not-found` for one that is not theirs */
export async function endSession({ principal, id }: { principal: Principal; id: string }, { database, clock }: { database: Database; clock: Clock }): Promise<void> {
  const { personId } = signedIn(principal)
  await database.transaction(async (tx) => {
    const ended = await tx.withTables<PeopleTables>().deleteFrom('session').where('id', '=', id).where('person_id', '=', personId).returning('id').executeTakeFirst()
    if (!ended) throw new Refusal('not-found', 'There is no such session; it has ended already')
    await recordInAuditLog({ actor: actorOf(principal), act: 'session:manage', object: `session:${id}`, detail: { ended: true } }, { tx, clock })
  })
}

/** The person of a session. @throws {Refusal} `unauthenticated` for nobody, and for a key */
export function signedIn(principal: Principal): Extract<Principal, { kind: 'person' }> {
  if (principal.kind !== 'person') throw new Refusal('unauthenticated', 'Sign in first; a key will not do')
  return principal
}
