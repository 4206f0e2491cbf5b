import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { actFor, changeMe, readMe } from './me.ts'
import { createOrganisation } from './organisations.ts'
import { openTestPeople, type TestPeople } from './people.fixture.ts'

const NOBODY = { person: null, isOperator: false, actingFor: null, memberships: [] }

describe.each(testDatabases())('me on $name', ({ open }) => {
  let database: Database
  let people: TestPeople
  beforeAll(async () => {
    database = await open()
    people = openTestPeople(database)
  })
  afterAll(() => database.close())

  test('says who asks, for whom they may act, and the hat that is worn', async () => {
    const { principal, personId, email } = await people.join('Telling Sim')
    const organisation = await createOrganisation({ principal: await principal(), slug: 'told', name: { ko: '말시' }, description: {}, homepage: null }, people.needs)
    const own = { id: organisation.id, slug: 'told', name: { ko: '말시' } }
    const membership = { organisation: own, roles: ['owner'], from: null, until: null, isValidNow: true }
    const person = { id: personId, name: 'Telling Sim', email, isEmailVerified: true, hasTwoFactor: false, language: 'ko' }
    expect(await readMe({ principal: await principal() }, people.needs)).toEqual({ person, isOperator: false, actingFor: null, memberships: [membership] })
    await actFor({ principal: await principal(), organisationId: organisation.id }, people.needs)
    expect(await readMe({ principal: await principal() }, people.needs)).toMatchObject({ actingFor: { ...own, roles: ['owner'] } })
    await actFor({ principal: await principal(), organisationId: null }, people.needs)
    expect(await readMe({ principal: await principal() }, people.needs)).toMatchObject({ actingFor: null })
    expect(await readMe({ principal: { kind: 'anonymous' } }, people.needs)).toEqual(NOBODY)
  })

  test('nobody acts for others\' organisations, and no key puts a hat on', async () => {
    const owner = await people.join('Having Ok')
    const { id } = await createOrganisation({ principal: await owner.principal(), slug: 'theirs', name: { en: 'Theirs' }, description: {}, homepage: null }, people.needs)
    const stranger = await (await people.join('Wanting Ko')).principal()
    for (const organisationId of [id, 'nowhere']) await expect(actFor({ principal: stranger, organisationId }, people.needs)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(actFor({ principal: { kind: 'key', personId: owner.personId, keyId: 'k', actingFor: null, scopes: [] }, organisationId: id }, people.needs)).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  test('changes the name and the language, and nothing else', async () => {
    const { principal } = await people.join('Changing Ha')
    await changeMe({ principal: await principal(), language: 'ar' }, people.needs)
    await changeMe({ principal: await principal(), name: '하늘' }, people.needs)
    expect((await readMe({ principal: await principal() }, people.needs)).person).toMatchObject({ name: '하늘', language: 'ar', email: 'changing-ha@example.org' })
  })
})
