import type { Clock } from '#platform/clock.ts'
import type { Queries } from '#platform/database/database.ts'
import { Refusal } from '#platform/refusal.ts'
import { hashOfKey, KEY_MARK } from './api-keys.ts'
import { dayIn, isWithin } from './day-in.ts'
import type { PeopleTables } from './people-tables.ts'
import type { Auth } from './open-auth.ts'
import type { ActingFor, Principal } from './principal.ts'
import { IDLE_SECONDS } from './sessions.ts'

/** How exactly it is kept when a session or a key was used. */
const SEEN_SECONDS = 60

interface PrincipalNeeds {
  readonly queries: Queries
  readonly auth: Pick<Auth, 'sessionOf'>
  readonly clock: Clock
  readonly timeZone: string
}

/**
 * Who asks, from the headers of a request: a key in `Authorization`, else the session of the cookie, else nobody.
 *
 * Everything is looked up anew each time, so a suspension, an ended session or a role that ran out holds at once.
 *
 * @throws {Refusal} `unauthenticated` for a key that does not hold; a cookie that does not is nobody's
 */
export async function principalOf(headers: Headers, needs: PrincipalNeeds): Promise<Principal> {
  const authorization = headers.get('authorization')
  if (authorization !== null) return principalOfKey(authorization, needs)
  if (!headers.has('cookie')) return { kind: 'anonymous' }
  const sessionId = await needs.auth.sessionOf(headers)
  return sessionId === undefined ? { kind: 'anonymous' } : principalOfSession(sessionId, needs)
}

async function principalOfKey(authorization: string, { queries, clock, timeZone }: PrincipalNeeds): Promise<Principal> {
  const [, key = ''] = /^bearer (\S+)$/i.exec(authorization) ?? []
  const now = clock.now()
  const tables = queries.withTables<PeopleTables>()
  const found = !key.startsWith(KEY_MARK) ? undefined : await tables.selectFrom('api_key').innerJoin('person', 'person.id', 'api_key.person_id')
    .select(['api_key.id', 'api_key.person_id', 'api_key.scopes', 'api_key.acting_for', 'api_key.last_used_at'])
    .where('api_key.sha256', '=', hashOfKey(key)).where('api_key.ended_at', 'is', null).where('api_key.expires_at', '>', now).where('person.suspended_at', 'is', null)
    .executeTakeFirst()
  if (!found) throw new Refusal('unauthenticated', 'The key does not hold: it is misspelt, has expired or was ended; make a new one')
  if (isLongAgo(found.last_used_at, now)) await tables.updateTable('api_key').set({ last_used_at: now }).where('id', '=', found.id).execute()
  const actingFor = await hatOf(found.person_id, found.acting_for, { queries, today: dayIn(now, timeZone) })
  return { kind: 'key', personId: found.person_id, keyId: found.id, actingFor, scopes: found.scopes }
}

async function principalOfSession(id: string, { queries, clock, timeZone }: PrincipalNeeds): Promise<Principal> {
  const now = clock.now()
  const tables = queries.withTables<PeopleTables>()
  const found = await tables.selectFrom('session').innerJoin('person', 'person.id', 'session.person_id')
    .select(['session.person_id', 'session.acting_for', 'session.last_seen_at', 'session.created_at', 'person.is_operator'])
    .where('session.id', '=', id).where('session.expires_at', '>', now).where('person.suspended_at', 'is', null)
    .executeTakeFirst()
  if (!found) return { kind: 'anonymous' }
  const seen = found.last_seen_at ?? found.created_at
  if (now.getTime() - seen.getTime() > IDLE_SECONDS * 1000) return { kind: 'anonymous' }
  if (isLongAgo(found.last_seen_at, now)) await tables.updateTable('session').set({ last_seen_at: now }).where('id', '=', id).execute()
  const actingFor = await hatOf(found.person_id, found.acting_for, { queries, today: dayIn(now, timeZone) })
  return { kind: 'person', personId: found.person_id, sessionId: id, actingFor, isOperator: found.is_operator }
}

function isLongAgo(seen: Date | null, now: Date): boolean {
  return seen === null || now.getTime() - seen.getTime() > SEEN_SECONDS * 1000
}

/** The hat, if the person still has a role there today. */
async function hatOf(personId: string, organisationId: string | null, { queries, today }: { queries: Queries; today: string }): Promise<ActingFor | null> {
  if (organisationId === null) return null
  const found = await queries.withTables<PeopleTables>().selectFrom('membership').innerJoin('organisation', 'organisation.id', 'membership.organisation_id')
    .select(['organisation.id', 'organisation.slug', 'membership.roles', 'membership.valid_from as from', 'membership.valid_until as until'])
    .where('membership.person_id', '=', personId).where('organisation.id', '=', organisationId).executeTakeFirst()
  return found && isWithin(today, found) ? { organisationId: found.id, slug: found.slug, roles: found.roles } : null
}
