import { Agent, get, type IncomingMessage } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { doorRoutes } from './door.ts'
import { listen, type Listening } from './listen.ts'
import { shedLoad } from './load-shedding.ts'
import { serveFile } from './serve-file.ts'

const host = '127.0.0.1'
const open: Listening[] = []
afterEach(async () => { for (const one of open.splice(0)) await one.stop({ limitSeconds: 0 }) })

const BYTES = new Uint8Array(200_000).fill(65)

async function started() {
  const app = doorRoutes()
  const gates: (() => void)[] = []
  const seen = { requests: 0 }
  app.get('/health', (c) => c.text('ok'))
  app.use(shedLoad({ mostRequests: 3, mostStreams: 5 }, { meter: { inFlight: (requests) => { seen.requests = requests }, turnedAway() {} } }))
  app.get('/slow', async (c) => { await new Promise<void>((resolve) => { gates.push(resolve) }); return c.text('done') })
  app.get('/file', (c) => serveFile(c.req.raw, {
    size: BYTES.length, etag: 'e', modified: new Date(0),
    async* read(start, end) {
      yield BYTES.slice(start, Math.min(end, start + 10))
      if (end > start + 10) { await new Promise<void>((resolve) => { gates.push(resolve) }); yield BYTES.slice(start + 10, end) }
    },
  }, { name: 'a.bin', contentType: 'application/octet-stream' }))
  app.get('/for-ever', () => new Response(new ReadableStream({ start(controller) { controller.enqueue(new Uint8Array([65])) } }), { headers: { 'content-type': 'text/event-stream' } }))
  const server = await listen(app.fetch, { host, port: 0 })
  open.push(server)
  return { server, seen, at: (path: string) => `http://${host}:${server.port}${path}`, openGates() { gates.splice(0).forEach((resolve) => resolve()) }, gates }
}

async function until(holds: () => boolean): Promise<void> {
  for (let time = 0; time < 200 && !holds(); time++) await wait(10)
  expect(holds()).toBe(true)
}

test('listen() finishes the requests in hand, and takes no more', async () => {
  const { server, at, openGates, gates } = await started()
  const agent = new Agent({ keepAlive: true })
  const slow = new Promise<IncomingMessage>((resolve, reject) => { get(at('/slow'), { agent }, resolve).on('error', reject) })
  await until(() => gates.length === 1)
  const stopped = server.stop({ limitSeconds: 5 })
  await expect(fetch(at('/health'))).rejects.toThrow('fetch failed')
  openGates()
  const answer = await slow
  answer.resume()
  expect([answer.statusCode, answer.headers.connection]).toEqual([200, 'keep-alive'])
  const begun = performance.now()
  await stopped
  // It did not wait for the connection that the client wanted to keep.
  expect(performance.now() - begun).toBeLessThan(1000)
  agent.destroy()
})

test('listen() cuts off what is not finished in time', async () => {
  const { server, at } = await started()
  const answer = await fetch(at('/for-ever'))
  expect(answer.status).toBe(200)
  const begun = performance.now()
  await server.stop({ limitSeconds: 0.2 })
  expect(performance.now() - begun).toBeLessThan(2000)
  await expect(answer.text()).rejects.toThrow('terminated')
})

test('a request counts until its last byte is sent, and past the limit others are turned away while health is answered', async () => {
  const { at, seen, openGates, gates } = await started()
  const files = await Promise.all([1, 2, 3].map(() => fetch(at('/file'))))
  expect(files.map(({ status }) => status)).toEqual([200, 200, 200])
  await until(() => gates.length === 3)
  expect(seen.requests).toBe(3)
  const refused = await fetch(at('/file'))
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2'])
  await refused.body?.cancel()
  expect((await fetch(at('/health'))).status).toBe(200)
  openGates()
  for (const file of files) expect((await file.bytes()).length).toBe(BYTES.length)
  await until(() => seen.requests === 0)
})

test('whoever goes away in the middle frees the place', async () => {
  const { at, seen, gates, openGates } = await started()
  const stop = new AbortController()
  await fetch(at('/file'), { signal: stop.signal })
  await until(() => gates.length === 1)
  expect(seen.requests).toBe(1)
  stop.abort()
  await until(() => seen.requests === 0)
  openGates()
})

test('HEAD tells the length over a real connection', async () => {
  const { at } = await started()
  const answer = await fetch(at('/file'), { method: 'HEAD' })
  expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([200, String(BYTES.length), ''])
})

test('listen() says what to do about a port that is taken', async () => {
  const { server } = await started()
  await expect(listen(() => new Response(), { host, port: server.port })).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('PORT') })
  await expect(listen(() => new Response(), { host: '192.0.2.1', port: 0 })).rejects.toMatchObject({ code: 'wrong-use', message: expect.stringContaining('HOST') })
})
