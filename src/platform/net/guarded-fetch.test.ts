import { createServer, type RequestListener } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { guardedFetch, readAddress } from './guarded-fetch.ts'
import { isPublicAddress } from './is-public-address.ts'

// 127.0.0.2 plays the public internet, 127.0.0.1 the network inside; the server listens on both.
const isAllowed = (address: string): boolean => address === '127.0.0.2' || isPublicAddress(address)
const names = new Map<string, string[]>()
const asked: string[] = []
let answer: RequestListener = () => {}
let port = 0
const server = createServer((request, response) => {
  asked.push(`${request.socket.localAddress} ${request.headers.host?.split(':')[0]} ${request.url}`)
  answer(request, response)
})

beforeAll(async () => {
  await new Promise<void>((resolve) => { server.listen(0, '0.0.0.0', resolve) })
  const address = server.address()
  port = typeof address === 'object' && address ? address.port : 0
})
afterAll(() => { server.closeAllConnections(); server.close() })
afterEach(() => { names.clear(); asked.length = 0 })

const resolve = async (hostname: string): Promise<string[]> => names.get(hostname) ?? []
const get = (url: string, limits: { limitBytes?: number; limitSeconds?: number } = {}, signal?: AbortSignal) =>
  guardedFetch({ url: url.replace(':port', `:${port}`), limitBytes: 1000, limitSeconds: 5, ...limits }, { resolve, isAllowed, signal })

test('guardedFetch() fetches a public file', async () => {
  names.set('files.example', ['127.0.0.2'])
  answer = (_request, response) => { response.writeHead(200, { 'content-length': 3 }).end('a,b') }
  const fetched = await get('http://files.example:port/a.csv?secret=1')
  expect(fetched.bytes).toBe(3)
  expect((await buffer(fetched.chunks)).toString()).toBe('a,b')
  expect(asked).toEqual(['127.0.0.2 files.example /a.csv?secret=1'])
})

test.each([
  ['a name that leads inside', 'http://inside.example:port/', ['127.0.0.1']],
  ['a name that leads inside by one of its addresses', 'http://both.example:port/', ['127.0.0.2', '127.0.0.1']],
  ['a name that leads nowhere', 'http://nowhere.example:port/', []],
  ['an address', 'http://127.0.0.1:port/', []],
  ['an address as one number', 'http://2130706433:port/', []],
  ['an address in hexadecimal', 'http://0x7f000001:port/', []],
  ['an address in octal', 'http://0177.0.0.1:port/', []],
  ['a short address', 'http://127.1:port/', []],
  ['an address in IPv6', 'http://[::1]:port/', []],
  ['an address of IPv4 within IPv6', 'http://[::ffff:127.0.0.1]:port/', []],
  ['metadata', 'http://169.254.169.254/latest/meta-data/', []],
  ['nobody\'s address', 'http://0.0.0.0:port/', []],
])('guardedFetch() asks nobody for %s', async (_name, url, addresses) => {
  names.set(new URL(url.replace(':port', '')).hostname, addresses)
  await expect(get(url)).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('public') })
  expect(asked).toEqual([])
})

test('guardedFetch() connects to the address that was checked, whatever DNS says afterwards', async () => {
  let times = 0
  answer = (_request, response) => { response.end('x') }
  const rebinding = async (): Promise<string[]> => { times++; return times === 1 ? ['127.0.0.2'] : ['127.0.0.1'] }
  await buffer((await guardedFetch({ url: `http://rebinding.example:${port}/`, limitBytes: 10, limitSeconds: 5 }, { resolve: rebinding, isAllowed })).chunks)
  expect(asked).toEqual(['127.0.0.2 rebinding.example /'])
  // The second request is resolved anew, and refused.
  await expect(guardedFetch({ url: `http://rebinding.example:${port}/`, limitBytes: 10, limitSeconds: 5 }, { resolve: rebinding, isAllowed })).rejects.toMatchObject({ code: 'bad-input' })
  expect(asked).toHaveLength(1)
})

test('guardedFetch() follows redirects, each checked', async () => {
  names.set('first.example', ['127.0.0.2']).set('second.example', ['127.0.0.2'])
  answer = (request, response) => {
    if (request.url === '/end') response.end('end')
    else response.writeHead(302, { location: request.url === '/a' ? `http://second.example:${port}/b` : '/end' }).end()
  }
  expect((await buffer((await get('http://first.example:port/a')).chunks)).toString()).toBe('end')
  expect(asked).toEqual(['127.0.0.2 first.example /a', '127.0.0.2 second.example /b', '127.0.0.2 second.example /end'])
})

