import { z } from '@hono/zod-openapi'
import { createKey, endKey, listKeys } from '#platform/auth/api-keys.ts'
import { createFirstOperator } from '#platform/auth/first-operator.ts'
import { actFor, changeMe, readMe } from '#platform/auth/me.ts'
import type { Auth } from '#platform/auth/open-auth.ts'
import { KeyAnswer, Me, Scope, SessionAnswer } from '#platform/auth/people-answers.ts'
import type { PeopleNeeds } from '#platform/auth/people-needs.ts'
import { personOf, type Principal } from '#platform/auth/principal.ts'
import { principalOf } from '#platform/auth/principal-of.ts'
import { endSession, listSessions } from '#platform/auth/sessions.ts'
import { type Door, doorRoutes } from '#platform/http/door.ts'
import { Done, json, jsonBody, OneId, Page } from '#platform/http/shapes.ts'
import { guarded } from '#kernels/rulebook/requires.ts'
import { isAllowed, PERMISSIONS } from '#kernels/rulebook/rule-book.ts'

const Language = z.enum(['ko', 'en', 'ar'])
const PersonName = z.string().trim().min(1).max(100)

const me = guarded('me:read', { method: 'get', path: '/me', responses: { 200: { description: 'Who asks, and what they may do now', ...json(Me) } } })
const change = guarded('me:change', {
  method: 'patch', path: '/me', request: { body: jsonBody(z.strictObject({ name: PersonName.optional(), language: Language.optional() })) },
  responses: { 200: { description: 'Changed', ...json(Me) } },
})
const wear = guarded('me:change', {
  method: 'post', path: '/me/acting-for', request: { body: jsonBody(z.strictObject({ organisationId: z.string().nullable() })) },
  responses: { 200: { description: 'The hat is on, for this session', ...json(Me) } },
})
const methods = guarded('me:read', {
  method: 'get', path: '/sign-in-methods',
  responses: { 200: { description: 'Other places to sign in with', ...json(z.object({ providers: z.array(z.object({ id: z.string(), name: z.string() })) })) } },
})
const first = guarded('me:read', {
  method: 'post', path: '/first-operator', request: { body: jsonBody(z.strictObject({ token: z.string().max(200), name: PersonName, email: z.email().max(254), password: z.string().max(1000) })) },
  responses: { 201: { description: 'The first operator is there', ...json(z.object({ id: z.string() })) } },
})
const keys = guarded('key:manage', { method: 'get', path: '/keys', responses: { 200: { description: 'Keys that hold', ...json(Page(KeyAnswer)) } } })
const makeKey = guarded('key:manage', {
  method: 'post', path: '/keys', request: { body: jsonBody(z.strictObject({ name: z.string().trim().min(1).max(100), scopes: z.array(Scope).min(1), expiresAt: z.iso.datetime() })) },
  responses: { 201: { description: 'The key, which is told this once', ...json(KeyAnswer.extend({ key: z.string() })) } },
})
const dropKey = guarded('key:manage', { method: 'delete', path: '/keys/{id}', request: { params: OneId }, responses: Done })
const sessions = guarded('session:manage', { method: 'get', path: '/sessions', responses: { 200: { description: 'Where the person is signed in', ...json(Page(SessionAnswer)) } } })
const dropSession = guarded('session:manage', { method: 'delete', path: '/sessions/{id}', request: { params: OneId }, responses: Done })

export interface MeRoutesNeeds extends PeopleNeeds {
  readonly auth: Auth
  countUnread(personId: string): Promise<number>
  countWaiting(principal: Principal): Promise<number>
}

/** The person who asks: hat, keys, sessions; and the first operator. */
export function peopleRoutes(needs: MeRoutesNeeds) {
  return doorRoutes()
    .openapi(me, async (c) => c.json(await describeMe(c.var.principal, needs), 200))
    .openapi(change, async (c) => {
      await changeMe({ principal: c.var.principal, ...withoutUndefined(c.req.valid('json')) }, needs)
      return c.json(await describeMe(c.var.principal, needs), 200)
    })
    .openapi(wear, async (c) => {
      await actFor({ principal: c.var.principal, ...c.req.valid('json') }, needs)
      return c.json(await describeMe(await principalOf(c.req.raw.headers, { ...needs, queries: needs.database.queries }), needs), 200)
    })
    .openapi(methods, (c) => c.json({ providers: [...needs.auth.providers] }, 200))
    .openapi(first, async (c) => c.json(await createFirstOperator(c.req.valid('json'), needs), 201))
    .openapi(keys, async (c) => c.json(whole(await listKeys({ principal: c.var.principal }, needs)), 200))
    .openapi(makeKey, async (c) => {
      const { expiresAt, ...rest } = c.req.valid('json')
      return c.json(await createKey({ principal: c.var.principal, ...rest, expiresAt: new Date(expiresAt) }, needs), 201)
    })
    .openapi(dropKey, async (c) => {
      await endKey({ principal: c.var.principal, id: c.req.valid('param').id }, needs)
      return c.body(null, 204)
    })
    .openapi(sessions, async (c) => c.json(whole(await listSessions({ principal: c.var.principal }, needs)), 200))
    .openapi(dropSession, async (c) => {
      await endSession({ principal: c.var.principal, id: c.req.valid('param').id }, needs)
      return c.body(null, 204)
    })
}

/** What the sign-in library answers, to be mounted at `/api/auth`. */
export function authRoutes({ auth }: { readonly auth: Auth }) {
  const routes = doorRoutes()
  routes.all('/*', (c) => auth.handle(c.req.raw, c.var.address))
  return routes
}

async function describeMe(principal: Door['Variables']['principal'], needs: MeRoutesNeeds): Promise<Me> {
  const personId = personOf(principal)
  const [unread, waiting] = personId === undefined ? [0, 0] : await Promise.all([needs.countUnread(personId), needs.countWaiting(principal)])
  return { ...await readMe({ principal }, needs), permissions: PERMISSIONS.filter((permission) => isAllowed(principal, permission)), unread, waiting }
}

function whole<Item>(items: Item[]): { items: Item[]; total: number } {
  return { items, total: items.length }
}

function withoutUndefined<Name extends string, Language extends string>({ name, language }: { readonly name?: Name | undefined; readonly language?: Language | undefined }) {
  return { ...(name !== undefined && { name }), ...(language !== undefined && { language }) }
}
