import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { openCatalogue, VISITS_DETAILS } from '../publishing/catalogue.fixture.ts'
import { SavedSearch } from './finding-answers.ts'
import { listSearchersOf } from './saved-searches.ts'
import { savedSearchRoutes } from './saved-searches.routes.ts'

const List = z.object({ items: z.array(SavedSearch) })

describe.each(testDatabases())('saved searches on $name', ({ open }) => {
  let database: Database
  let catalogue: Awaited<ReturnType<typeof openCatalogue>>
  beforeAll(async () => {
    database = await open()
    catalogue = await openCatalogue(database)
    catalogue.plug(savedSearchRoutes(catalogue.needs))
    await catalogue.ask('steward', 'POST', '/organisations/test-city/datasets', { slug: 'visits', details: VISITS_DETAILS })
  }, 300_000)
  afterAll(async () => { await catalogue.close(); await database.close() })

  const ask = (name: string, method: string, path: string, body?: unknown) => catalogue.ask(name, method, path, body)
  const save = (name: string, query: string, filters: object = {}) => ask(name, 'POST', '/saved-searches', { name: query || 'all', search: { query, filters } })
  const names = async (person: string) => List.parse(await (await ask(person, 'GET', '/saved-searches')).json()).items.map(({ name }) => name)

  test('a person keeps searches, sees them alone, and forgets them', async () => {
    const saved = SavedSearch.parse(await (await save('reader', '방문', { domain: ['health'] })).json())
    expect(saved).toMatchObject({ name: '방문', search: { query: '방문', filters: { domain: ['health'] } } })
    await save('granted', 'traffic')
    expect([await names('reader'), await names('granted')]).toEqual([['방문'], ['traffic']])
    expect((await ask('granted', 'DELETE', `/saved-searches/${saved.id}`)).status).toBe(404)
    expect((await ask('nobody', 'GET', '/saved-searches')).status).toBe(401)
    expect((await ask('reader', 'POST', '/saved-searches', { name: 'x', search: { filters: { colour: ['red'] } } })).status).toBe(422)
    expect((await ask('reader', 'DELETE', `/saved-searches/${saved.id}`)).status).toBe(204)
    expect(await names('reader')).toEqual([])
  })

  test('those are told whose words and choices a published data set fits, and nobody else', async () => {
    await save('reader', '진료 방문을')
    await save('reader', '', { access: ['open'], domain: ['health', 'traffic'] })
    await save('member', '방문', { domain: ['traffic'] })
    await save('stranger', '교통')
    const { id } = await catalogue.visits()
    expect(await listSearchersOf(id, database)).toEqual([])
    await catalogue.publish('1.0.0')
    expect(await listSearchersOf(id, database)).toEqual(['reader'])
  })

  test('nobody keeps more than fifty', async () => {
    for (let number = 0; number < 50; number++) await save('owner', `words ${number}`)
    expect((await save('owner', 'one more')).status).toBe(429)
    expect((await names('owner')).length).toBe(50)
  })
})
