import { recordInAuditLog } from '#platform/audit-log/record-in-audit-log.ts'
import { Refusal } from '#platform/refusal.ts'
import { dayIn, isWithin } from './day-in.ts'
import type { Me, OwnMembership } from './people-answers.ts'
import type { PeopleNeeds } from './people-needs.ts'
import type { PeopleTables } from './people-tables.ts'
import { actorOf, personOf, type Principal } from './principal.ts'
import { signedIn } from './sessions.ts'

type MeNeeds = Pick<PeopleNeeds, 'database' | 'clock' | 'timeZone'>

/** Who asks, as the page shows it; what may be done and what waits is known to others. */
export async function readMe({ principal }: { readonly principal: Principal }, { database, clock, timeZone }: MeNeeds): Promise<Pick<Me, 'person' | 'isOperator' | 'actingFor' | 'memberships'>> {
  const personId = personOf(principal)
  if (principal.kind === 'anonymous' || personId === undefined) return { person: null, isOperator: false, actingFor: null, memberships: [] }
  const tables = database.queries.withTables<PeopleTables>()
  const person = await tables.selectFrom('person').select(['id', 'name', 'email', 'email_verified', 'two_factor_enabled', 'language']).where('id', '=', personId).executeTakeFirstOrThrow()
  const rows = await tables.selectFrom('membership').innerJoin('organisation', 'organisation.id', 'membership.organisation_id')
    .select(['organisation.id', 'organisation.slug', 'organisation.name', 'membership.roles', 'membership.valid_from as from', 'membership.valid_until as until'])
    .where('person_id', '=', personId).orderBy('organisation.slug').execute()
  const today = dayIn(clock.now(), timeZone)
  const memberships = rows.map(({ id, slug, name, roles, from, until }): OwnMembership => ({ organisation: { id, slug, name }, roles, from, until, isValidNow: isWithin(today, { from, until }) }))
  const worn = memberships.find(({ organisation }) => organisation.id === principal.actingFor?.organisationId)
  return {
    person: { id: person.id, name: person.name, email: person.email, isEmailVerified: person.email_verified, hasTwoFactor: person.two_factor_enabled, language: person.language },
    isOperator: principal.kind === 'person' && principal.isOperator,
    actingFor: worn?.isValidNow ? { ...worn.organisation, roles: worn.roles } : null,
    memberships,
  }
}

/** Puts a hat on, or takes it off; for this session only. @throws {Refusal} `forbidden` for an organisation where no role holds today */
export async function actFor({ principal, organisationId }: { readonly principal: Principal; readonly organisationId: string | null }, { database, clock, timeZone }: MeNeeds): Promise<void> {
  const { personId, sessionId } = signedIn(principal)
  await database.transaction(async (tx) => {
    const tables = tx.withTables<PeopleTables>()
    if (organisationId !== null) {
      const found = await tables.selectFrom('membership').select(['valid_from as from', 'valid_until as until']).where('person_id', '=', personId).where('organisation_id', '=', organisationId).executeTakeFirst()
      if (!found || !isWithin(dayIn(clock.now(), timeZone), found)) throw new Refusal('forbidden', 'You have no role there today; ask one of its owners')
    }
    await tables.updateTable('session').set({ acting_for: organisationId }).where('id', '=', sessionId).execute()
    await recordInAuditLog({ actor: actorOf(principal), act: 'me:change', object: `session:${sessionId}`, detail: { actingFor: organisationId } }, { tx, clock })
  })
}

/** Changes the name or language of the person who asks; what is left out stays. */
export async function changeMe({ principal, ...changed }: { readonly principal: Principal; readonly name?: string; readonly language?: 'ko' | 'en' | 'ar' }, { database, clock }: MeNeeds): Promise<void> {
  const { personId } = signedIn(principal)
  await database.transaction(async (tx) => {
    await tx.withTables<PeopleTables>().updateTable('person').set({ ...changed, updated_at: clock.now() }).where('id', '=', personId).execute()
    await recordInAuditLog({ actor: actorOf(principal), act: 'me:change', object: `person:${personId}`, detail: { changed: Object.keys(changed).join(' ') } }, { tx, clock })
  })
}
