import { Hono } from 'hono'
import { expect, test } from 'vitest'
import type { Door } from './door.ts'
import { giveRequestId } from './request-id.ts'

test('giveRequestId() numbers every request and believes no number that was sent', async () => {
  let last = 0
  const app = new Hono<Door>()
  app.use(giveRequestId({ newId: () => `r${++last}` }))
  app.get('/', (c) => c.text(c.var.requestId))
  for (const id of ['r1', 'r2']) {
    const answer = await app.request('/', { headers: { 'x-request-id': 'mine' } })
    expect([await answer.text(), answer.headers.get('x-request-id')]).toEqual([id, id])
  }
})
