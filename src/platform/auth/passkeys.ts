import { recordInAuditLog } from '#platform/audit-log/record-in-audit-log.ts'
import { composeMail } from '#platform/mail/compose-mail.ts'
import { Refusal } from '#platform/refusal.ts'
import type { PasskeyAnswer } from './people-answers.ts'
import type { PeopleNeeds } from './people-needs.ts'
import type { PeopleTables } from './people-tables.ts'
import { actorOf, type Principal } from './principal.ts'
import { signedIn } from './sessions.ts'
import { securityPageOf } from './sign-in-letters.ts'

const MISSING = 'There is no such passkey; it was removed already'

/** The passkeys of the person who asks, the newest first. */
export async function listPasskeys({ principal }: { readonly principal: Principal }, { database }: Pick<PeopleNeeds, 'database'>): Promise<PasskeyAnswer[]> {
  const rows = await database.queries.withTables<PeopleTables>().selectFrom('passkey').select(['id', 'name', 'created_at', 'last_used_at'])
    .where('person_id', '=', signedIn(principal).personId).orderBy('created_at', 'desc').orderBy('id', 'desc').execute()
  return rows.map((row) => ({ id: row.id, name: row.name, createdAt: row.created_at.toISOString(), lastUsedAt: row.last_used_at?.toISOString() ?? null }))
}

/** Renames a passkey of the person who asks. @throws {Refusal} `not-found` for one that is not theirs */
export async function renamePasskey({ principal, id, name }: { readonly principal: Principal; readonly id: string; readonly name: string }, { database, clock }: Pick<PeopleNeeds, 'database' | 'clock'>): Promise<void> {
  const { personId } = signedIn(principal)
  await database.transaction(async (tx) => {
    const renamed = await tx.withTables<PeopleTables>().updateTable('passkey').set({ name }).where('id', '=', id).where('person_id', '=', personId).returning('id').executeTakeFirst()
    if (!renamed) throw new Refusal('not-found', MISSING)
    await recordInAuditLog({ actor: actorOf(principal), act: 'passkey:manage', object: `passkey:${id}`, detail: { renamed: true } }, { tx, clock })
  })
}

/** Removes a passkey of the person who asks, and tells them by letter. @throws {Refusal} `not-found` for one that is not theirs */
export async function removePasskey({ principal, id }: { readonly principal: Principal; readonly id: string }, { database, clock, enqueueMail, publicUrl }: Pick<PeopleNeeds, 'database' | 'clock' | 'enqueueMail' | 'publicUrl'>): Promise<void> {
  const { personId } = signedIn(principal)
  await database.transaction(async (tx) => {
    const tables = tx.withTables<PeopleTables>()
    const removed = await tables.deleteFrom('passkey').where('id', '=', id).where('person_id', '=', personId).returning('id').executeTakeFirst()
    if (!removed) throw new Refusal('not-found', MISSING)
    const { email, language } = await tables.selectFrom('person').select(['email', 'language']).where('id', '=', personId).executeTakeFirstOrThrow()
    await enqueueMail(composeMail(email, language, { kind: 'passkey-removed', link: securityPageOf(publicUrl) }), tx)
    await recordInAuditLog({ actor: actorOf(principal), act: 'passkey:manage', object: `passkey:${id}`, detail: { removed: true } }, { tx, clock })
  })
}
