import { recordInAuditLog } from '#platform/audit-log/record-in-audit-log.ts'
import { Refusal } from '#platform/refusal.ts'
import type { UserAnswer } from './people-answers.ts'
import type { PeopleNeeds } from './people-needs.ts'
import type { PeopleTables } from './people-tables.ts'
import { actorOf, personOf, type Principal } from './principal.ts'

/** Everybody, the newest first; by a part of the name or address. */
export async function listUsers({ principal, query, offset, limit }: { readonly principal: Principal; readonly query?: string | undefined; readonly offset: number; readonly limit: number }, { database, authorise }: PeopleNeeds): Promise<{ items: UserAnswer[]; total: number }> {
  authorise(principal, 'operator:users')
  const tables = database.queries.withTables<PeopleTables>()
  const part = query === undefined || query === '' ? undefined : `%${query.toLowerCase().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  const found = tables.selectFrom('person').$if(part !== undefined, (all) => all.where(({ or, eb, fn }) => or([eb('email', 'like', part ?? ''), eb(fn<string>('lower', ['name']), 'like', part ?? '')])))
  const { total } = await found.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await found.select(['id', 'name', 'email', 'created_at', 'suspended_at', 'is_operator']).orderBy('created_at', 'desc').orderBy('id', 'desc').offset(offset).limit(limit).execute()
  const hats = rows.length === 0 ? [] : await tables.selectFrom('membership').innerJoin('organisation', 'organisation.id', 'membership.organisation_id').select(['person_id', 'slug']).where('person_id', 'in', rows.map(({ id }) => id)).orderBy('slug').execute()
  return {
    items: rows.map(({ id, name, email, created_at: createdAt, suspended_at: suspendedAt, is_operator: isOperator }) => ({
      id, name, email, createdAt: createdAt.toISOString(), isSuspended: suspendedAt !== null, isOperator, organisations: hats.filter((hat) => hat.person_id === id).map(({ slug }) => slug),
    })),
    total,
  }
}

/**
 * Suspends a person: every session ends, keys and roles hold no more, and nobody signs in as them. Or restores them.
 *
 * @throws {Refusal} `not-found`, `conflict` for oneself: the last operator could lock everybody out
 */
export async function setSuspended({ principal, id, isSuspended }: { readonly principal: Principal; readonly id: string; readonly isSuspended: boolean }, { database, clock, authorise }: PeopleNeeds): Promise<void> {
  authorise(principal, 'operator:users')
  if (personOf(principal) === id) throw new Refusal('conflict', 'Nobody suspends themselves; ask another operator')
  await database.transaction(async (tx) => {
    const tables = tx.withTables<PeopleTables>()
    const found = await tables.updateTable('person').set({ suspended_at: isSuspended ? clock.now() : null }).where('id', '=', id).returning('id').executeTakeFirst()
    if (!found) throw new Refusal('not-found', 'There is no such person')
    if (isSuspended) await tables.deleteFrom('session').where('person_id', '=', id).execute()
    await recordInAuditLog({ actor: actorOf(principal), act: 'operator:users', object: `person:${id}`, detail: { suspended: isSuspended } }, { tx, clock })
  })
}
