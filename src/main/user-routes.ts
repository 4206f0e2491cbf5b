import { z } from '@hono/zod-openapi'
import { UserAnswer } from '#platform/auth/people-answers.ts'
import type { PeopleNeeds } from '#platform/auth/people-needs.ts'
import { listUsers, setSuspended } from '#platform/auth/users.ts'
import { doorRoutes } from '#platform/http/door.ts'
import { Done, json, jsonBody, OneId, Page, PageQuery } from '#platform/http/shapes.ts'
import { CONFLICT_KINDS, declareConflict, listConflicts, waiveConflict } from '#kernels/rulebook/conflict-of-interest.ts'
import { guarded } from '#kernels/rulebook/requires.ts'

const users = guarded('operator:users', { method: 'get', path: '/operator/users', request: { query: PageQuery.extend({ query: z.string().max(200).optional() }) }, responses: { 200: { description: 'Everybody', ...json(Page(UserAnswer)) } } })
const suspend = guarded('operator:users', { method: 'post', path: '/operator/users/{id}/suspend', request: { params: OneId }, responses: Done })
const restore = guarded('operator:users', { method: 'post', path: '/operator/users/{id}/restore', request: { params: OneId }, responses: Done })

const ConflictAnswer = z.object({
  id: z.string(), personId: z.string(), object: z.string(), kind: z.enum(CONFLICT_KINDS), because: z.string(), declaredAt: z.iso.datetime(),
  waived: z.object({ by: z.string(), because: z.string(), until: z.iso.date() }).nullable(),
})
const ConflictObject = z.string().max(200).regex(/^(organisation:[a-z0-9-]+|dataset:[a-z0-9-]+\/[a-z0-9-]+)$/, 'organisation:city or dataset:city/discharges')
const conflicts = guarded('conflict:declare', { method: 'get', path: '/conflicts', request: { query: PageQuery }, responses: { 200: { description: 'Interests that the person declared', ...json(Page(ConflictAnswer)) } } })
const declare = guarded('conflict:declare', {
  method: 'post', path: '/conflicts', request: { body: jsonBody(z.strictObject({ object: ConflictObject, kind: z.enum(CONFLICT_KINDS), because: z.string().trim().min(1).max(1000) })) },
  responses: { 201: { description: 'Declared; the person sees no more of it than the public', ...json(z.object({ id: z.string() })) } },
})
const allConflicts = guarded('conflict:waive', { method: 'get', path: '/operator/conflicts', request: { query: PageQuery }, responses: { 200: { description: 'Interests that anybody declared', ...json(Page(ConflictAnswer)) } } })
const waive = guarded('conflict:waive', {
  method: 'post', path: '/operator/conflicts/{id}/waive', request: { params: OneId, body: jsonBody(z.strictObject({ because: z.string().trim().min(1).max(1000), until: z.iso.date() })) },
  responses: Done,
})

/** What operators do about people, and the interests that people declare. */
export function userRoutes(needs: PeopleNeeds) {
  return doorRoutes()
    .openapi(users, async (c) => c.json(await listUsers({ principal: c.var.principal, ...c.req.valid('query') }, needs), 200))
    .openapi(suspend, async (c) => {
      await setSuspended({ principal: c.var.principal, id: c.req.valid('param').id, isSuspended: true }, needs)
      return c.body(null, 204)
    })
    .openapi(restore, async (c) => {
      await setSuspended({ principal: c.var.principal, id: c.req.valid('param').id, isSuspended: false }, needs)
      return c.body(null, 204)
    })
    .openapi(conflicts, async (c) => c.json(written(await listConflicts({ principal: c.var.principal, all: false, ...c.req.valid('query') }, needs)), 200))
    .openapi(allConflicts, async (c) => c.json(written(await listConflicts({ principal: c.var.principal, all: true, ...c.req.valid('query') }, needs)), 200))
    .openapi(declare, async (c) => c.json(await declareConflict({ principal: c.var.principal, ...c.req.valid('json') }, needs), 201))
    .openapi(waive, async (c) => {
      await waiveConflict({ principal: c.var.principal, ...c.req.valid('param'), ...c.req.valid('json') }, needs)
      return c.body(null, 204)
    })
}

function written({ items, total }: Awaited<ReturnType<typeof listConflicts>>) {
  return { items: items.map(({ declaredAt, ...rest }) => ({ ...rest, declaredAt: declaredAt.toISOString() })), total }
}
