import { randomBytes } from 'node:crypto'
import { hashPassword } from 'better-auth/crypto'
import { z } from 'zod'
import { recordInAuditLog } from '#platform/audit-log/record-in-audit-log.ts'
import { InvitationAnswer, Me, OrganisationAnswer, type Role } from '#platform/auth/people-answers.ts'
import type { PeopleTables } from '#platform/auth/people-tables.ts'
import type { ServerParts } from './server-parts.ts'
import { type PortalSession, type ServerAddress, signIn } from './portal-session.ts'

/** The invented organisation that publishes the examples. */
export const EXAMPLE_CITY = {
  slug: 'saeron-city',
  name: { ko: '새론시 (예제)', en: 'Saeron City (example)' },
  description: { ko: '예제를 위해 지어낸 도시입니다. 여기 있는 자료에 실제 사람은 없습니다.', en: 'A city invented for the examples. Nobody in its data lives.' },
} as const

const STEWARD = { name: '예제 자료 관리자 (example steward)', email: 'steward@saeron-city.example' }
const APPROVER = { name: '예제 승인자 (example approver)', email: 'approver@saeron-city.example' }

/** What making people needs of the server. */
export type PeopleParts = Pick<ServerParts, 'database' | 'clock' | 'newId'>

/** The two who publish the examples; what one does the other approves. */
export interface ExamplePeople {
  readonly steward: PortalSession
  readonly approver: PortalSession
}

/**
 * Signs in the two people of the example, who act for the invented city; makes people and city where they are missing.
 *
 * Their passwords are made anew each time and kept by nobody, so that nobody else can sign in as them.
 */
export async function signInExamplePeople(server: ServerAddress, parts: PeopleParts): Promise<ExamplePeople> {
  const [steward, approver] = [await enter(STEWARD, server, parts), await enter(APPROVER, server, parts)]
  const organisationId = await ensureCity(steward)
  await actFor(organisationId, steward)
  await ensureRole({ steward, approver })
  await actFor(organisationId, approver)
  return { steward, approver }
}

async function enter({ name, email }: typeof STEWARD, server: ServerAddress, { database, clock, newId }: PeopleParts): Promise<PortalSession> {
  const password = randomBytes(24).toString('base64url')
  const hash = await hashPassword(password)
  await database.transaction(async (tx) => {
    const tables = tx.withTables<PeopleTables>()
    const now = clock.now()
    const made = await tables.insertInto('person').values({ id: newId(), name, email, email_verified: true, suspended_at: null, created_at: now, updated_at: now })
      .onConflict((conflict) => conflict.column('email').doNothing()).returning('id').executeTakeFirst()
    const { id } = made ?? await tables.selectFrom('person').select('id').where('email', '=', email).executeTakeFirstOrThrow()
    await tables.deleteFrom('account').where('person_id', '=', id).execute()
    await tables.insertInto('account').values({ id: newId(), person_id: id, provider_id: 'credential', account_id: id, password: hash, created_at: now, updated_at: now }).execute()
    await recordInAuditLog({ actor: 'server', act: made ? 'account:create' : 'account:reset-password', object: `person:${id}`, detail: { example: true } }, { tx, clock })
  })
  return signIn(server, { email, password })
}

async function ensureCity(steward: PortalSession): Promise<string> {
  const { slug } = EXAMPLE_CITY
  const found = await steward.find(OrganisationAnswer, `/organisations/${slug}`)
    ?? await steward.ask(OrganisationAnswer, '/organisations', { method: 'POST', body: EXAMPLE_CITY })
  const { person, memberships } = await steward.ask(Me, '/me')
  const own = memberships.find(({ organisation }) => organisation.slug === slug)
  if (!person || !own) throw new Error(`There is an organisation ${slug} that is not the example's; the examples cannot be published beside it`)
  const roles: Role[] = ['owner', 'steward']
  if (!roles.every((role) => own.roles.includes(role))) {
    await actFor(found.id, steward)
    await steward.ask(OrganisationAnswer, `/organisations/${slug}/members/${person.id}`, { method: 'PATCH', body: { roles } })
  }
  return found.id
}

async function ensureRole({ steward, approver }: ExamplePeople): Promise<void> {
  const { memberships } = await approver.ask(Me, '/me')
  if (memberships.some(({ organisation }) => organisation.slug === EXAMPLE_CITY.slug)) return
  await steward.ask(OrganisationAnswer, `/organisations/${EXAMPLE_CITY.slug}/members`, { method: 'POST', body: { email: APPROVER.email, roles: ['approver'] } })
  const { items } = await approver.ask(z.object({ items: z.array(InvitationAnswer) }), '/invitations')
  const invitation = items.find(({ organisation }) => organisation.slug === EXAMPLE_CITY.slug)
  if (!invitation) throw new Error('The invitation of the approver did not arrive')
  await approver.tell(`/invitations/${invitation.id}/accept`)
}

async function actFor(organisationId: string, session: PortalSession): Promise<void> {
  await session.ask(Me, '/me/acting-for', { method: 'POST', body: { organisationId } })
}
