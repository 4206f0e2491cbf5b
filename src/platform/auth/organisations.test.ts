import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { Refusal } from '#platform/refusal.ts'
import { actFor } from './me.ts'
import { createOrganisation, editOrganisation, getOrganisation, listOrganisations } from './organisations.ts'
import { openTestPeople, type TestPeople } from './people.fixture.ts'

const WORDS = { name: { ko: '새론시', en: 'Saeron City' }, description: {}, homepage: null }

describe.each(testDatabases())('organisations on $name', ({ open }) => {
  let database: Database
  let people: TestPeople
  beforeAll(async () => {
    database = await open()
    people = openTestPeople(database)
  })
  afterAll(() => database.close())

  test('whoever makes one is its owner; others see what it says of itself, and not its people', async () => {
    const owner = await people.join('Owner Seo')
    const made = await createOrganisation({ principal: await owner.principal(), slug: 'saeron', ...WORDS }, people.needs)
    expect(made).toMatchObject({ slug: 'saeron', ...WORDS })
    await expect(createOrganisation({ principal: await owner.principal(), slug: 'saeron', ...WORDS }, people.needs)).rejects.toMatchObject({ code: 'conflict' })
    await actFor({ principal: await owner.principal(), organisationId: made.id }, people.needs)
    expect((await getOrganisation({ principal: await owner.principal(), slug: 'saeron' }, people.needs)).members).toEqual([{ person: { id: owner.personId, name: 'Owner Seo', email: owner.email }, roles: ['owner'], from: null, until: null }])
    for (const principal of [{ kind: 'anonymous' } as const, await (await people.join('Outsider Im')).principal()]) {
      const seen = await getOrganisation({ principal, slug: 'saeron' }, people.needs)
      expect([seen.members, seen.invited]).toEqual([undefined, undefined])
    }
    expect(await listOrganisations({ offset: 0, limit: 20 }, people.needs)).toEqual({ items: [made], total: 1 })
    expect((await listOrganisations({ offset: 1, limit: 20 }, people.needs)).items).toEqual([])
  })

  test('what it says of itself changes in parts, for those whom the rule book allows', async () => {
    const { principal } = await people.join('Editor Cha')
    await createOrganisation({ principal: await principal(), slug: 'edited', ...WORDS }, people.needs)
    expect(await editOrganisation({ principal: await principal(), slug: 'edited', homepage: 'https://city.example.org/' }, people.needs)).toMatchObject({ ...WORDS, homepage: 'https://city.example.org/' })
    const shut = { ...people.needs, authorise: () => { throw new Refusal('forbidden', 'not allowed') } }
    await expect(editOrganisation({ principal: await principal(), slug: 'edited', homepage: null }, shut)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(editOrganisation({ principal: await principal(), slug: 'nowhere', homepage: null }, people.needs)).rejects.toMatchObject({ code: 'not-found' })
    await expect(createOrganisation({ principal: await principal(), slug: 'Not A Slug', ...WORDS }, people.needs)).rejects.toThrow('check')
  })
})
