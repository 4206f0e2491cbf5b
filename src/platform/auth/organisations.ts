import { sql } from 'kysely'
import { recordInAuditLog } from '#platform/audit-log/record-in-audit-log.ts'
import type { Database, Tx } from '#platform/database/database.ts'
import { Refusal } from '#platform/refusal.ts'
import type { Names, OrganisationAnswer } from './people-answers.ts'
import type { PeopleNeeds } from './people-needs.ts'
import type { PeopleTables } from './people-tables.ts'
import { actorOf, type Principal } from './principal.ts'
import { signedIn } from './sessions.ts'

/** What an organisation says of itself. */
export interface OrganisationWords {
  readonly name: Names
  readonly description: Names
  readonly homepage: string | null
}

type Organisation = OrganisationWords & { readonly id: string; readonly slug: string; readonly createdAt: Date }

/** Makes an organisation, with the person who asks as its owner. @throws {Refusal} `conflict` for a slug that is taken */
export async function createOrganisation({ principal, slug, name, description, homepage }: OrganisationWords & { readonly principal: Principal; readonly slug: string }, { database, clock, newId, authorise }: PeopleNeeds): Promise<OrganisationAnswer> {
  authorise(principal, 'organisation:create')
  const { personId } = signedIn(principal)
  const now = clock.now()
  const id = newId()
  await database.transaction(async (tx) => {
    const tables = tx.withTables<PeopleTables>()
    const made = await tables.insertInto('organisation').values({ id, slug, name: asJsonb(name), description: asJsonb(description), homepage, created_at: now })
      .onConflict((conflict) => conflict.column('slug').doNothing()).returning('id').executeTakeFirst()
    if (!made) throw new Refusal('conflict', `The name ${slug} is taken; choose another one`)
    await tables.insertInto('membership').values({ organisation_id: id, person_id: personId, roles: ['owner'], valid_from: null, valid_until: null, created_at: now }).execute()
    await recordInAuditLog({ actor: actorOf(principal), act: 'organisation:create', object: `organisation:${slug}` }, { tx, clock })
  })
  return getOrganisation({ principal, slug }, { database })
}

/** Changes what an organisation says of itself; what is left out stays. */
export async function editOrganisation({ principal, slug, ...words }: Partial<OrganisationWords> & { readonly principal: Principal; readonly slug: string }, { database, clock, authorise }: PeopleNeeds): Promise<OrganisationAnswer> {
  await database.transaction(async (tx) => {
    const organisation = await lockOrganisation(slug, tx)
    authorise(principal, 'organisation:manage', organisation.id)
    const { name = organisation.name, description = organisation.description, homepage = organisation.homepage } = words
    await tx.withTables<PeopleTables>().updateTable('organisation').set({ name: asJsonb(name), description: asJsonb(description), homepage }).where('id', '=', organisation.id).execute()
    await recordInAuditLog({ actor: actorOf(principal), ...actingForOf(principal), act: 'organisation:manage', object: `organisation:${slug}`, detail: { edited: Object.keys(words).join(' ') } }, { tx, clock })
  })
  return getOrganisation({ principal, slug }, { database })
}

/** An organisation; with its members and invitations for its own people, and for operators. @throws {Refusal} `not-found` */
export async function getOrganisation({ principal, slug }: { readonly principal: Principal; readonly slug: string }, { database }: { database: Database }): Promise<OrganisationAnswer> {
  const row = await database.queries.withTables<PeopleTables>().selectFrom('organisation').selectAll().where('slug', '=', slug).executeTakeFirst()
  if (!row) throw new Refusal('not-found', `There is no organisation ${slug}`)
  const answer = answerOf({ ...row, createdAt: row.created_at })
  return mayReadMembers(principal, row.id) ? { ...answer, ...await peopleOf(row.id, { database }) } : answer
}

/** Organisations, by slug. */
export async function listOrganisations({ offset, limit }: { readonly offset: number; readonly limit: number }, { database }: { database: Database }): Promise<{ items: OrganisationAnswer[]; total: number }> {
  const tables = database.queries.withTables<PeopleTables>()
  const { total } = await tables.selectFrom('organisation').select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await tables.selectFrom('organisation').selectAll().orderBy('slug').offset(offset).limit(limit).execute()
  return { items: rows.map((row) => answerOf({ ...row, createdAt: row.created_at })), total }
}

/** The organisation, held until the transaction ends, so that what is decided about its people stays true. @throws {Refusal} `not-found` */
export async function lockOrganisation(slug: string, tx: Tx): Promise<Organisation> {
  const row = await tx.withTables<PeopleTables>().selectFrom('organisation').selectAll().where('slug', '=', slug).forUpdate().executeTakeFirst()
  if (!row) throw new Refusal('not-found', `There is no organisation ${slug}`)
  return { ...row, createdAt: row.created_at }
}

/** The hat as an audit line names it. */
export function actingForOf(principal: Principal): { actingFor?: string } {
  return principal.kind !== 'anonymous' && principal.actingFor ? { actingFor: principal.actingFor.slug } : {}
}

function mayReadMembers(principal: Principal, organisationId: string): boolean {
  if (principal.kind === 'anonymous') return false
  return principal.actingFor?.organisationId === organisationId || (principal.kind === 'person' && principal.isOperator)
}

async function peopleOf(organisationId: string, { database }: { database: Database }): Promise<Pick<OrganisationAnswer, 'members' | 'invited'>> {
  const tables = database.queries.withTables<PeopleTables>()
  const members = await tables.selectFrom('membership').innerJoin('person', 'person.id', 'membership.person_id')
    .select(['person.id', 'person.name', 'person.email', 'membership.roles', 'membership.valid_from as from', 'membership.valid_until as until'])
    .where('organisation_id', '=', organisationId).orderBy('person.name').orderBy('person.id').execute()
  const invited = await tables.selectFrom('invitation').select(['id', 'email', 'roles', 'valid_from as from', 'valid_until as until', 'expires_at'])
    .where('organisation_id', '=', organisationId).orderBy('email').execute()
  return {
    members: members.map(({ id, name, email, roles, from, until }) => ({ person: { id, name, email }, roles, from, until })),
    invited: invited.map(({ expires_at: expiresAt, ...rest }) => ({ ...rest, expiresAt: expiresAt.toISOString() })),
  }
}

function answerOf({ id, slug, name, description, homepage, createdAt }: Organisation): OrganisationAnswer {
  return { id, slug, name, description, homepage, createdAt: createdAt.toISOString() }
}

function asJsonb(value: Names) {
  return sql<string>`${JSON.stringify(value)}::text::jsonb`
}
