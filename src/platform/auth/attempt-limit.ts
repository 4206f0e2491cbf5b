import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Clock } from '#platform/clock.ts'
import type { Queries } from '#platform/database/database.ts'
import type { PeopleTables } from './people-tables.ts'

/** How often something may be tried. */
export interface AttemptLimit {
  readonly attempts: number
  readonly windowSeconds: number
}

/** Whether one more attempt is allowed; if not, after how many seconds the next one is. */
export type AttemptAnswer = { readonly allowed: true } | { readonly allowed: false; readonly retryAfterSeconds: number }

/** What counts attempts: the tables, and the time. */
export interface AttemptNeeds {
  readonly queries: Queries
  readonly clock: Clock
}

/**
 * Counts one attempt, and tells whether it is within the limit. One statement, so that many at once cannot slip through.
 *
 * @param what such as `sign-in:` and an address; only its hash is kept
 */
export async function countAttempt(what: string, { attempts, windowSeconds }: AttemptLimit, { queries, clock }: AttemptNeeds): Promise<AttemptAnswer> {
  const now = clock.now()
  const ends = new Date(now.getTime() + windowSeconds * 1000)
  const tables = queries.withTables<PeopleTables>()
  const counted = await tables.insertInto('attempt_count')
    .values({ key: keyOf(what), attempts: 1, ends_at: ends })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({
      attempts: sql<number>`case when attempt_count.ends_at <= ${now} then 1 else attempt_count.attempts + 1 end`,
      ends_at: sql<Date>`case when attempt_count.ends_at <= ${now} then ${ends}::timestamptz else attempt_count.ends_at end`,
    }))
    .returning(['attempts', 'ends_at']).executeTakeFirstOrThrow()
  if (counted.attempts === 1) await tables.deleteFrom('attempt_count').where('ends_at', '<', now).execute()
  if (counted.attempts <= attempts) return { allowed: true }
  return { allowed: false, retryAfterSeconds: Math.max(1, Math.ceil((counted.ends_at.getTime() - now.getTime()) / 1000)) }
}

/** Forgets what was counted, after the attempt went well. */
export async function forgetAttempts(what: string, { queries }: Pick<AttemptNeeds, 'queries'>): Promise<void> {
  await queries.withTables<PeopleTables>().deleteFrom('attempt_count').where('key', '=', keyOf(what)).execute()
}

/** What counts the attempts on one account. */
export function accountKey(email: string): string {
  return `account:${email.toLowerCase()}`
}

/** What counts those from one address. */
export function accountAddressKey(email: string, address: string): string {
  return `${accountKey(email)} ${address}`
}

function keyOf(what: string): string {
  return createHash('sha256').update(what).digest('hex')
}