test.each([
  ['an address inside', () => `http://127.0.0.1:${port}/inside`],
  ['a name that leads inside', () => `http://inside.example:${port}/`],
  ['metadata', () => 'http://169.254.169.254/'],
  ['a file', () => 'file:///etc/passwd'],
  ['another protocol', () => 'gopher://first.example/'],
  ['a name and password', () => `http://a:b@first.example:${port}/`],
  ['a port for mail', () => 'http://first.example:25/'],
])('guardedFetch() does not follow a redirect to %s', async (_name, location) => {
  names.set('first.example', ['127.0.0.2']).set('inside.example', ['127.0.0.1'])
  answer = (_request, response) => { response.writeHead(307, { location: location() }).end() }
  await expect(get('http://first.example:port/')).rejects.toMatchObject({ code: 'bad-input' })
  expect(asked).toEqual(['127.0.0.2 first.example /'])
})

test('guardedFetch() gives up on redirects without an end', async () => {
  names.set('first.example', ['127.0.0.2'])
  answer = (_request, response) => { response.writeHead(301, { location: '/' }).end() }
  await expect(get('http://first.example:port/')).rejects.toThrow('more than 5 times')
  expect(asked).toHaveLength(6)
})

test.each([
  ['says that it is too large', 'content-length'],
  ['is too large without saying so', 'chunked'],
])('guardedFetch() stops at what %s', async (_name, how) => {
  names.set('large.example', ['127.0.0.2'])
  answer = (_request, response) => { response.writeHead(200, how === 'chunked' ? {} : { 'content-length': 2000 }); response.write(Buffer.alloc(1500)); response.end(Buffer.alloc(500)) }
  await expect(get('http://large.example:port/').then(({ chunks }) => buffer(chunks))).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('larger') })
})

test('guardedFetch() stops when the time is over, also within the file', async () => {
  names.set('slow.example', ['127.0.0.2'])
  answer = (_request, response) => { response.write('x') }
  await expect(get('http://slow.example:port/', { limitSeconds: 0.3 }).then(({ chunks }) => buffer(chunks))).rejects.toThrow('within 0.3 seconds')
})

test('guardedFetch() stops when it is told to', async () => {
  names.set('slow.example', ['127.0.0.2'])
  const stop = new AbortController()
  answer = (_request, response) => { response.write('x'); stop.abort() }
  await expect(get('http://slow.example:port/', {}, stop.signal).then(({ chunks }) => buffer(chunks))).rejects.toMatchObject({ code: 'cancelled' })
})

test.each([[404, 'not-found'], [500, 'not-found'], [206, 'not-found']])('guardedFetch() refuses status %d', async (status, code) => {
  names.set('files.example', ['127.0.0.2'])
  answer = (_request, response) => { response.writeHead(status).end('x') }
  await expect(get('http://files.example:port/')).rejects.toMatchObject({ code })
})

test('guardedFetch() refuses what breaks off, and what is packed on its way', async () => {
  names.set('files.example', ['127.0.0.2'])
  answer = (_request, response) => { response.writeHead(200, { 'content-length': 900 }); response.write('x'); setTimeout(() => { response.destroy() }, 50) }
  await expect(get('http://files.example:port/').then(({ chunks }) => buffer(chunks))).rejects.toMatchObject({ code: 'bad-input' })
  answer = (_request, response) => { response.writeHead(200, { 'content-encoding': 'gzip' }).end('x') }
  await expect(get('http://files.example:port/')).rejects.toThrow('packs the file')
})

test('guardedFetch() never tells the query', async () => {
  names.set('files.example', ['127.0.0.2'])
  answer = (_request, response) => { response.writeHead(403).end() }
  await expect(get('http://files.example:port/a?token=hush')).rejects.toMatchObject({ message: expect.not.stringContaining('hush') })
})

test.each(['ftp://a/b', 'file:///etc/passwd', 'javascript:1', 'data:text/plain,x', 'a.csv', '', 'http://', 'https://name@host/', 'http://host:22/', 'http://host:443/'])('readAddress() refuses %j', (address) => {
  expect(() => readAddress(address)).toThrow(/address/)
})

test('readAddress() takes http and https', () => {
  expect(['https://a.example/b?c', 'http://a.example:8080/'].map((address) => readAddress(address).href)).toEqual(['https://a.example/b?c', 'http://a.example:8080/'])
})
