import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { afterAll, expect, test } from 'vitest'
import type { Door } from './door.ts'
import { loadPortalFiles, servePortal } from './portal-files.ts'
import { answerThrown } from './refusals.ts'

const folder = mkdtempSync(join(tmpdir(), 'datadam-portal-'))
afterAll(() => rmSync(folder, { recursive: true }))
const script = 'export const word = "dam"\n'.repeat(200)
mkdirSync(join(folder, 'built/assets'), { recursive: true })
writeFileSync(join(folder, 'secret.txt'), 'secret')
writeFileSync(join(folder, 'built/index.html'), '<!doctype html><title>Portal</title>')
writeFileSync(join(folder, 'built/mark.svg'), '<svg/>')
writeFileSync(join(folder, 'built/assets/main-Ab3_d-9Z.js'), script)

async function app(place: string) {
  const app = new Hono<Door>()
  app.onError(answerThrown({ log: { fault: (fault) => { throw fault } } }))
  return app.get('*', servePortal(await loadPortalFiles(place)))
}
const portal = await app(join(folder, 'built'))

test.each([
  { path: '/', type: 'text/html; charset=utf-8', cache: 'no-store' },
  { path: '/datasets/city/visits/versions/1.0.0', type: 'text/html; charset=utf-8', cache: 'no-store' },
  { path: '/index.html', type: 'text/html; charset=utf-8', cache: 'no-store' },
  { path: '/assets/main-Ab3_d-9Z.js', type: 'text/javascript; charset=utf-8', cache: 'public, max-age=31536000, immutable' },
  { path: '/mark.svg', type: 'image/svg+xml', cache: 'public, no-cache' },
])('$path is $type and kept as $cache', async ({ path, type, cache }) => {
  const { status, headers } = await portal.request(path)
  expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([200, type, cache])
})

test.each(['/assets/gone.js', '/api/v1/gone'])('%s is not the page', async (path) => {
  expect((await portal.request(path)).status).toBe(404)
})

test.each(['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/assets/../../secret.txt', '/assets/..%2f..%2fsecret.txt', String.raw`/..\secret.txt`])('%s leads to nothing outside', async (path) => {
  expect(await (await portal.request(new Request(`http://dam.example${path}`))).text()).not.toBe('secret')
})

test('a file is compressed for whoever takes it, and each form has a tag of its own', async () => {
  const path = '/assets/main-Ab3_d-9Z.js'
  const get = (encoding: string, headers = {}) => portal.request(path, { headers: { 'accept-encoding': encoding, ...headers } })
  const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer())
  const [plain, brotli, zipped] = [await get('br;q=0, deflate'), await get('gzip, BR;q=0.9'), await get('gzip;q=1.0')]
  expect([plain, brotli, zipped].map(({ headers }) => [headers.get('content-encoding'), headers.get('vary')])).toEqual([[null, 'Accept-Encoding'], ['br', 'Accept-Encoding'], ['gzip', 'Accept-Encoding']])
  const tags = [plain, brotli, zipped].map(({ headers }) => headers.get('etag') ?? '')
  expect(new Set(tags).size).toBe(3)
  expect([(await bytesOf(plain)).toString(), brotliDecompressSync(await bytesOf(brotli)).toString(), gunzipSync(await bytesOf(zipped)).toString()]).toEqual([script, script, script])
  expect((await get('br', { 'if-none-match': tags[1] })).status).toBe(304)
  expect((await get('br', { 'if-none-match': tags[0] })).status).toBe(200)
})

test('a portal that was not built says so', async () => {
  const answer = await (await app(join(folder, 'gone'))).request('/')
  expect([answer.status, await answer.json()]).toEqual([404, expect.objectContaining({ detail: expect.stringContaining('not built') })])
})
