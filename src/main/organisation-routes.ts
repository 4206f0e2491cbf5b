import { z } from '@hono/zod-openapi'
import { answerInvitation, inviteMember, listInvitations, withdrawInvitation } from '#platform/auth/invitations.ts'
import { changeMember, removeMember } from '#platform/auth/members.ts'
import { createOrganisation, editOrganisation, getOrganisation, listOrganisations } from '#platform/auth/organisations.ts'
import { InvitationAnswer, OrganisationAnswer, Role } from '#platform/auth/people-answers.ts'
import type { PeopleNeeds } from '#platform/auth/people-needs.ts'
import { doorRoutes } from '#platform/http/door.ts'
import { Done, json, jsonBody, OneId, Page, PageQuery } from '#platform/http/shapes.ts'
import { guarded } from '#kernels/rulebook/requires.ts'

const Slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'small letters, digits and hyphens').max(60)
const Words = z.string().trim().max(2000)
const Name = z.strictObject({ ko: z.string().trim().max(200).optional(), en: z.string().trim().max(200).optional(), ar: z.string().trim().max(200).optional() }).refine((names) => Object.values(names).some((name) => name !== ''), 'a name in one language at least')
const Description = z.strictObject({ ko: Words.optional(), en: Words.optional(), ar: Words.optional() })
const Homepage = z.url({ protocol: /^https?$/ }).max(300).nullable()
const Roles = z.array(Role).min(1)
const Day = z.iso.date().nullable()

const OfSlug = z.object({ slug: Slug })
const OfMember = OfSlug.extend({ personId: z.string().min(1).max(100) })

const list = guarded('organisation:read', { method: 'get', path: '/organisations', request: { query: PageQuery }, responses: { 200: { description: 'Organisations', ...json(Page(OrganisationAnswer)) } } })
const create = guarded('organisation:create', {
  method: 'post', path: '/organisations', request: { body: jsonBody(z.strictObject({ slug: Slug, name: Name, description: Description.default({}), homepage: Homepage.default(null) })) },
  responses: { 201: { description: 'Made, with the person who asks as owner', ...json(OrganisationAnswer) } },
})
const read = guarded('organisation:read', { method: 'get', path: '/organisations/{slug}', request: { params: OfSlug }, responses: { 200: { description: 'The organisation; its members for its own people', ...json(OrganisationAnswer) } } })
const edit = guarded('organisation:manage', {
  method: 'patch', path: '/organisations/{slug}', request: { params: OfSlug, body: jsonBody(z.strictObject({ name: Name.optional(), description: Description.optional(), homepage: Homepage.optional() })) },
  responses: { 200: { description: 'Changed', ...json(OrganisationAnswer) } },
})
const invite = guarded('organisation:manage', {
  method: 'post', path: '/organisations/{slug}/members', request: { params: OfSlug, body: jsonBody(z.strictObject({ email: z.email().max(254), roles: Roles, from: Day.default(null), until: Day.default(null) })) },
  responses: { 202: { description: 'Invited, whether anybody has the address or not', ...json(OrganisationAnswer) } },
})
const changeOne = guarded('organisation:manage', {
  method: 'patch', path: '/organisations/{slug}/members/{personId}', request: { params: OfMember, body: jsonBody(z.strictObject({ roles: Roles.optional(), from: Day.optional(), until: Day.optional() })) },
  responses: { 200: { description: 'Changed', ...json(OrganisationAnswer) } },
})
// Leaving needs no role; the act asks for one where somebody else is taken out.
const removeOne = guarded('me:change', { method: 'delete', path: '/organisations/{slug}/members/{personId}', request: { params: OfMember }, responses: Done })
const withdraw = guarded('organisation:manage', { method: 'delete', path: '/organisations/{slug}/invitations/{id}', request: { params: OfSlug.extend(OneId.shape) }, responses: Done })
const invitations = guarded('me:change', { method: 'get', path: '/invitations', responses: { 200: { description: 'Invitations to the person who asks', ...json(Page(InvitationAnswer)) } } })
const answer = guarded('me:change', { method: 'post', path: '/invitations/{id}/{answer}', request: { params: OneId.extend({ answer: z.enum(['accept', 'decline']) }) }, responses: Done })

/** Organisations, their members and invitations. */
export function organisationRoutes(needs: PeopleNeeds) {
  return doorRoutes()
    .openapi(list, async (c) => c.json(await listOrganisations(c.req.valid('query'), needs), 200))
    .openapi(create, async (c) => c.json(await createOrganisation({ principal: c.var.principal, ...c.req.valid('json') }, needs), 201))
    .openapi(read, async (c) => c.json(await getOrganisation({ principal: c.var.principal, ...c.req.valid('param') }, needs), 200))
    .openapi(edit, async (c) => c.json(await editOrganisation({ principal: c.var.principal, ...c.req.valid('param'), ...present(c.req.valid('json')) }, needs), 200))
    .openapi(invite, async (c) => {
      await inviteMember({ principal: c.var.principal, ...c.req.valid('param'), ...c.req.valid('json') }, needs)
      return c.json(await getOrganisation({ principal: c.var.principal, ...c.req.valid('param') }, needs), 202)
    })
    .openapi(changeOne, async (c) => {
      await changeMember({ principal: c.var.principal, ...c.req.valid('param'), ...present(c.req.valid('json')) }, needs)
      return c.json(await getOrganisation({ principal: c.var.principal, ...c.req.valid('param') }, needs), 200)
    })
    .openapi(removeOne, async (c) => {
      await removeMember({ principal: c.var.principal, ...c.req.valid('param') }, needs)
      return c.body(null, 204)
    })
    .openapi(withdraw, async (c) => {
      await withdrawInvitation({ principal: c.var.principal, ...c.req.valid('param') }, needs)
      return c.body(null, 204)
    })
    .openapi(invitations, async (c) => {
      const items = await listInvitations({ principal: c.var.principal }, needs)
      return c.json({ items, total: items.length }, 200)
    })
    .openapi(answer, async (c) => {
      await answerInvitation({ principal: c.var.principal, ...c.req.valid('param') }, needs)
      return c.body(null, 204)
    })
}

/** What was sent, for a field that was not may not stand there as undefined. */
function present<Fields extends object>(fields: Fields): { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } {
  const kept: { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } = {}
  for (const name in fields) {
    const value = fields[name]
    if (isThere(value)) kept[name] = value
  }
  return kept
}

function isThere<Value>(value: Value): value is Exclude<Value, undefined> {
  return value !== undefined
}
