import { createServer, type RequestListener } from 'node:http'
import { afterAll, expect, test } from 'vitest'
import { download } from './download.ts'
import { cellsOf, collectThere, testEngine, testFolder } from './collecting.fixture.ts'

const folder = testFolder()
const engine = await testEngine(folder)
const answers: Record<string, RequestListener> = {
  '/a.csv': (_request, answer) => { answer.end('a,b\n1,가\n') },
  '/moved': (_request, answer) => { answer.writeHead(302, { location: '/a.csv' }).end() },
  '/loop': (_request, answer) => { answer.writeHead(302, { location: '/loop' }).end() },
  '/gone': (_request, answer) => { answer.writeHead(404).end('secret') },
  '/cut': (_request, answer) => { answer.writeHead(200, { 'content-length': '100' }); answer.write('a,b\n'); setTimeout(() => answer.destroy(), 20) },
  '/large': (_request, answer) => { answer.end('x'.repeat(5000)) },
  '/endless': (_request, answer) => { const timer = setInterval(() => answer.write('x'.repeat(1000)), 1); answer.on('close', () => clearInterval(timer)) },
}
const server = createServer((request, answer) => answers[(request.url ?? '').split('?')[0] ?? '']?.(request, answer))
await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
afterAll(() => { server.closeAllConnections(); server.close() })
const address = server.address()
const origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
const get = (path: string, limitBytes?: number, signal?: AbortSignal) => Array.fromAsync(download(new URL(origin + path), 'the file', { fetch, limitBytes, signal }))

test('a file is fetched over http, redirects followed, and the original kept', async () => {
  const report = await collectThere(folder, engine, {}, { kind: 'csv', path: `${origin}/moved?token=secret` })
  expect(await cellsOf(report.table, engine)).toEqual([['1', '가']])
  expect(report.originals).toMatchObject([{ name: `${origin}/moved`, bytes: 10 }])
  expect(JSON.stringify(report)).not.toContain('secret')
})

test.each([
  ['/gone', 'not-found', /status 404/], ['/loop', 'not-found', /could not be reached/], ['/cut', 'bad-input', /broke off/], ['/large', 'bad-input', /larger than/], ['/endless', 'bad-input', /larger than/],
])('download() refuses %s', async (path, code, sentence) => {
  const refusal = await get(path, 4000).then(() => undefined, (fault: unknown) => fault)
  expect(refusal).toMatchObject({ name: 'Refusal', code, message: expect.stringMatching(sentence) })
  expect(String(refusal)).not.toContain('secret')
})

test('download() stops when it is told to, and says when nobody answers', async () => {
  await expect(get('/endless', 1e9, AbortSignal.timeout(30))).rejects.toMatchObject({ code: 'cancelled' })
  await expect(Array.fromAsync(download(new URL('http://127.0.0.1:1/'), 'x', { fetch }))).rejects.toMatchObject({ code: 'not-found' })
})
