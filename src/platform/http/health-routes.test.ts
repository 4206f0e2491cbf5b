import { expect, test } from 'vitest'
import { doorRoutes } from './door.ts'
import { healthRoutes, type ReadyCheck } from './health-routes.ts'
import { answerThrown } from './refusals.ts'

function app(checks: Record<string, ReadyCheck> = {}, metricsToken?: string) {
  const faults: unknown[] = []
  const log = { fault: (fault: unknown) => { faults.push(fault) } }
  const stop = new AbortController()
  const app = doorRoutes()
  app.onError(answerThrown({ log }))
  app.route('/', healthRoutes({ checks, metrics: { write: async () => ({ contentType: 'text/plain', text: 'up 1\n' }) }, metricsToken, stopping: stop.signal, log }))
  return { get: (path: string, headers = {}, remoteAddress = '203.0.113.9') => app.request(path, { headers }, { incoming: { socket: { remoteAddress } } }), stop, faults }
}

test('/health answers whatever the rest does', async () => {
  const { get, stop } = app({ database: () => Promise.reject(new Error('away')) })
  stop.abort()
  expect((await get('/health')).status).toBe(200)
})

test('/ready says which part is missing, without saying why', async () => {
  const { get, faults } = app({ database: () => Promise.reject(new Error('password wrong')), storage: async () => {} })
  const answer = await get('/ready')
  expect([answer.status, await answer.json()]).toEqual([503, { ready: false, checks: { database: false, storage: true } }])
  expect(faults).toHaveLength(1)
  expect(await (await app({ database: async () => {} }).get('/ready')).json()).toEqual({ ready: true, checks: { database: true } })
})

test('/ready does not wait for a part that does not answer', { timeout: 10_000 }, async () => {
  const { get } = app({ database: () => new Promise(() => {}) })
  expect((await get('/ready')).status).toBe(503)
})

test('/ready asked by many at once asks each part once', async () => {
  let asked = 0
  const { get } = app({ database: async () => { asked += 1 } })
  await Promise.all([get('/ready'), get('/ready'), get('/ready')])
  expect(asked).toBe(1)
  await get('/ready')
  expect(asked).toBe(2)
})

test('what stops is no longer ready', async () => {
  const { get, stop } = app({ database: async () => {} })
  stop.abort()
  expect((await get('/ready')).status).toBe(503)
})

test.each([
  { from: '127.0.0.1', headers: {}, token: undefined, status: 200 },
  { from: '127.0.0.1', headers: { 'x-forwarded-for': '198.51.100.1' }, token: undefined, status: 403 },
  { from: '203.0.113.9', headers: {}, token: undefined, status: 403 },
  { from: '203.0.113.9', headers: { authorization: 'Bearer undefined' }, token: undefined, status: 403 },
  { from: '203.0.113.9', headers: { authorization: 'Bearer right' }, token: 'right', status: 200 },
  { from: '203.0.113.9', headers: { authorization: 'Bearer wrong' }, token: 'right', status: 403 },
])('/metrics from $from with $headers: $status', async ({ from, headers, token, status }) => {
  expect((await app({}, token).get('/metrics', headers, from)).status).toBe(status)
})
