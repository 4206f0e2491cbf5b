import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { limitBodies } from './body-limits.ts'
import type { Door } from './door.ts'

const app = new Hono<Door>()
app.use(async (c, next) => { c.set('requestId', 'r'); await next() })
app.use(limitBodies({ mostBytes: 10, large: ['/uploads'] }))
app.post('*', async (c) => c.text(String((await c.req.arrayBuffer()).byteLength)))

/** A body whose length nobody knows before it is read. */
function streamed(bytes: number) {
  const body = new ReadableStream({
    start(controller) {
      for (let sent = 0; sent < bytes; sent++) controller.enqueue(new Uint8Array(1))
      controller.close()
    },
  })
  return new Request('http://dam.example/', { method: 'POST', duplex: 'half', body })
}

test.each([
  { what: '10 bytes', request: new Request('http://dam.example/', { method: 'POST', body: '0123456789' }), status: 200 },
  { what: '11 bytes', request: new Request('http://dam.example/', { method: 'POST', body: '0123456789a', headers: { 'content-length': '11' } }), status: 413 },
  { what: '10 bytes in pieces', request: streamed(10), status: 200 },
  { what: '11 bytes in pieces', request: streamed(11), status: 413 },
  { what: 'an upload', request: new Request('http://dam.example/uploads/a', { method: 'POST', body: '0123456789a' }), status: 200 },
  { what: 'a path that begins alike', request: new Request('http://dam.example/uploadsx', { method: 'POST', body: '0123456789a' }), status: 413 },
])('$what: $status', async ({ request, status }) => {
  expect((await app.request(request)).status).toBe(status)
})

test('what is too large is told with the way out', async () => {
  expect(await (await app.request(streamed(11))).json()).toMatchObject({ code: 'bad-input', detail: expect.stringContaining('uploads'), requestId: 'r' })
})
