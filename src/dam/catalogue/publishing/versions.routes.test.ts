import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { type AccessClass, type RowFilter, type RowOrder, RowsAnswer, StatisticsAnswer, VersionAnswer } from '../datasets/dataset-answers.ts'
import { openCatalogue, VISITS_DETAILS } from './catalogue.fixture.ts'

const VISITS = '/datasets/test-city/visits'
const FIRST = `${VISITS}/versions/1.0.0`
const DATA = `${FIRST}/files/data/train-00000-of-00003.parquet`

describe.each(testDatabases())('reading a version on $name', ({ open }) => {
  let database: Database
  let catalogue: Awaited<ReturnType<typeof openCatalogue>>
  beforeAll(async () => {
    database = await open()
    catalogue = await openCatalogue(database)
    await catalogue.ask('steward', 'POST', '/organisations/test-city/datasets', { slug: 'visits', details: VISITS_DETAILS })
    await catalogue.publish('1.0.0')
    await catalogue.run('1.1.0')
  }, 300_000)
  afterAll(async () => { await catalogue.close(); await database.close() })

  const get = (name: string, path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET') => catalogue.ask(name, method, path, undefined, headers)
  const rows = async (query: string) => RowsAnswer.parse(await (await get('nobody', `${FIRST}/rows?${query}`)).json())
  const setAccess = async (access: AccessClass) => {
    expect((await catalogue.ask('steward', 'PATCH', VISITS, { details: { ...VISITS_DETAILS, access } })).status).toBe(200)
  }
  const counted = async () => (await sql<{ path: string; downloads: number }>`select path, downloads from download_count order by path`.execute(database.queries)).rows
  const noted = async () => (await sql<{ person_id: string; path: string }>`select person_id, path from download order by at`.execute(database.queries)).rows
  const lines = async () => (await sql<{ act: string; actor: string }>`select act, actor from audit_line where act in ('file:download', 'dataset:read') order by position`.execute(database.queries)).rows

  test('rows are read from any offset, across files, and cells are cut', async () => {
    const whole = [...(await rows('limit=100')).rows, ...(await rows('offset=100&limit=100')).rows, ...(await rows('offset=200&limit=100')).rows]
    expect(whole.length).toBe(240)
    const across = await rows('offset=95&limit=10')
    expect(across).toMatchObject({ columns: ['나이', '성별', '진단', '비용'], total: 240, offset: 95, cutCells: 0 })
    expect(across.rows).toEqual(whole.slice(95, 105))
    expect((await rows('offset=239&limit=10')).rows).toEqual(whole.slice(239))
    expect(await rows('offset=1000')).toMatchObject({ rows: [], total: 240 })
    const cut = await rows('limit=2&cellLength=1')
    expect(cut.rows).toEqual(whole.slice(0, 2).map((row) => row.map((cell) => cell?.slice(0, 1) ?? null)))
    expect(cut.cutCells).toBe(whole.slice(0, 2).flat().filter((cell) => (cell?.length ?? 0) > 1).length)
    expect((await get('nobody', `${FIRST}/rows?limit=101`)).status).toBe(422)
    expect((await get('nobody', `${FIRST}/rows?cellLength=0`)).status).toBe(422)
  })

  test('rows are filtered and sorted, and what does not fit is refused', async () => {
    const whole = [...(await rows('limit=100')).rows, ...(await rows('offset=100&limit=100')).rows, ...(await rows('offset=200&limit=100')).rows]
    const asked = (filter: readonly RowFilter[], sort: readonly RowOrder[] = []) => new URLSearchParams({ filter: JSON.stringify(filter), sort: JSON.stringify(sort), limit: '100' }).toString()
    const found = await rows(asked([{ column: '비용', is: 'at-least', value: '800' }, { column: '진단', is: 'contains', value: '감' }], [{ column: '비용', direction: 'descending' }]))
    const expected = whole.filter(([, , diagnosis, cost]) => Number(cost) >= 800 && diagnosis === '감기').toSorted((one, other) => Number(other[3]) - Number(one[3]))
    expect(expected.length).toBeGreaterThan(5)
    expect(found).toEqual({ columns: ['나이', '성별', '진단', '비용'], rows: expected, total: expected.length, all: 240, offset: 0, cutCells: 0 })
    expect(await rows(asked([{ column: '비용', is: 'missing' }]))).toMatchObject({ rows: [], total: 0, all: 240 })
    for (const [query, says] of [[asked([{ column: '없는 열', is: 'missing' }]), 'no column'], [asked([{ column: '진단', is: 'at-least', value: '1' }]), '진단'], [asked([], [{ column: '1; drop table x', direction: 'ascending' }]), 'no column']] as const) {
      const answer = await get('nobody', `${FIRST}/rows?${query}`)
      expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining(says)])
    }
    for (const broken of ['filter=no', 'filter=%7B%7D', 'sort=%5B1%5D', `filter=${encodeURIComponent('[{"column":"비용","is":"like","value":"1"}]')}`]) expect([broken, (await get('nobody', `${FIRST}/rows?${broken}`)).status]).toEqual([broken, 422])
  })

  test('statistics of the released rows are told, with the commands that give them again', async () => {
    const { rows: counted, columns } = StatisticsAnswer.parse(await (await get('nobody', `${FIRST}/statistics`)).json())
    expect([counted, columns.map(({ name }) => name)]).toEqual([240, ['나이', '성별', '진단', '비용']])
    expect(columns[2]).toMatchObject({ missing: 0, distinct: 3, chart: { kind: 'values', others: 0, bars: [{ value: '감기', count: 80 }, { value: '골절', count: 80 }, { value: '두통', count: 80 }] } })
    expect(columns[3]).toMatchObject({ smallest: '0', largest: '899', recompute: { summary: expect.stringContaining("from 'data/*.parquet'") } })
  })

  test('files are downloaded whole or in parts, with the hash of the manifest as their tag', async () => {
    const { files } = VersionAnswer.parse(await (await get('nobody', FIRST)).json())
    for (const { path, bytes, sha256 } of files) {
      const answer = await get('nobody', `${FIRST}/files/${path}`)
      const body = Buffer.from(await answer.arrayBuffer())
      expect([path, body.length, createHash('sha256').update(body).digest('hex'), answer.headers.get('etag')]).toEqual([path, bytes, sha256, `"${sha256}"`])
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="visits-1\.0\.0-/)
      expect(answer.headers.get('content-security-policy')).toContain('sandbox')
    }
    const part = await get('nobody', DATA, { range: 'bytes=0-3' })
    expect([part.status, await part.text()]).toEqual([206, 'PAR1'])
    const etag = part.headers.get('etag') ?? ''
    expect((await get('nobody', DATA, { 'if-none-match': etag })).status).toBe(304)
    expect((await get('nobody', DATA, {}, 'HEAD')).headers.get('content-length')).not.toBe('0')
    expect((await get('nobody', DATA, { range: 'bytes=4-' })).status).toBe(206)
  })

  test('downloads of open data are counted without noting whose they were', async () => {
    // Each data file once in the test above, the first also from its first byte; the rest of a download, a question and a look do not count.
    expect(await counted()).toEqual([0, 1, 2].map((shard) => ({ path: `data/train-0000${shard}-of-00003.parquet`, downloads: shard === 0 ? 2 : 1 })).concat([{ path: 'hierarchies/01.json', downloads: 1 }, { path: 'hierarchies/02.json', downloads: 1 }]))
    await get('reader', DATA)
    expect(await noted()).toEqual([])
    expect(await lines()).toEqual([])
  })

  test.each(['../manifest.json', '..%2Fmanifest.json', 'data/..%2F..%2F..%2Fvisits@1.1.0%2Fmanifest.json', 'data/none.parquet', 'data%2Ftrain-00000-of-00003.parquet%00', '.quarantine'])('no path leads out of the release: %s', async (path) => {
    expect((await get('nobody', `${FIRST}/files/${path}`)).status).toBe(404)
  })

  test('the report is shown in a sandbox without the portal’s origin', async () => {
    const answer = await get('nobody', `${FIRST}/report`)
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
    const policy = answer.headers.get('content-security-policy')
    expect(policy).toMatch(/^sandbox allow-scripts/)
    expect(policy).not.toContain('allow-same-origin')
    expect(policy).toContain("default-src 'none'")
    expect(await answer.text()).toMatch(/^<!doctype html>/i)
    const again = await get('nobody', `${FIRST}/report`, { 'if-none-match': answer.headers.get('etag') ?? '' })
    expect([again.status, await again.text(), again.headers.get('content-security-policy')]).toEqual([304, '', policy])
    expect((await get('nobody', `${FIRST}/report`, { 'if-none-match': '"another"' })).status).toBe(200)
  })

  test('what is not published is for the people of the organisation, and 404 for all others', async () => {
    const paths = ['', '/rows', '/statistics', '/report', '/files/manifest.json', '/files/data/train-00000-of-00003.parquet'].map((rest) => `${VISITS}/versions/1.1.0${rest}`)
    for (const path of paths) {
      for (const other of ['nobody', 'reader', 'stranger', 'granted', 'recused']) expect([other, path, (await get(other, path)).status]).toEqual([other, path, 404])
      expect([path, (await get('member', path)).status]).toEqual([path, 200])
    }
    for (const word of ['submit', 'approve', 'return', 'withdraw']) {
      const body = { words: word === 'withdraw' ? { en: 'mine now' } : 'mine now, long enough' }
      expect([word, (await catalogue.ask('stranger', 'POST', `${VISITS}/versions/1.1.0/${word}`, body)).status]).toEqual([word, 404])
      expect([word, (await catalogue.ask('nobody', 'POST', `${VISITS}/versions/1.1.0/${word}`, body)).status]).toEqual([word, 401])
    }
    // A look at what is not public yet was noted.
    expect((await noted()).map(({ person_id }) => person_id)).toEqual(['member', 'member'])
  })

  test('who asks at the same time as somebody inside learns nothing by it', async () => {
    const draft = `${VISITS}/versions/1.1.0`
    const answers = await Promise.all(['nobody', 'steward', 'nobody', 'stranger', 'steward', 'nobody'].map((person) => get(person, draft)))
    expect(answers.map(({ status }) => status)).toEqual([404, 200, 404, 404, 200, 404])
    const names = await Promise.all(['nobody', 'steward', 'nobody'].map(async (person) => VersionAnswer.parse(await (await get(person, FIRST)).json()).submittedBy !== null))
    expect(names).toEqual([false, true, false])
  })

  test('registered data is for those who signed in, and each taking is noted once', async () => {
    await setAccess('registered')
    const before = (await noted()).length
    expect((await get('nobody', DATA)).status).toBe(401)
    expect((await get('nobody', `${FIRST}/rows`)).status).toBe(401)
    expect((await get('nobody', `${FIRST}/statistics`)).status).toBe(401)
    expect((await get('nobody', `${FIRST}/files/README.md`)).status).toBe(200)
    expect(VersionAnswer.parse(await (await get('nobody', FIRST)).json())).toMatchObject({ mayDownload: false, whyNot: 'Sign in first' })
    for (const headers of [{}, { range: 'bytes=100-200' }, { range: 'bytes=201-' }]) expect((await get('reader', DATA, headers)).ok).toBe(true)
    for (const query of ['', '?offset=100']) expect((await get('reader', `${FIRST}/rows${query}`)).status).toBe(200)
    expect((await noted()).slice(before)).toEqual([{ person_id: 'reader', path: 'data/train-00000-of-00003.parquet' }, { person_id: 'reader', path: 'rows' }])
    expect((await lines()).slice(-2)).toEqual([{ act: 'file:download', actor: 'person:reader' }, { act: 'dataset:read', actor: 'person:reader' }])
  })

  test('data on application is for those with a grant, and for its own people', async () => {
    await setAccess('on-application')
    for (const [name, status] of [['nobody', 401], ['reader', 403], ['stranger', 403], ['granted', 200], ['member', 200]] as const) {
      expect([name, (await get(name, DATA)).status, (await get(name, `${FIRST}/rows`)).status]).toEqual([name, status, status])
    }
  })

  test('a withdrawn version gives 410 with its reason, and its page stays', async () => {
    await setAccess('open')
    const { headers } = await get('nobody', `${FIRST}/report`)
    const many = () => Array.from({ length: 20 }, (_, place) => get('nobody', `${FIRST}/rows?offset=${place % 3}`))
    const before = many()
    await catalogue.ask('owner', 'POST', `${FIRST}/withdraw`, { words: { en: 'The costs were wrong' } })
    // Those who share a reading that was begun before are still answered; nobody who asks from now on is.
    expect((await Promise.all([...many(), get('nobody', `${FIRST}/report`, { 'if-none-match': headers.get('etag') ?? '' })])).map(({ status }) => status)).toEqual(Array.from({ length: 21 }, () => 410))
    expect((await Promise.all(before)).filter(({ status }) => status !== 200 && status !== 410)).toEqual([])
    for (const rest of ['/rows', '/report', '/files/README.md', '/files/data/train-00000-of-00003.parquet']) {
      const answer = await get('nobody', `${FIRST}${rest}`)
      expect([rest, answer.status, await answer.json()]).toEqual([rest, 410, expect.objectContaining({ code: 'gone', detail: expect.stringContaining('The costs were wrong') })])
    }
    expect((await get('nobody', FIRST)).status).toBe(200)
    expect((await get('nobody', VISITS)).status).toBe(200)
  })
})
