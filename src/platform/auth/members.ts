import { recordInAuditLog } from '#platform/audit-log/record-in-audit-log.ts'
import type { Tx } from '#platform/database/database.ts'
import { Refusal } from '#platform/refusal.ts'
import { dayIn, isWithin } from './day-in.ts'
import { actingForOf, lockOrganisation } from './organisations.ts'
import type { Role } from './people-answers.ts'
import type { PeopleNeeds } from './people-needs.ts'
import type { PeopleTables } from './people-tables.ts'
import { actorOf, personOf, type Principal } from './principal.ts'

/** Roles, and the days between which they hold, both included. */
export interface RoleSpan {
  readonly roles: readonly Role[]
  readonly from: string | null
  readonly until: string | null
}

interface MemberRequest {
  readonly principal: Principal
  readonly slug: string
  readonly personId: string
}

/**
 * Changes a member's roles or days; what is left out stays.
 *
 * @throws {Refusal} `not-found` for nobody's membership, `conflict` where no lasting owner would remain, `bad-input` for days the wrong way round
 */
export async function changeMember({ principal, slug, personId, ...changed }: MemberRequest & Partial<RoleSpan>, needs: PeopleNeeds): Promise<void> {
  await needs.database.transaction(async (tx) => {
    const organisation = await lockOrganisation(slug, tx)
    needs.authorise(principal, 'organisation:manage', organisation.id)
    const tables = tx.withTables<PeopleTables>()
    const found = await tables.selectFrom('membership').select(['roles', 'valid_from as from', 'valid_until as until']).where('organisation_id', '=', organisation.id).where('person_id', '=', personId).executeTakeFirst()
    if (!found) throw new Refusal('not-found', 'This person is no member')
    const { roles, from, until } = { ...found, ...changed }
    refuseTurnedDays({ from, until })
    await tables.updateTable('membership').set({ roles: [...new Set(roles)], valid_from: from, valid_until: until }).where('organisation_id', '=', organisation.id).where('person_id', '=', personId).execute()
    await requireOwner(organisation.id, tx, needs)
    await recordInAuditLog({ actor: actorOf(principal), ...actingForOf(principal), act: 'organisation:manage', object: `organisation:${slug}`, detail: { member: personId, roles: roles.join(' '), from, until } }, { tx, clock: needs.clock })
  })
}

/**
 * Takes a member out. An owner takes out anybody; whoever leaves takes out themselves.
 *
 * @throws {Refusal} `not-found` for nobody's membership, `conflict` for the last lasting owner
 */
export async function removeMember({ principal, slug, personId }: MemberRequest, needs: PeopleNeeds): Promise<void> {
  await needs.database.transaction(async (tx) => {
    const organisation = await lockOrganisation(slug, tx)
    const isLeaving = principal.kind === 'person' && personOf(principal) === personId
    if (!isLeaving) needs.authorise(principal, 'organisation:manage', organisation.id)
    const tables = tx.withTables<PeopleTables>()
    const removed = await tables.deleteFrom('membership').where('organisation_id', '=', organisation.id).where('person_id', '=', personId).returning('person_id').executeTakeFirst()
    if (!removed) throw new Refusal('not-found', 'This person is no member')
    await requireOwner(organisation.id, tx, needs)
    await tables.updateTable('session').set({ acting_for: null }).where('person_id', '=', personId).where('acting_for', '=', organisation.id).execute()
    await recordInAuditLog({ actor: actorOf(principal), ...actingForOf(principal), act: 'organisation:manage', object: `organisation:${slug}`, detail: { member: personId, [isLeaving ? 'left' : 'removed']: true } }, { tx, clock: needs.clock })
  })
}

/** @throws {Refusal} `bad-input` for days the wrong way round */
export function refuseTurnedDays({ from, until }: Pick<RoleSpan, 'from' | 'until'>): void {
  if (from !== null && until !== null && until < from) throw new Refusal('bad-input', 'The last day lies before the first; exchange them')
}

/** Somebody must be owner today and without an end, or one day nobody could change anything. */
async function requireOwner(organisationId: string, tx: Tx, { clock, timeZone }: Pick<PeopleNeeds, 'clock' | 'timeZone'>): Promise<void> {
  const today = dayIn(clock.now(), timeZone)
  const rows = await tx.withTables<PeopleTables>().selectFrom('membership').innerJoin('person', 'person.id', 'membership.person_id')
    .select(['roles', 'valid_from as from', 'valid_until as until']).where('organisation_id', '=', organisationId).where('suspended_at', 'is', null).execute()
  if (!rows.some(({ roles, from, until }) => roles.includes('owner') && until === null && isWithin(today, { from, until }))) {
    throw new Refusal('conflict', 'The last owner stays owner; make somebody else an owner without an end date first')
  }
}
