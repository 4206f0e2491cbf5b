import { Hono } from 'hono'
import { expect, test } from 'vitest'
import type { Door } from './door.ts'
import { sendSecurityHeaders } from './security-headers.ts'

async function headersOf(publicUrl: string, path = '/') {
  const app = new Hono<Door>()
  app.use(sendSecurityHeaders({ publicUrl }))
  app.get('/', (c) => c.text('page'))
  app.get('/boxed', (c) => c.text('page', 200, { 'content-security-policy': 'sandbox' }))
  app.get('/elsewhere', (c) => c.redirect('/'))
  return (await app.request(path)).headers
}

test('no script, style, frame or form of anybody else runs', async () => {
  const policy = new Map((await headersOf('http://dam.example')).get('content-security-policy')?.split('; ').map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1)]))
  expect(policy.get('default-src')).toEqual(["'none'"])
  expect(policy.get('frame-ancestors')).toEqual(["'none'"])
  expect(policy.get('base-uri')).toEqual(["'none'"])
  for (const name of ['script-src', 'style-src', 'connect-src', 'font-src', 'form-action']) expect([name, policy.get(name)]).toEqual([name, ["'self'"]])
})

test('every answer tells the browser to be strict, a redirect and a sandboxed page too', async () => {
  for (const path of ['/', '/boxed', '/elsewhere', '/gone']) {
    const headers = await headersOf('http://dam.example', path)
    expect([headers.get('x-content-type-options'), headers.get('cross-origin-opener-policy'), headers.get('cross-origin-resource-policy')]).toEqual(['nosniff', 'same-origin', 'same-origin'])
  }
})

test('a route may set a policy of its own', async () => {
  const headers = await headersOf('http://dam.example', '/boxed')
  expect([headers.get('content-security-policy'), headers.get('x-frame-options')]).toEqual(['sandbox', null])
})

test('only a public address with https asks for https for ever', async () => {
  expect((await headersOf('http://dam.example')).has('strict-transport-security')).toBe(false)
  expect((await headersOf('https://dam.example')).get('strict-transport-security')).toMatch(/^max-age=\d{8}; includeSubDomains$/)
})
