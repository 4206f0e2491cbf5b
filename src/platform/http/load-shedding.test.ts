import { EventEmitter } from 'node:events'
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import type { Door } from './door.ts'
import { shedLoad } from './load-shedding.ts'

function app() {
  const seen = { requests: 0, streams: 0, turnedAway: 0 }
  const app = new Hono<Door>()
  const waiting: (() => void)[] = []
  let cancelled = 0
  app.use(async (c, next) => { c.set('requestId', 'r'); await next() })
  app.get('/health', (c) => c.text('ok'))
  app.use(shedLoad({ mostRequests: 2, mostStreams: 1 }, { meter: {
    inFlight(requests, streams) { Object.assign(seen, { requests, streams }) },
    turnedAway() { seen.turnedAway += 1 },
  } }))
  app.get('/slow', async (c) => { await new Promise<void>((resolve) => { waiting.push(resolve) }); return c.text('done') })
  app.get('/quick', (c) => c.text('done'))
  app.get('/fault', () => { throw new Error('no') })
  app.get('/events', () => new Response(new ReadableStream({ cancel() { cancelled += 1 } }), { headers: { 'content-type': 'text/event-stream' } }))
  app.onError(() => new Response('fault', { status: 500 }))
  return { app, seen, finishAll() { waiting.splice(0).forEach((resolve) => resolve()) }, cancelled: () => cancelled }
}

test('past the limit: 503 with Retry-After at once; health is answered; afterwards all is well', async () => {
  const { app: server, seen, finishAll } = app()
  const slow = [server.request('/slow'), server.request('/slow')]
  const refused = await server.request('/slow')
  expect([refused.status, refused.headers.get('retry-after'), await refused.json()]).toEqual([503, '2', expect.objectContaining({ code: 'too-many', requestId: 'r' })])
  expect((await server.request('/health')).status).toBe(200)
  expect(seen).toEqual({ requests: 2, streams: 0, turnedAway: 1 })
  finishAll()
  expect((await Promise.all(slow)).map(({ status }) => status)).toEqual([200, 200])
  expect((await server.request('/quick')).status).toBe(200)
  expect(seen).toMatchObject({ requests: 0, streams: 0 })
})

test('a request whose answer is still being sent counts, until the connection ends', async () => {
  const { app: server, seen } = app()
  const connections = [new EventEmitter(), new EventEmitter()]
  for (const outgoing of connections) expect((await server.request('/quick', {}, { outgoing })).status).toBe(200)
  expect((await server.request('/quick')).status).toBe(503)
  for (const outgoing of connections) { outgoing.emit('close'); outgoing.emit('close') }
  expect(seen).toMatchObject({ requests: 0 })
  expect((await server.request('/quick')).status).toBe(200)
})

test('faults do not stay in flight', async () => {
  const { app: server, seen } = app()
  for (let time = 0; time < 5; time++) expect((await server.request('/fault')).status).toBe(500)
  expect(seen).toMatchObject({ requests: 0 })
})

test('streams of events have a limit of their own and take no place from requests', async () => {
  const { app: server, seen, cancelled } = app()
  const outgoing = new EventEmitter()
  expect((await server.request('/events', {}, { outgoing })).status).toBe(200)
  expect(seen).toMatchObject({ requests: 0, streams: 1 })
  const refused = await server.request('/events', {}, { outgoing: new EventEmitter() })
  expect([refused.status, refused.headers.get('retry-after'), refused.headers.get('content-type'), cancelled()]).toEqual([503, '2', 'application/problem+json', 1])
  outgoing.emit('close')
  expect(seen).toMatchObject({ requests: 0, streams: 0 })
  expect((await server.request('/events', {}, { outgoing: new EventEmitter() })).status).toBe(200)
})
