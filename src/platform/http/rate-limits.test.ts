import { Hono } from 'hono'
import { expect, test } from 'vitest'
import type { Principal } from '#platform/auth/principal.ts'
import type { Door } from './door.ts'
import { byAccount, byAddress, limitRate } from './rate-limits.ts'

function app(principals: readonly Principal[] = []) {
  const clock = { seconds: 0, now() { return new Date(this.seconds * 1000) } }
  const app = new Hono<Door>()
  app.use(async (c, next) => {
    c.set('requestId', 'r')
    c.set('address', c.req.header('test-address') ?? '203.0.113.9')
    c.set('principal', principals[Number(c.req.header('test-principal') ?? 0)] ?? { kind: 'anonymous' })
    await next()
  })
  app.use(limitRate({ name: 'address', requests: 4, windowSeconds: 60, keyOf: byAddress }, { clock }))
  app.use(limitRate({ name: 'account', requests: 2, windowSeconds: 60, keyOf: byAccount }, { clock }))
  app.get('/', (c) => c.text('page'))
  return { clock, get: (headers: Record<string, string> = {}) => app.request('/', { headers }) }
}

test('past what is allowed: 429, with the time to wait, which then suffices', async () => {
  const { clock, get } = app()
  for (const remaining of [3, 2, 1, 0]) {
    const answer = await get()
    expect([answer.status, answer.headers.get('ratelimit')]).toEqual([200, `"address";r=${remaining};t=${remaining === 0 ? 15 : 0}`])
  }
  const refused = await get()
  expect([refused.status, refused.headers.get('retry-after'), await refused.json()]).toEqual([429, '15', expect.objectContaining({ code: 'too-many', requestId: 'r' })])
  expect((await get({ 'test-address': '203.0.113.10' })).status).toBe(200)
  clock.seconds += 15
  expect((await get()).status).toBe(200)
})

test('an account has one allowance for all its keys and sessions, from wherever they come', async () => {
  const { get } = app([{ kind: 'person', personId: 'p', sessionId: 's', actingFor: null, isOperator: false }, { kind: 'key', personId: 'p', keyId: 'k', actingFor: null, scopes: [] }])
  const statuses = []
  for (const place of [0, 1, 0]) statuses.push((await get({ 'test-address': `203.0.113.${place}`, 'test-principal': String(place) })).status)
  expect(statuses).toEqual([200, 200, 429])
})

test('both allowances stand in the headers', async () => {
  const { get } = app([{ kind: 'person', personId: 'p', sessionId: 's', actingFor: null, isOperator: false }])
  const { headers } = await get()
  expect(headers.get('ratelimit-policy')).toBe('"account";q=2;w=60, "address";q=4;w=60')
  expect(headers.get('ratelimit')).toBe('"account";r=1;t=0, "address";r=3;t=0')
})

test.each([
  { addresses: ['2001:db8:0:1::1', '2001:db8::1:ffff:0:0:1', '2001:0db8:0000:0001:1:2:3:4', '2001:DB8:0:1::', '2001:db8:0:1::9%eth0'], statuses: [200, 200, 200, 200, 429] },
  { addresses: ['::1', '::2', '::3', '::', '::4'], statuses: [200, 200, 200, 200, 429] },
  { addresses: ['2001:db8:0:1::1', '2001:db8:0:2::1', '2001:db8:0:3::1', '2001:db8:0:4::1', '2001:db8:0:5::1'], statuses: [200, 200, 200, 200, 200] },
])('a /64 network counts as one: $addresses', async ({ addresses, statuses }) => {
  const { get } = app()
  const seen = []
  for (const address of addresses) seen.push((await get({ 'test-address': address })).status)
  expect(seen).toEqual(statuses)
})
