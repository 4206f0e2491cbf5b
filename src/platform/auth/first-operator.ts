import { createHash, randomBytes } from 'node:crypto'
import { hashPassword } from 'better-auth/crypto'
import { sql } from 'kysely'
import { recordInAuditLog } from '#platform/audit-log/record-in-audit-log.ts'
import type { Clock } from '#platform/clock.ts'
import type { Database, Tx } from '#platform/database/database.ts'
import { Refusal } from '#platform/refusal.ts'
import { passwordStrength } from './password-strength.ts'
import type { PeopleTables } from './people-tables.ts'

const VALID_HOURS = 24

/** Any number that no other advisory lock of ours bears; it spells "oper". */
const LOCK = 0x6f706572

/**
 * Makes a token with which somebody becomes the first operator, once, within 24 hours; undefined where there is an operator.
 *
 * Each start makes a new one and ends those before, since only its hash is kept.
 */
export async function offerFirstOperator(_request: object, { database, clock }: { database: Database; clock: Clock }): Promise<string | undefined> {
  const token = randomBytes(32).toString('base64url')
  return database.transaction(async (tx) => {
    if (await hasOperator(tx)) return undefined
    const now = clock.now()
    const tables = tx.withTables<PeopleTables>()
    await tables.deleteFrom('first_operator_token').where('used_at', 'is', null).execute()
    await tables.insertInto('first_operator_token').values({ sha256: hashOf(token), created_at: now, expires_at: new Date(now.getTime() + VALID_HOURS * 3_600_000), used_at: null }).execute()
    return token
  })
}

export interface FirstOperatorRequest {
  readonly token: string
  readonly name: string
  readonly email: string
  readonly password: string
}

/**
 * Makes the first operator, with an address that counts as verified: whoever holds the token runs the server.
 *
 * @throws {Refusal} `forbidden` for a token that does not hold, `bad-input` for a weak password, `conflict` for an address that has an account
 */
export async function createFirstOperator({ token, name, email, password }: FirstOperatorRequest, { database, clock, newId }: { database: Database; clock: Clock; newId: () => string }): Promise<{ id: string }> {
  await database.transaction((tx) => requireToken(token, { tx, clock }))
  const strength = passwordStrength(password, [name, email])
  if (!strength.strong) throw new Refusal('bad-input', `The password is ${strength.because.replaceAll('-', ' ')}; choose another one`)
  const hash = await hashPassword(password)
  const address = email.toLowerCase()
  return database.transaction(async (tx) => {
    await requireToken(token, { tx, clock })
    const now = clock.now()
    const id = newId()
    const tables = tx.withTables<PeopleTables>()
    const made = await tables.insertInto('person').values({ id, name, email: address, email_verified: true, is_operator: true, suspended_at: null, created_at: now, updated_at: now })
      .onConflict((conflict) => conflict.column('email').doNothing()).returning('id').executeTakeFirst()
    if (!made) throw new Refusal('conflict', 'This address has an account already; use another one for the operator')
    await tables.insertInto('account').values({ id: newId(), person_id: id, provider_id: 'credential', account_id: id, password: hash, created_at: now, updated_at: now }).execute()
    await tables.updateTable('first_operator_token').set({ used_at: now }).where('sha256', '=', hashOf(token)).execute()
    await recordInAuditLog({ actor: `person:${id}`, act: 'account:create', object: `person:${id}`, detail: { firstOperator: true } }, { tx, clock })
    return { id }
  })
}

async function requireToken(token: string, { tx, clock }: { tx: Tx; clock: Clock }): Promise<void> {
  const found = await tx.withTables<PeopleTables>().selectFrom('first_operator_token').select('sha256')
    .where('sha256', '=', hashOf(token)).where('used_at', 'is', null).where('expires_at', '>', clock.now()).executeTakeFirst()
  if (!found || await hasOperator(tx)) throw new Refusal('forbidden', 'This link does not hold: it was used, is older than a day, or there is an operator; start the server again for a new one')
}

/** Asked under a lock, so that two at once make one operator. */
async function hasOperator(tx: Tx): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(${LOCK}::bigint)`.execute(tx)
  return await tx.withTables<PeopleTables>().selectFrom('person').select('id').where('is_operator', '=', true).limit(1).executeTakeFirst() !== undefined
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
