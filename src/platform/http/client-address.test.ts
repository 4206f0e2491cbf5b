import { Hono } from 'hono'
import { expect, test } from 'vitest'
import type { Door } from './door.ts'
import { isFromThisMachine, isNetwork, readClientAddress } from './client-address.ts'

function app(trustedProxies: readonly string[]) {
  const app = new Hono<Door>()
  app.use(readClientAddress({ trustedProxies }))
  return app.get('/', (c) => c.json({ address: c.var.address, isHere: isFromThisMachine(c) }))
}

const from = (remoteAddress?: string) => ({ incoming: { socket: { remoteAddress } } })

test.each([
  { what: 'the socket', trusted: [], socket: '203.0.113.9', forwarded: undefined, address: '203.0.113.9' },
  { what: 'the socket, whatever a client claims', trusted: [], socket: '203.0.113.9', forwarded: '198.51.100.1', address: '203.0.113.9' },
  { what: 'the client behind a trusted proxy', trusted: ['10.0.0.0/8'], socket: '10.1.2.3', forwarded: '198.51.100.1', address: '198.51.100.1' },
  { what: 'not what the client wrote before it', trusted: ['10.0.0.0/8'], socket: '10.1.2.3', forwarded: '1.1.1.1, 198.51.100.1', address: '198.51.100.1' },
  { what: 'the client behind two proxies', trusted: ['10.0.0.0/8', '2001:db8::/32'], socket: '::ffff:10.1.2.3', forwarded: '198.51.100.1, 2001:db8::7', address: '198.51.100.1' },
  { what: 'the proxy, where it says nothing', trusted: ['10.1.2.3'], socket: '10.1.2.3', forwarded: 'nonsense', address: '10.1.2.3' },
  { what: 'nothing known', trusted: [], socket: undefined, forwarded: '198.51.100.1', address: 'unknown' },
])('the address is $what', async ({ trusted, socket, forwarded, address }) => {
  const answer = await app(trusted).request('/', { headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded } }, from(socket))
  expect(await answer.json()).toMatchObject({ address })
})

test.each([
  { socket: '127.0.0.1', headers: {}, isHere: true },
  { socket: '::ffff:127.0.0.1', headers: {}, isHere: true },
  { socket: '::1', headers: {}, isHere: true },
  { socket: '127.0.0.1', headers: { 'x-forwarded-for': '127.0.0.1' }, isHere: false },
  { socket: '127.0.0.1', headers: { via: '1.1 proxy' }, isHere: false },
  { socket: '203.0.113.9', headers: {}, isHere: false },
  { socket: undefined, headers: {}, isHere: false },
])('isFromThisMachine() of $socket with $headers is $isHere', async ({ socket, headers, isHere }) => {
  expect(await (await app([]).request('/', { headers }, from(socket))).json()).toMatchObject({ isHere })
})

test.each([['10.0.0.1', true], ['10.0.0.0/8', true], ['::1', true], ['2001:db8::/32', true], ['10.0.0.0/33', false], ['10.0.0.0/', false], ['10.0.0.0/8/8', false], ['proxy', false], ['', false]])('isNetwork(%j) is %j', (text, is) => {
  expect(isNetwork(text)).toBe(is)
})
