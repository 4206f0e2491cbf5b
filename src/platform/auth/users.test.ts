import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { Refusal } from '#platform/refusal.ts'
import { createOrganisation } from './organisations.ts'
import { openTestPeople, type TestPeople } from './people.fixture.ts'
import type { Principal } from './principal.ts'
import { listUsers, setSuspended } from './users.ts'

const OPERATOR: Principal = { kind: 'person', personId: 'operator', sessionId: 's', actingFor: null, isOperator: true }

describe.each(testDatabases())('users on $name', ({ open }) => {
  let database: Database
  let people: TestPeople
  let personId: string
  beforeAll(async () => {
    database = await open()
    people = openTestPeople(database)
    const joined = await people.join('Listed 100% Woo', 'listed@example.org')
    personId = joined.personId
    await createOrganisation({ principal: await joined.principal(), slug: 'woo', name: { en: 'Woo' }, description: {}, homepage: null }, people.needs)
    await people.join('Other Tak')
  })
  afterAll(() => database.close())
  const find = async (query?: string) => (await listUsers({ principal: OPERATOR, query, offset: 0, limit: 20 }, people.needs)).items.map(({ email }) => email)

  test('lists everybody, the newest first, by a part of name or address', async () => {
    expect(await find()).toEqual(['other-tak@example.org', 'listed@example.org'])
    expect(await find('TAK')).toEqual(['other-tak@example.org'])
    expect(await find('100%')).toEqual(['listed@example.org'])
    expect(await find('1_0')).toEqual([])
    expect(await listUsers({ principal: OPERATOR, offset: 1, limit: 1 }, people.needs)).toMatchObject({ total: 2, items: [{ id: personId, organisations: ['woo'], isSuspended: false, isOperator: false }] })
  })

  test('suspends and restores anybody but oneself', async () => {
    await setSuspended({ principal: OPERATOR, id: personId, isSuspended: true }, people.needs)
    expect((await listUsers({ principal: OPERATOR, query: 'listed', offset: 0, limit: 1 }, people.needs)).items[0]?.isSuspended).toBe(true)
    await setSuspended({ principal: OPERATOR, id: personId, isSuspended: false }, people.needs)
    await expect(setSuspended({ principal: OPERATOR, id: 'operator', isSuspended: true }, people.needs)).rejects.toMatchObject({ code: 'conflict' })
    await expect(setSuspended({ principal: OPERATOR, id: 'nobody', isSuspended: true }, people.needs)).rejects.toMatchObject({ code: 'not-found' })
  })

  test('asks the rule book', async () => {
    const shut = { ...people.needs, authorise: () => { throw new Refusal('forbidden', 'not allowed') } }
    await expect(listUsers({ principal: OPERATOR, offset: 0, limit: 1 }, shut)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(setSuspended({ principal: OPERATOR, id: personId, isSuspended: true }, shut)).rejects.toMatchObject({ code: 'forbidden' })
  })
})
