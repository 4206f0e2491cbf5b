import { createHash, randomBytes } from 'node:crypto'
import { recordInAuditLog } from '#platform/audit-log/record-in-audit-log.ts'
import type { Database } from '#platform/database/database.ts'
import type { Clock } from '#platform/clock.ts'
import { Refusal } from '#platform/refusal.ts'
import type { KeyAnswer, Scope } from './people-answers.ts'
import type { PeopleNeeds } from './people-needs.ts'
import type { PeopleTables } from './people-tables.ts'
import { actorOf, type Principal } from './principal.ts'
import { signedIn } from './sessions.ts'

/** What every key begins with, so that programs which look for leaked secrets find it. */
export const KEY_MARK = 'ddk_'

/** A key expires after so many days at the latest. */
export const MOST_KEY_DAYS = 365
const MOST_KEYS = 50
/** The mark and six characters; 37 more are unknown. */
const SHOWN = 10

export interface CreateKeyRequest {
  readonly principal: Principal
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly expiresAt: Date
}

/**
 * Makes a key of the person who asks, for the hat that is worn now. The key itself is told once, here.
 *
 * @throws {Refusal} `bad-input` for an expiry that is past or more than a year away, `too-many` for more keys than anybody can watch
 */
export async function createKey({ principal, name, scopes, expiresAt }: CreateKeyRequest, { database, clock, newId }: Pick<PeopleNeeds, 'database' | 'clock' | 'newId'>): Promise<KeyAnswer & { readonly key: string }> {
  const { personId, actingFor } = signedIn(principal)
  const now = clock.now()
  if (expiresAt <= now || expiresAt.getTime() > now.getTime() + MOST_KEY_DAYS * 86_400_000) throw new Refusal('bad-input', `A key expires after ${MOST_KEY_DAYS} days at most; choose a day from tomorrow on`)
  const key = `${KEY_MARK}${randomBytes(32).toString('base64url')}`
  return database.transaction(async (tx) => {
    const tables = tx.withTables<PeopleTables>()
    // One after the other, so that two at once cannot both be the fiftieth.
    await tables.selectFrom('person').select('id').where('id', '=', personId).forUpdate().execute()
    const { count } = await tables.selectFrom('api_key').select(({ fn }) => fn.countAll<number>().as('count')).where('person_id', '=', personId).where('ended_at', 'is', null).where('expires_at', '>', now).executeTakeFirstOrThrow()
    if (count >= MOST_KEYS) throw new Refusal('too-many', `There are ${MOST_KEYS} keys already; end those that are not used`)
    const id = newId()
    const scoped = [...new Set(scopes)]
    await tables.insertInto('api_key').values({
      id, person_id: personId, name, prefix: key.slice(0, SHOWN), sha256: hashOfKey(key), scopes: scoped, acting_for: actingFor?.organisationId ?? null,
      created_at: now, expires_at: expiresAt, last_used_at: null, ended_at: null,
    }).execute()
    await recordInAuditLog({ actor: actorOf(principal), ...(actingFor && { actingFor: actingFor.slug }), act: 'key:manage', object: `key:${id}`, detail: { made: true, scopes: scoped.join(' '), expiresAt: expiresAt.toISOString() } }, { tx, clock })
    return { id, name, prefix: key.slice(0, SHOWN), scopes: scoped, createdAt: now.toISOString(), expiresAt: expiresAt.toISOString(), lastUsedAt: null, actingFor: actingFor?.slug ?? null, key }
  })
}

/** The keys of the person who asks that still hold, the newest first. */
export async function listKeys({ principal }: { principal: Principal }, { database, clock }: { database: Database; clock: Clock }): Promise<KeyAnswer[]> {
  const rows = await database.queries.withTables<PeopleTables>().selectFrom('api_key').leftJoin('organisation', 'organisation.id', 'api_key.acting_for')
    .select(['api_key.id', 'api_key.name', 'api_key.prefix', 'api_key.scopes', 'api_key.created_at', 'api_key.expires_at', 'api_key.last_used_at', 'organisation.slug'])
    .where('person_id', '=', signedIn(principal).personId).where('ended_at', 'is', null).where('expires_at', '>', clock.now())
    .orderBy('api_key.created_at', 'desc').orderBy('api_key.id', 'desc').execute()
  return rows.map((row) => ({
    id: row.id, name: row.name, prefix: row.prefix, scopes: row.scopes, createdAt: row.created_at.toISOString(), expiresAt: row.expires_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null, actingFor: row.slug,
  }))
}

/** Ends a key of the person who asks. @throws {Refusal} `not-found` for one that is not theirs */
export async function endKey({ principal, id }: { principal: Principal; id: string }, { database, clock }: { database: Database; clock: Clock }): Promise<void> {
  const { personId } = signedIn(principal)
  await database.transaction(async (tx) => {
    const ended = await tx.withTables<PeopleTables>().updateTable('api_key').set({ ended_at: clock.now() })
      .where('id', '=', id).where('person_id', '=', personId).where('ended_at', 'is', null).returning('id').executeTakeFirst()
    if (!ended) throw new Refusal('not-found', 'There is no such key; it was ended already')
    await recordInAuditLog({ actor: actorOf(principal), act: 'key:manage', object: `key:${id}`, detail: { ended: true } }, { tx, clock })
  })
}

/** What is kept of a key. It is random enough for a plain hash: nobody guesses 256 bits. */
export function hashOfKey(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}
