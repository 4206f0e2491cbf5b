import { z } from '@hono/zod-openapi'
import { expect, test } from 'vitest'
import type { Principal } from '#platform/auth/principal.ts'
import { doorRoutes } from '#platform/http/door.ts'
import { answerThrown } from '#platform/http/refusals.ts'
import { guarded } from './requires.ts'

const shelf = guarded('dataset:edit', {
  method: 'put', path: '/shelves/{shelf}',
  request: { params: z.object({ shelf: z.string().max(4) }), body: { content: { 'application/json': { schema: z.object({ books: z.number() }) } } } },
  responses: { 200: { description: 'Kept', content: { 'application/json': { schema: z.object({ shelf: z.string(), books: z.number() }) } } } },
})

function appFor(principal: Principal) {
  const app = doorRoutes()
  app.onError(answerThrown({ log: { fault: (fault) => { throw fault } } }))
  app.use(async (c, next) => { c.set('principal', principal); c.set('requestId', 'r1'); await next() })
  return app.openapi(shelf, (c) => c.json({ shelf: c.req.valid('param').shelf, books: c.req.valid('json').books }, 200))
}

const steward: Principal = { kind: 'person', personId: 'p', sessionId: 's', actingFor: { organisationId: 'o', slug: 'city', roles: ['steward'] }, isOperator: false }
const put = (body: unknown) => ({ method: 'PUT', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })

test('guarded() lets through whom the rule book allows, with the request parsed', async () => {
  const answer = await appFor(steward).request('/shelves/a', put({ books: 3 }))
  expect([answer.status, await answer.json()]).toEqual([200, { shelf: 'a', books: 3 }])
})

test('guarded() refuses at the door, before it reads the request', async () => {
  for (const body of [{ books: 3 }, 'no shelf']) {
    const answer = await appFor({ kind: 'anonymous' }).request('/shelves/a', put(body))
    expect([answer.status, await answer.json()]).toEqual([401, expect.objectContaining({ code: 'unauthenticated', requestId: 'r1' })])
  }
  expect((await appFor({ ...steward, actingFor: null }).request('/shelves/a', put({ books: 3 }))).status).toBe(403)
})

test('guarded() says its permission in the OpenAPI document', () => {
  const document = appFor(steward).getOpenAPI31Document({ openapi: '3.1.0', info: { title: 'Shelves', version: '1' } })
  expect(document.paths?.['/shelves/{shelf}']?.put).toMatchObject({ 'x-permission': 'dataset:edit' })
})
