import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { openCatalogue, VISITS_DETAILS } from '../publishing/catalogue.fixture.ts'
import { openCatalogueIndex } from './open-catalogue-index.ts'

// In the order of a data set's life: each test goes on where the one before ended.
describe.each(testDatabases())('the catalogue in memory on $name', ({ open }) => {
  let database: Database
  let catalogue: Awaited<ReturnType<typeof openCatalogue>>
  let index: ReturnType<typeof openCatalogueIndex>
  beforeAll(async () => {
    database = await open()
    catalogue = await openCatalogue(database)
    index = openCatalogueIndex({ queries: database.queries })
    await catalogue.ask('steward', 'POST', '/organisations/test-city/datasets', { slug: 'visits', details: VISITS_DETAILS })
  }, 300_000)
  afterAll(async () => { await catalogue.close(); await database.close() })
  const total = async (query: string) => (await index.search({ query, offset: 0, limit: 5 })).total

  test('what is no more than a draft is not found; once published it is, at once, by every server', async () => {
    expect(await total('방문')).toBe(0)
    await catalogue.run('1.0.0')
    expect(await total('방문')).toBe(0)
    await catalogue.ask('steward', 'POST', '/datasets/test-city/visits/versions/1.0.0/submit')
    await catalogue.ask('approver', 'POST', '/datasets/test-city/visits/versions/1.0.0/approve', { words: 'The costs above 890 are real and explained on the page.' })
    expect(await total('방문을')).toBe(1)
    expect((await openCatalogueIndex({ queries: database.queries }).search({ offset: 0, limit: 5 })).total).toBe(1)
  })

  test('what is said of it changes in the index with the act', async () => {
    await catalogue.ask('steward', 'PATCH', '/datasets/test-city/visits', { details: { ...VISITS_DETAILS, title: { ko: '통화 기록' } } })
    expect([await total('통화'), await total('시험시'), (await index.search({ filters: { access: ['open'] }, offset: 0, limit: 5 })).total]).toEqual([1, 1, 1])
    expect(await index.suggest('통')).not.toEqual([])
  })

  test('downloads are counted anew when it is asked for', async () => {
    const visits = await catalogue.visits()
    await sql`insert into dataset (id, publisher_id, slug, details, access, latest_version_id, created_by, created_at, edited_at) select 'other', publisher_id, 'other', details, access, latest_version_id, created_by, created_at, edited_at from dataset where id = ${visits.id}`.execute(database.queries)
    const fresh = openCatalogueIndex({ queries: database.queries })
    expect((await fresh.search({ sort: 'downloads', offset: 0, limit: 5 })).total).toBe(2)
    await sql`insert into download_count select id, '2026-03-01', 'data/train-00000-of-00003.parquet', 9 from version where dataset_id = ${visits.id}`.execute(database.queries)
    await fresh.countDownloads()
    expect((await fresh.search({ sort: 'downloads', offset: 0, limit: 5 })).ids[0]).toBe(visits.id)
  })

  test('many who ask at once are all answered', async () => {
    const fresh = openCatalogueIndex({ queries: database.queries })
    const answers = await Promise.all(Array.from({ length: 20 }, () => fresh.search({ query: '통화', offset: 0, limit: 5 })))
    expect(new Set(answers.map((answer) => answer.total))).toEqual(new Set([1 + 1]))
  })
})
