import { sql } from 'kysely'
import { z } from 'zod'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { Page } from '#platform/http/shapes.ts'
import { openCatalogue, VISITS_DETAILS } from '../publishing/catalogue.fixture.ts'
import { DatasetAnswer, type DatasetDetails, DatasetSummary, FoundDatasets } from './dataset-answers.ts'
import { findDataset } from './find-dataset.ts'

const List = FoundDatasets

describe.each(testDatabases())('data sets on $name', ({ open }) => {
  let database: Database
  let catalogue: Awaited<ReturnType<typeof openCatalogue>>
  const ask = (name: string, method: string, path: string, body?: unknown) => catalogue.ask(name, method, path, body)
  const create = (name: string, slug: string, details: Partial<DatasetDetails> = {}, publisher = 'test-city') => ask(name, 'POST', `/organisations/${publisher}/datasets`, { slug, details: { ...VISITS_DETAILS, ...details } })
  const list = async (name: string, path: string) => List.parse(await (await ask(name, 'GET', path)).json())
  const found = async (query: string) => (await list('nobody', `/datasets?${query}`)).items.map(({ slug }) => slug)

  beforeAll(async () => {
    database = await open()
    catalogue = await openCatalogue(database)
    await create('steward', 'visits')
    await create('steward', 'air', { title: { ko: '대기 질', en: 'Air quality' }, description: { en: 'Measured beside the clinic' }, keywords: ['미세먼지'], domain: 'environment', access: 'registered' })
    await create('steward', 'draft', { title: { en: 'Air of tomorrow' } })
    await catalogue.publish('1.0.0')
    // The same release stands for the other data set: what is searched is what is said of it.
    await publishAs('air')
  }, 300_000)
  afterAll(async () => { await catalogue.close(); await database.close() })

  async function publishAs(slug: string): Promise<void> {
    const [visits, other] = [await findDataset({ publisher: 'test-city', slug: 'visits' }, database.queries), await findDataset({ publisher: 'test-city', slug }, database.queries)]
    await sql`insert into version select (jsonb_populate_record(v, jsonb_build_object('id', ${slug}::text, 'dataset_id', ${other?.id}::text))).* from version v where dataset_id = ${visits?.id}`.execute(database.queries)
    await sql`update dataset set latest_version_id = ${slug} where id = ${other?.id}`.execute(database.queries)
  }

  test('a data set is made by an editor of its publisher, once', async () => {
    expect((await create('steward', 'visits')).status).toBe(409)
    for (const [name, status] of [['nobody', 401], ['reader', 403], ['member', 403], ['approver', 403], ['stranger', 403]] as const) expect([name, (await create(name, 'more')).status]).toEqual([name, status])
    expect((await create('stranger', 'more', {}, 'other-town')).status).toBe(201)
    expect((await create('stranger', 'more', {}, 'nowhere')).status).toBe(404)
    for (const slug of ['Visits', '방문', 'a/b', '-a', 'a'.repeat(81)]) expect([slug, (await create('steward', slug)).status]).toEqual([slug, 422])
    for (const details of [{ title: { ar: 'زيارات' } }, { licence: { ...VISITS_DETAILS.licence, mustAttribute: false } }]) expect((await create('steward', 'wrong', details)).status).toBe(422)
  })

  test('fields that nobody may set are not taken from a request', async () => {
    await ask('steward', 'POST', '/organisations/test-city/datasets', { slug: 'sly', id: 'mine', publisher_id: 'other-town', details: { ...VISITS_DETAILS, doi: '10.1/x', followers: 99 } })
    const sly = DatasetAnswer.parse(await (await ask('steward', 'GET', '/datasets/test-city/sly')).json())
    expect(sly).toMatchObject({ doi: null, followers: 0, details: VISITS_DETAILS })
    expect(await findDataset({ publisher: 'test-city', slug: 'sly' }, database.queries)).not.toMatchObject({ id: 'mine' })
  })

  test('readers find what is published, in any language, by all words', async () => {
    expect(await found('query=%EB%B0%A9%EB%AC%B8')).toEqual(['visits'])
    expect(await found('query=VISITS%20clinic')).toEqual(['visits'])
    expect(await found(`query=${encodeURIComponent('زِيارات')}`)).toEqual(['visits'])
    expect(await found(`query=${encodeURIComponent('미세먼지'.normalize('NFD'))}`)).toEqual(['air'])
    expect(await found('query=clinic')).toEqual(['visits', 'air'])
    expect((await found('query=%25')).toSorted()).toEqual(['air', 'visits'])
    expect(await found('query=tomorrow')).toEqual([])
  })

  test('readers narrow, sort and page', async () => {
    expect(await found('domain=environment')).toEqual(['air'])
    expect(await found('access=open')).toEqual(['visits'])
    expect(await found('publisher=other-town')).toEqual([])
    expect(await found('sort=title')).toEqual(['air', 'visits'])
    expect(await list('nobody', '/datasets?sort=title&offset=1&limit=1')).toMatchObject({ total: 2, items: [{ slug: 'visits' }] })
    expect(await list('nobody', '/datasets?offset=7')).toMatchObject({ total: 2, items: [] })
    for (const query of ['sort=weight', 'limit=0', 'limit=1000', 'offset=-1']) expect([query, (await ask('nobody', 'GET', `/datasets?${query}`)).status]).toEqual([query, 422])
    await ask('nobody', 'GET', '/datasets/test-city/visits/versions/1.0.0/files/data/train-00000-of-00003.parquet')
    await catalogue.index.countDownloads()
    expect(await list('nobody', '/datasets?sort=downloads')).toMatchObject({ items: [{ slug: 'visits', downloads: 1 }, { slug: 'air', downloads: 0 }] })
  })

  test('words are found with particles, endings and slips of the keyboard, and the answer says what it looked for', async () => {
    for (const word of ['방문을', '방문기록', '방문 기록에서는', 'visit', 'clinics', 'visist']) expect([word, (await found(`query=${encodeURIComponent(word)}`))[0]]).toEqual([word, 'visits'])
    expect((await list('nobody', '/datasets?query=visist')).corrected).toEqual([{ from: 'visist', to: 'Visits' }])
    expect(await list('nobody', '/datasets?query=clinic%20nowhere')).toMatchObject({ matched: 'some', total: 2 })
  })

  test('every facet is counted, each without its own choice, and several values of one are either', async () => {
    const { facets } = await list('nobody', '/datasets?domain=environment')
    expect(facets).toMatchObject({ domain: expect.arrayContaining([{ value: 'environment', count: 1 }, { value: 'health', count: 1 }]), access: [{ value: 'registered', count: 1 }], publisher: [{ value: 'test-city', count: 1 }], size: [{ value: 'under-1-thousand', count: 1 }], format: [{ value: 'parquet', count: 1 }], quality: [{ value: 'with-failures', count: 1 }] })
    expect((await list('nobody', '/datasets?domain=environment&domain=health')).total).toBe(2)
    expect((await list('nobody', '/datasets?access=secret')).total).toBe(0)
  })

  test('what is typed is gone on with, by the first consonants too', async () => {
    const suggested = async (text: string) => z.object({ items: z.array(z.string()) }).parse(await (await ask('nobody', 'GET', `/suggestions?text=${encodeURIComponent(text)}`)).json()).items
    expect((await suggested('방'))[0]).toMatch(/^방문/)
    expect((await suggested('ㅂㅁ'))[0]).toMatch(/^방문/)
    expect(await suggested('Vis')).toContain('Visits')
  })

  test('a summary shows the face, the publisher and the newest version', async () => {
    const { items: [visits] } = await list('nobody', '/datasets?query=visits')
    expect(visits).toMatchObject({ publisher: { slug: 'test-city' }, licence: 'CC-BY-4.0', latest: { version: '1.0.0', state: 'published', rows: 240 } })
    expect(visits?.face.length).toBeGreaterThan(0)
  })

  test('drafts are seen by the people of the organisation, and are 404 for all others', async () => {
    for (const other of ['nobody', 'reader', 'stranger', 'recused']) expect([other, (await ask(other, 'GET', '/datasets/test-city/draft')).status]).toEqual([other, 404])
    expect((await ask('member', 'GET', '/datasets/test-city/draft')).status).toBe(200)
    expect((await ask('stranger', 'PATCH', '/datasets/test-city/draft', { details: VISITS_DETAILS })).status).toBe(404)
    expect((await ask('stranger', 'PATCH', '/datasets/test-city/visits', { details: VISITS_DETAILS })).status).toBe(403)
    expect(Page(DatasetSummary).parse(await (await ask('member', 'GET', '/organisations/test-city/datasets')).json()).items.map(({ slug, latest }) => [slug, latest?.state ?? null])).toEqual(expect.arrayContaining([['draft', null], ['visits', 'published']]))
    expect((await ask('stranger', 'GET', '/organisations/test-city/datasets')).status).toBe(403)
    expect((await ask('nobody', 'GET', '/organisations/test-city/datasets')).status).toBe(401)
    expect((await ask('steward', 'GET', '/organisations/nowhere/datasets')).status).toBe(404)
  })

  test('what is said of a data set can be changed by an editor', async () => {
    const changed = { ...VISITS_DETAILS, title: { en: 'Calls' }, access: 'on-application' as const }
    const answer = await ask('steward', 'PATCH', '/datasets/test-city/visits', { details: changed })
    expect(DatasetAnswer.parse(await answer.json())).toMatchObject({ title: { en: 'Calls' }, details: changed, access: 'on-application', mayEdit: true, medianWaitingDays: 3, doi: '10.12345/test-city.visits' })
    expect(await found('query=calls')).toEqual(['visits'])
    expect(await found('query=%EB%B0%A9%EB%AC%B8')).toEqual([])
    expect((await ask('member', 'PATCH', '/datasets/test-city/visits', { details: changed })).status).toBe(403)
    const seen = DatasetAnswer.parse(await (await ask('nobody', 'GET', '/datasets/test-city/visits')).json())
    expect(seen).toMatchObject({ mayEdit: false, versions: [{ version: '1.0.0' }] })
  })
})
