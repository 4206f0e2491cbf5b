import { recordInAuditLog } from '#platform/audit-log/record-in-audit-log.ts'
import type { Tx } from '#platform/database/database.ts'
import { composeMail } from '#platform/mail/compose-mail.ts'
import { Refusal } from '#platform/refusal.ts'
import { refuseTurnedDays, type RoleSpan } from './members.ts'
import { actingForOf, lockOrganisation } from './organisations.ts'
import type { InvitationAnswer, Names } from './people-answers.ts'
import type { PeopleNeeds } from './people-needs.ts'
import type { PeopleTables } from './people-tables.ts'
import { actorOf, type Principal } from './principal.ts'
import { signedIn } from './sessions.ts'

/** An invitation holds so long. */
export const INVITATION_DAYS = 14
const MOST_INVITATIONS = 200

export interface InviteRequest extends RoleSpan {
  readonly principal: Principal
  readonly slug: string
  readonly email: string
}

/**
 * Invites whoever holds an address. The answer is the same whether somebody has it or not; nobody becomes a member without accepting.
 *
 * Inviting an address again replaces the invitation.
 *
 * @throws {Refusal} `bad-input` for days the wrong way round, `too-many` for more invitations than people
 */
export async function inviteMember({ principal, slug, email, roles, from, until }: InviteRequest, { database, clock, newId, authorise, enqueueMail, publicUrl }: PeopleNeeds): Promise<void> {
  refuseTurnedDays({ from, until })
  const address = email.toLowerCase()
  await database.transaction(async (tx) => {
    const organisation = await lockOrganisation(slug, tx)
    authorise(principal, 'organisation:manage', organisation.id)
    const { personId } = signedIn(principal)
    const tables = tx.withTables<PeopleTables>()
    const now = clock.now()
    await tables.deleteFrom('invitation').where('organisation_id', '=', organisation.id).where(({ or, eb }) => or([eb('email', '=', address), eb('expires_at', '<', now)])).execute()
    const { count } = await tables.selectFrom('invitation').select(({ fn }) => fn.countAll<number>().as('count')).where('organisation_id', '=', organisation.id).executeTakeFirstOrThrow()
    if (count >= MOST_INVITATIONS) throw new Refusal('too-many', `${MOST_INVITATIONS} invitations wait already; take some back first`)
    const id = newId()
    await tables.insertInto('invitation').values({
      id, organisation_id: organisation.id, email: address, roles: [...new Set(roles)], valid_from: from, valid_until: until, invited_by: personId,
      expires_at: new Date(now.getTime() + INVITATION_DAYS * 86_400_000), created_at: now,
    }).execute()
    const language = await languageOf(address, personId, tx)
    await enqueueMail(composeMail(address, language, { kind: 'invitation', organisation: nameIn(language, organisation.name, slug), link: `${publicUrl}/invitations` }), tx)
    await recordInAuditLog({ actor: actorOf(principal), ...actingForOf(principal), act: 'organisation:manage', object: `organisation:${slug}`, detail: { invitation: id, roles: roles.join(' '), from, until } }, { tx, clock })
  })
}

/** The invitations that wait for the person who asks. */
export async function listInvitations({ principal }: { readonly principal: Principal }, { database, clock }: Pick<PeopleNeeds, 'database' | 'clock'>): Promise<InvitationAnswer[]> {
  const rows = await database.queries.withTables<PeopleTables>().selectFrom('invitation').innerJoin('organisation', 'organisation.id', 'invitation.organisation_id').innerJoin('person', 'person.email', 'invitation.email')
    .select(['invitation.id', 'organisation.slug', 'organisation.name', 'invitation.roles', 'invitation.valid_from as from', 'invitation.valid_until as until', 'invitation.expires_at', 'organisation.id as organisation_id'])
    .where('person.id', '=', signedIn(principal).personId).where('person.email_verified', '=', true).where('invitation.expires_at', '>', clock.now()).orderBy('invitation.created_at').execute()
  return rows.map(({ id, slug, name, roles, from, until, expires_at: expiresAt, organisation_id: organisationId }) => ({ id, organisation: { id: organisationId, slug, name }, roles, from, until, expiresAt: expiresAt.toISOString() }))
}

