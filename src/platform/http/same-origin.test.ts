import { expect, test } from 'vitest'
import { doorRoutes } from './door.ts'
import { answerThrown } from './refusals.ts'
import { refuseOtherOrigins } from './same-origin.ts'

const app = doorRoutes()
app.onError(answerThrown({ log: { fault: (fault) => { throw fault } } }))
app.use(refuseOtherOrigins({ publicUrl: 'https://dam.example/' }))
app.all('/', (c) => c.text('done'))

const cookie = 'session=s'

test.each([
  { method: 'POST', headers: { cookie, 'sec-fetch-site': 'same-origin' }, status: 200 },
  { method: 'POST', headers: { cookie, origin: 'https://dam.example' }, status: 200 },
  { method: 'GET', headers: { cookie, 'sec-fetch-site': 'cross-site' }, status: 200 },
  { method: 'HEAD', headers: { cookie }, status: 200 },
  { method: 'POST', headers: {}, status: 200 },
  { method: 'DELETE', headers: { cookie, authorization: 'Bearer key' }, status: 200 },
  { method: 'POST', headers: { cookie, 'sec-fetch-site': 'cross-site' }, status: 403 },
  { method: 'POST', headers: { cookie, 'sec-fetch-site': 'same-site' }, status: 403 },
  { method: 'POST', headers: { cookie, 'sec-fetch-site': 'none' }, status: 403 },
  { method: 'POST', headers: { cookie, 'sec-fetch-site': 'cross-site', origin: 'https://dam.example' }, status: 403 },
  { method: 'PUT', headers: { cookie, origin: 'https://dam.example.evil.example' }, status: 403 },
  { method: 'PATCH', headers: { cookie, origin: 'http://dam.example' }, status: 403 },
  { method: 'DELETE', headers: { cookie, origin: 'null' }, status: 403 },
  { method: 'POST', headers: { cookie }, status: 403 },
  { method: 'POST', headers: { cookie, authorization: 'Basic key' }, status: 403 },
  // Somebody is to be signed in as another: no cookie yet, and still refused.
  { method: 'POST', headers: { origin: 'https://evil.example' }, status: 403 },
])('$method with $headers: $status', async ({ method, headers, status }) => {
  expect((await app.request('/', { method, headers: new Headers(Object.entries(headers)) })).status).toBe(status)
})
