import { createRoute, z } from '@hono/zod-openapi'
import { expect, test } from 'vitest'
import { guarded } from '#kernels/rulebook/requires.ts'
import { doorRoutes } from '#platform/http/door.ts'
import { Refusal } from '#platform/refusal.ts'
import { testApi } from './api.fixture.ts'

const Shelf = z.object({ shelf: z.string(), who: z.string() })

function shelves() {
  const routes = doorRoutes()
  routes.openapi(guarded('key:manage', { method: 'get', path: '/shelves/{shelf}', request: { params: z.object({ shelf: z.string().max(5) }) }, responses: { 200: { description: 'A shelf', content: { 'application/json': { schema: Shelf } } } } }), (c) => {
    const { principal } = c.var
    if (c.req.valid('param').shelf === 'gone') throw new Refusal('gone', 'It was taken down')
    return c.json({ shelf: c.req.valid('param').shelf, who: principal.kind === 'person' ? principal.personId : 'nobody' }, 200)
  })
  routes.openapi(createRoute({ method: 'post', path: '/shelves', responses: { 201: { description: 'Made' } } }), (c) => c.body(null, 201))
  return { path: '/api/v1', routes }
}

const signedIn = { headers: { 'test-person': 'p1' } }

test('a request passes the door to its feature, and a refusal comes back as a problem', async () => {
  const { app, lines } = testApi({ features: [shelves()] })
  expect(await (await app.request('/api/v1/shelves/a', signedIn)).json()).toEqual({ shelf: 'a', who: 'p1' })
  const gone = await app.request('/api/v1/shelves/gone', signedIn)
  expect([gone.status, gone.headers.get('content-type'), await gone.json()]).toEqual([410, 'application/problem+json', { type: 'about:blank', title: 'Gone', status: 410, code: 'gone', detail: 'It was taken down', requestId: 'r2' }])
  expect([gone.headers.get('x-request-id'), gone.headers.get('cache-control'), gone.headers.get('x-content-type-options')]).toEqual(['r2', 'no-store', 'nosniff'])
  expect((await app.request('/api/v1/shelves/a')).status).toBe(401)
  expect((await app.request('/api/v1/shelves/far-too-long', signedIn)).status).toBe(422)
  expect(lines.map((line) => JSON.parse(line)).map(({ route, status }) => [route, status])).toEqual([200, 410, 401, 422].map((status) => ['/api/v1/shelves/:shelf', status]))
})

test('what is not there is said as a problem below /api, and by the portal elsewhere', async () => {
  const { app } = testApi()
  for (const path of ['/api/v1/nothing', '/api/nothing', '/somewhere']) expect(await (await app.request(path)).json()).toMatchObject({ status: 404, code: 'not-found' })
  expect(await (await app.request('/api/v1/nothing', { method: 'POST' })).json()).toMatchObject({ status: 404 })
})

test('addresses, accounts and sign-ins have their limits', async () => {
  const { app } = testApi({ features: [shelves()] })
  const statuses = async (times: number, ask: () => Response | Promise<Response>) => {
    const found = []
    for (let time = 0; time < times; time++) found.push((await ask()).status)
    return found
  }
  const from = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress } } })
  expect(await statuses(4, () => app.request('/api/auth/sign-in', { method: 'POST' }, from('203.0.113.1')))).toEqual([404, 404, 429, 429])
  expect(await statuses(6, () => app.request('/api/v1/shelves/a', {}, from('203.0.113.2')))).toEqual([401, 401, 401, 401, 401, 429])
  let place = 3
  expect(await statuses(6, () => app.request('/api/v1/shelves/a', signedIn, from(`203.0.113.${place++}`)))).toEqual([200, 200, 200, 200, 200, 429])
  // Health, metrics and the portal count for nobody.
  expect(await statuses(8, () => app.request('/health', {}, from('203.0.113.2')))).toEqual(Array.from({ length: 8 }, () => 200))
})

test('a change from another site, and a body too large, do not reach a feature', async () => {
  const { app } = testApi({ features: [{ ...shelves(), largeBodies: ['/api/v1/large'] }] })
  const post = (path: string, headers: Record<string, string>, body = '') => app.request(path, { method: 'POST', headers, body })
  expect((await post('/api/v1/shelves', { cookie: 'a=b', 'sec-fetch-site': 'same-origin' })).status).toBe(201)
  expect((await post('/api/v1/shelves', { cookie: 'a=b', 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  expect((await post('/api/v1/shelves', {}, 'x'.repeat(101))).status).toBe(413)
  expect((await post('/api/v1/large', {}, 'x'.repeat(101))).status).toBe(404)
})

test('a session that no longer holds keeps nobody from signing in', async () => {
  const { app } = testApi({ whoAsks: () => Promise.reject(new Refusal('unauthenticated', 'The key does not hold')), features: [{ path: '/api/auth', routes: sessions() }] })
  expect((await app.request('/api/auth/session')).status).toBe(200)
  expect((await app.request('/api/v1/me')).status).toBe(401)
})

function sessions() {
  const routes = doorRoutes()
  routes.get('/session', (c) => c.text(c.var.principal.kind))
  return routes
}

test('/openapi.json describes every route, its permission and the problem it may answer', async () => {
  const { app } = testApi({ features: [shelves()] })
  const document: unknown = await (await app.request('/openapi.json')).json()
  expect(document).toMatchObject({ openapi: '3.1.0', servers: [{ url: 'https://dam.example' }], components: { schemas: { Problem: { type: 'object' } }, securitySchemes: { key: { scheme: 'bearer' } } } })
  expect(document).toMatchObject({ paths: { '/api/v1/shelves/{shelf}': { get: { 'x-permission': 'key:manage', responses: { 200: {}, default: { content: { 'application/problem+json': {} } } } } } } })
})

test('metrics count what went through', async () => {
  const { app } = testApi({ features: [shelves()] })
  await app.request('/api/v1/shelves/a', signedIn)
  const text = await (await app.request('/metrics', {}, { incoming: { socket: { remoteAddress: '127.0.0.1' } } })).text()
  expect(text).toContain('http_requests_total{method="GET",route="/api/v1/shelves/:shelf",status="200"} 1')
})
