import type { Queries, Tx } from '#platform/database/database.ts'
import type { Role } from '#platform/auth/people-answers.ts'
import type { AccessTables } from './access-tables.ts'
import { dayOf } from './days.ts'

export interface MembersWanted {
  readonly organisationId: string
  readonly at: Date
  /** One of these roles; any role when left out. */
  readonly roles?: readonly Role[]
}

/** Those who have a role in an organisation on the day, less suspended ones, in the order of their ids. */
export async function listMembers({ organisationId, at, roles }: MembersWanted, { queries }: { readonly queries: Queries | Tx }): Promise<{ id: string; roles: string[] }[]> {
  const day = dayOf(at)
  const members = await queries.withTables<AccessTables>().selectFrom('membership as m').innerJoin('person as p', 'p.id', 'm.person_id')
    .select(['p.id', 'm.roles']).where('m.organisation_id', '=', organisationId).where('p.suspended_at', 'is', null)
    .where((the) => the.or([the('m.valid_from', 'is', null), the('m.valid_from', '<=', day)]))
    .where((the) => the.or([the('m.valid_until', 'is', null), the('m.valid_until', '>=', day)]))
    .orderBy('p.id').execute()
  return roles ? members.filter((member) => member.roles.some((role) => roles.some((wanted) => wanted === role))) : members
}
