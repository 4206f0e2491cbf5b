import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { isPublicAddress } from '#platform/net/is-public-address.ts'
import { Page } from '#platform/http/shapes.ts'
import { UploadAnswer } from '../runs/run-answers.ts'
import { bodyOf, openRuns, Said } from '../runs/runs.fixture.ts'
import { expireUploads } from './expire-uploads.ts'
import { finishArrivedUploads } from './finish-upload.ts'
import { UNFINISHED_KEPT_SECONDS, uploadKey } from './upload-tables.ts'

const UPLOADS = '/datasets/test-city/people/uploads'
const TUS = { 'tus-resumable': '1.0.0' }
const PART = { ...TUS, 'content-type': 'application/offset+octet-stream' }
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const metadataOf = (said: Readonly<Record<string, string>>): string => Object.entries(said).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`).join(',')

describe.each(testDatabases())('uploads on $name', ({ open }) => {
  let database: Database
  let runs: Awaited<ReturnType<typeof openRuns>>
  let web: Server
  let port = 0
  beforeAll(async () => {
    database = await open()
    web = createServer((request, response) => {
      if (request.url?.startsWith('/people.csv')) response.end('name\nPerson 1\n')
      else if (request.url === '/inside') response.writeHead(302, { location: `http://inside.example:${port}/people.csv` }).end()
      else response.writeHead(404).end()
    })
    await new Promise<void>((resolve) => { web.listen(0, '0.0.0.0', resolve) })
    const address = web.address()
    port = typeof address === 'object' && address ? address.port : 0
    runs = await openRuns(database, { network: {
      resolve: (name) => Promise.resolve(name === 'public.example' ? ['127.0.0.2'] : ['127.0.0.1']),
      isAllowed: (one) => one === '127.0.0.2' || isPublicAddress(one),
    } })
  })
  afterAll(async () => { web.closeAllConnections(); web.close(); await runs.close(); await database.close() })

  const begin = (bytes: number, said: Readonly<Record<string, string>>, person = 'steward') =>
    runs.ask(person, 'POST', '/uploads', undefined, { ...TUS, 'upload-length': String(bytes), 'upload-metadata': metadataOf({ dataset: 'test-city/people', filename: 'a.csv', ...said }) })
  const pathOf = (answer: Response): string => answer.headers.get('location') ?? ''
  const read = async (path: string): Promise<UploadAnswer> => bodyOf(await runs.ask('member', 'GET', path), UploadAnswer)

  test('a file is sent piece by piece, its hash computed on the way, and kept', async () => {
    const begun = await begin(10, { filename: 'pieces.csv', sha256: sha256('0123456789') })
    expect([begun.status, begun.headers.get('upload-expires')]).toEqual([201, expect.stringContaining('GMT')])
    const path = pathOf(begun)
    expect(path).toMatch(/^\/uploads\/[0-9a-f-]{36}$/)
    expect((await runs.ask('steward', 'PATCH', path, '0123', { ...PART, 'upload-offset': '0' })).status).toBe(204)
    expect(await read(path)).toMatchObject({ name: 'pieces.csv', bytes: 10, received: 4, state: 'receiving', sha256: null })
    // A piece that does not follow on is refused, and changes nothing.
    expect((await runs.ask('steward', 'PATCH', path, 'xxx', { ...PART, 'upload-offset': '2' })).status).toBe(409)
    const head = await runs.ask('steward', 'HEAD', path, undefined, TUS)
    expect([head.status, head.headers.get('upload-offset'), head.headers.get('cache-control')]).toEqual([200, '4', 'no-store'])
    expect((await runs.ask('steward', 'PATCH', path, '456789', { ...PART, 'upload-offset': '4' })).headers.get('upload-offset')).toBe('10')
    expect(await read(path)).toMatchObject({ received: 10, state: 'complete', sha256: sha256('0123456789') })
    expect(await runs.needs.receiving.list()).toEqual([])
    expect((await runs.ask('steward', 'HEAD', path, undefined, TUS)).headers.get('upload-offset')).toBe('10')
  })

  test('many files are sent at once, with folders in their names', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, place) => runs.upload('many.csv', `file ${place}`, { relativePath: `2026/../${place}/many.csv` })))
    const { items, total } = await bodyOf(await runs.ask('member', 'GET', `${UPLOADS}?limit=12`), Page(UploadAnswer))
    expect(total).toBe(13)
    expect(items.map(({ name }) => name).toSorted()).toEqual(Array.from({ length: 12 }, (_, place) => `2026-${place}-many.csv`).toSorted())
    expect(items.every(({ state }) => state === 'complete')).toBe(true)
  })

  test('an empty file is a file', async () => {
    expect(await read(`/uploads/${await runs.upload('empty.csv', '')}`)).toMatchObject({ bytes: 0, state: 'complete', sha256: sha256('') })
  })

  test('a file with another hash than promised is not kept, and says so', async () => {
    const begun = await begin(3, { sha256: sha256('abc') })
    await runs.ask('steward', 'PATCH', pathOf(begun), 'abd', { ...PART, 'upload-offset': '0' })
    expect(await read(pathOf(begun))).toMatchObject({ state: 'failed', because: expect.stringContaining(sha256('abd')), sha256: null })
    expect(await runs.needs.store.head(uploadKey(pathOf(begun).split('/').at(-1) ?? ''))).toBeUndefined()
  })

  test('what was there whole when the server stopped is finished at its start', async () => {
    const path = pathOf(await begin(3, {}))
    await runs.needs.receiving.append(path.split('/').at(-1) ?? '', 0, (async function* () { yield Buffer.from('abc') })())
    expect(await read(path)).toMatchObject({ received: 3, state: 'receiving' })
    await Promise.all([finishArrivedUploads(runs.needs), finishArrivedUploads(runs.needs)])
    expect(await read(path)).toMatchObject({ state: 'complete', sha256: sha256('abc') })
  })

  test.each([
    ['no data set', 10, { dataset: 'people' }, 422], ['a path for a data set', 10, { dataset: 'test-city/people/x' }, 422], ['an unknown data set', 10, { dataset: 'test-city/nothing' }, 404],
    ['another\'s data set', 10, { dataset: 'other-town/theirs' }, 404], ['a wrong hash', 10, { sha256: 'x' }, 422], ['too many bytes', 60 * 2 ** 30, {}, 413],
  ])('an upload for %s is refused, and leaves nothing', async (_name, bytes, said, status) => {
    expect((await begin(bytes, said)).status).toBe(status)
    expect(await runs.needs.receiving.list()).toEqual([])
  })

  test('more bytes than were said are refused', async () => {
    const path = pathOf(await begin(3, {}))
    expect((await runs.ask('steward', 'PATCH', path, 'abcdef', { ...PART, 'upload-offset': '0', 'content-length': '6' })).status).toBe(413)
    await runs.ask('steward', 'DELETE', path, undefined, TUS)
  })

  test('only stewards and owners of the data set send, and only its people see', async () => {
    expect((await begin(1, {}, 'member')).status).toBe(403)
    expect((await begin(1, {}, 'nobody')).status).toBe(401)
    expect((await begin(1, {}, 'stranger')).status).toBe(404)
    const path = pathOf(await begin(1, {}))
    for (const [person, status] of [['nobody', 401], ['stranger', 404], ['reader', 403], ['member', 403]] as const) {
      expect([person, (await runs.ask(person, 'PATCH', path, 'x', { ...PART, 'upload-offset': '0' })).status]).toEqual([person, status])
      expect([person, (await runs.ask(person, 'DELETE', path, undefined, TUS)).status]).toEqual([person, status])
    }
    expect((await runs.ask('stranger', 'HEAD', path, undefined, TUS)).status).toBe(404)
    expect((await runs.ask('stranger', 'GET', path)).status).toBe(404)
    expect((await runs.ask('recused', 'GET', path)).status).toBe(404)
    expect((await runs.ask('stranger', 'GET', UPLOADS)).status).toBe(404)
    expect((await runs.ask('steward', 'DELETE', path, undefined, TUS)).status).toBe(204)
    expect((await runs.ask('steward', 'HEAD', path, undefined, TUS)).status).toBe(404)
  })

  test('what is removed is gone, with its bytes', async () => {
    const id = await runs.upload('gone.csv', 'x')
    expect(await runs.needs.store.head(uploadKey(id))).toBeDefined()
    expect((await runs.ask('steward', 'DELETE', `/uploads/${id}`)).status).toBe(204)
    expect((await runs.ask('steward', 'DELETE', `/uploads/${id}`)).status).toBe(404)
    await runs.work()
    expect(await runs.needs.store.head(uploadKey(id))).toBeUndefined()
  })

  test('what is not finished in time is given up', async () => {
    const path = pathOf(await begin(3, {}))
    await runs.ask('steward', 'PATCH', path, 'a', { ...PART, 'upload-offset': '0' })
    const later = { now: () => new Date(Date.now() + (UNFINISHED_KEPT_SECONDS + 60) * 1000) }
    expect(await expireUploads({ ...runs.needs, clock: { now: () => new Date() } })).toBe(0)
    expect(await expireUploads({ ...runs.needs, clock: later })).toBeGreaterThan(0)
    expect((await runs.ask('steward', 'HEAD', path, undefined, TUS)).status).toBe(404)
    expect(await runs.needs.receiving.list()).toEqual([])
    await runs.work()
  })

  test('a file is fetched from a public address', async () => {
    const begun = await bodyOf(await runs.ask('steward', 'POST', '/datasets/test-city/people/imports', { url: `http://public.example:${port}/people.csv?key=hush` }), UploadAnswer)
    expect(begun).toMatchObject({ name: 'people.csv', state: 'receiving', from: `http://public.example:${port}/people.csv` })
    await runs.work()
    expect(await read(`/uploads/${begun.id}`)).toMatchObject({ state: 'complete', bytes: 14, sha256: sha256('name\nPerson 1\n') })
    // What may be secret in the address is in no table but the job's.
    const { rows } = await sql<{ found: number }>`select count(*)::integer as found from upload where upload::text like '%hush%'`.execute(database.queries)
    expect(rows[0]?.found).toBe(0)
  })

  test.each([
    ['that is none', 'ftp://public.example/x', 422, undefined], ['with a password', 'http://a:b@public.example/x', 422, undefined],
    ['inside', 'http://inside.example:PORT/people.csv', 202, 'public server'], ['that leads inside', 'http://public.example:PORT/inside', 202, 'public server'],
    ['of metadata', 'http://169.254.169.254/latest/meta-data', 202, 'public server'], ['where nothing is', 'http://public.example:PORT/nothing', 202, 'status 404'],
  ])('a file from an address %s is refused with the reason', async (_name, url, status, because) => {
    const answer = await runs.ask('steward', 'POST', '/datasets/test-city/people/imports', { url: url.replace('PORT', String(port)) })
    expect(answer.status).toBe(status)
    if (because === undefined) return
    const { id } = await bodyOf(answer, UploadAnswer)
    await runs.work()
    expect(await read(`/uploads/${id}`)).toMatchObject({ state: 'failed', because: expect.stringContaining(because) })
  })

  test('only who may upload may have a file fetched', async () => {
    for (const [person, status] of [['member', 403], ['stranger', 404], ['nobody', 401]] as const) {
      const answer = await runs.ask(person, 'POST', '/datasets/test-city/people/imports', { url: 'http://public.example/x' })
      expect([person, answer.status]).toEqual([person, status])
      await bodyOf(answer, Said)
    }
    expect(runs.faults).toEqual([])
  })
})
