import { createRoute, z } from '@hono/zod-openapi'
import { expect, test } from 'vitest'
import { doorRoutes } from './door.ts'
import { answerThrown } from './refusals.ts'

const route = createRoute({
  method: 'post', path: '/letters',
  request: { query: z.object({ limit: z.coerce.number().max(100) }), body: { content: { 'application/json': { schema: z.object({ to: z.email() }) } } } },
  responses: { 204: { description: 'Sent' } },
})

function app() {
  const routes = doorRoutes()
  routes.onError(answerThrown({ log: { fault: (fault) => { throw fault } } }))
  return routes.openapi(route, (c) => c.body(null, 204))
}

test.each([
  { query: 'limit=1', body: '{"to":"a@example.org"}', status: 204, words: '' },
  { query: 'limit=101', body: '{"to":"a@example.org"}', status: 422, words: 'query.limit' },
  { query: 'limit=1', body: '{"to":"Kim Secret"}', status: 422, words: 'body.to' },
  { query: 'limit=1', body: '{"to":', status: 400, words: 'JSON' },
])('doorRoutes() answers $status to $query with $body', async ({ query, body, status, words }) => {
  const answer = await app().request(`/letters?${query}`, { method: 'POST', body, headers: { 'content-type': 'application/json' } })
  const text = await answer.text()
  expect(answer.status, text).toBe(status)
  expect(text).toContain(words)
  expect(text).not.toContain('Secret')
})
