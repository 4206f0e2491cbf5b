import { expect, test } from 'vitest'
import { openLog, type RequestLine } from '#platform/log.ts'
import { Refusal } from '#platform/refusal.ts'
import { doorRoutes } from './door.ts'
import { observeRequests } from './observe-requests.ts'
import { answerThrown } from './refusals.ts'

function app() {
  let text = ''
  const lines: RequestLine[] = []
  const log = openLog({ write: (line) => { text += line } })
  let milliseconds = 0
  const app = doorRoutes()
  app.onError(answerThrown({ log }))
  app.use(async (c, next) => { c.set('requestId', 'r1'); await next() })
  app.use(observeRequests({ log, metrics: { request: (line) => lines.push(line) }, elapsed: () => { milliseconds += 5; return milliseconds } }))
  const people = doorRoutes()
  people.get('/people/:name', (c) => c.text('found'))
  people.post('/people/:name', () => { throw new Refusal('forbidden', 'Not yours') })
  people.put('/people/:name', async (_, next) => { await next() }, () => { throw new Error('kim@example.org is taken') })
  app.route('/api', people)
  app.get('*', (c) => c.text('page'))
  return { request: app.request, lines, text: () => text }
}

test.each([
  { method: 'GET', path: '/api/people/Kim?email=kim@example.org', route: '/api/people/:name', status: 200 },
  { method: 'POST', path: '/api/people/Kim', route: '/api/people/:name', status: 403 },
  { method: 'PUT', path: '/api/people/Kim', route: '/api/people/:name', status: 500 },
  { method: 'GET', path: '/anything/Kim', route: '*', status: 200 },
])('$method $path is told as $route, $status, and nothing of who asked', async ({ method, path, route, status }) => {
  const { request, lines, text } = app()
  await request(path, { method, headers: { 'x-forwarded-for': '203.0.113.9', cookie: 'session=secret', authorization: 'Bearer secret', 'user-agent': 'Kim' }, ...(method === 'GET' ? {} : { body: 'Kim kim@example.org' }) })
  expect(lines).toEqual([{ requestId: 'r1', method, route: expect.stringMatching(route === '*' ? /\*$/ : route), status, milliseconds: 5 }])
  expect(text()).toContain(`"status":${status}`)
  expect(text()).not.toMatch(/kim|203\.0|secret/i)
})