/**
 * Accepts or declines an invitation to the address of the person who asks.
 *
 * Accepting adds to the roles a member has; the days are those of the invitation.
 *
 * @throws {Refusal} `not-found` for an invitation that is somebody else's, was taken back or has expired
 */
export async function answerInvitation({ principal, id, answer }: { readonly principal: Principal; readonly id: string; readonly answer: 'accept' | 'decline' }, { database, clock }: Pick<PeopleNeeds, 'database' | 'clock'>): Promise<void> {
  const { personId } = signedIn(principal)
  await database.transaction(async (tx) => {
    const tables = tx.withTables<PeopleTables>()
    const person = await tables.selectFrom('person').select('email').where('id', '=', personId).where('email_verified', '=', true).executeTakeFirst()
    const invitation = person && await tables.deleteFrom('invitation').where('id', '=', id).where('email', '=', person.email).where('expires_at', '>', clock.now()).returningAll().executeTakeFirst()
    if (!invitation) throw new Refusal('not-found', 'There is no such invitation; it was taken back or has expired')
    const { slug } = await tables.selectFrom('organisation').select('slug').where('id', '=', invitation.organisation_id).forUpdate().executeTakeFirstOrThrow()
    if (answer === 'accept') await addRoles(personId, invitation, { tx, clock })
    await recordInAuditLog({ actor: actorOf(principal), act: 'me:change', object: `organisation:${slug}`, detail: { invitation: id, answer } }, { tx, clock })
  })
}

/** Takes an invitation back. @throws {Refusal} `not-found` */
export async function withdrawInvitation({ principal, slug, id }: { readonly principal: Principal; readonly slug: string; readonly id: string }, { database, clock, authorise }: PeopleNeeds): Promise<void> {
  await database.transaction(async (tx) => {
    const organisation = await lockOrganisation(slug, tx)
    authorise(principal, 'organisation:manage', organisation.id)
    const gone = await tx.withTables<PeopleTables>().deleteFrom('invitation').where('id', '=', id).where('organisation_id', '=', organisation.id).returning('id').executeTakeFirst()
    if (!gone) throw new Refusal('not-found', 'There is no such invitation; it was answered already')
    await recordInAuditLog({ actor: actorOf(principal), ...actingForOf(principal), act: 'organisation:manage', object: `organisation:${slug}`, detail: { invitation: id, withdrawn: true } }, { tx, clock })
  })
}

async function addRoles(personId: string, invitation: { organisation_id: string; roles: RoleSpan['roles']; valid_from: string | null; valid_until: string | null }, { tx, clock }: { tx: Tx; clock: PeopleNeeds['clock'] }): Promise<void> {
  const tables = tx.withTables<PeopleTables>()
  const known = await tables.selectFrom('membership').select('roles').where('organisation_id', '=', invitation.organisation_id).where('person_id', '=', personId).executeTakeFirst()
  // Days of an owner who is there already stay: an invitation could else put an end to the last one.
  const span = known?.roles.includes('owner') ? {} : { valid_from: invitation.valid_from, valid_until: invitation.valid_until }
  const roles = [...new Set([...known?.roles ?? [], ...invitation.roles])]
  if (known) await tables.updateTable('membership').set({ roles, ...span }).where('organisation_id', '=', invitation.organisation_id).where('person_id', '=', personId).execute()
  else await tables.insertInto('membership').values({ organisation_id: invitation.organisation_id, person_id: personId, roles, valid_from: invitation.valid_from, valid_until: invitation.valid_until, created_at: clock.now() }).execute()
}

/** The language of whoever has the address, else of the person who invites. Only the letter shows it. */
async function languageOf(email: string, inviterId: string, tx: Tx): Promise<'ko' | 'en' | 'ar'> {
  const rows = await tx.withTables<PeopleTables>().selectFrom('person').select(['email', 'language']).where(({ or, eb }) => or([eb('email', '=', email), eb('id', '=', inviterId)])).execute()
  return (rows.find((row) => row.email === email) ?? rows[0])?.language ?? 'ko'
}

function nameIn(language: 'ko' | 'en' | 'ar', name: Names, slug: string): string {
  return name[language] ?? name.en ?? name.ko ?? name.ar ?? slug
}
