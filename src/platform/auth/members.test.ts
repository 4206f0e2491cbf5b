import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { actFor } from './me.ts'
import { changeMember, removeMember } from './members.ts'
import { createOrganisation } from './organisations.ts'
import { openTestPeople, type TestPeople } from './people.fixture.ts'
import type { PeopleTables } from './people-tables.ts'
import type { Principal } from './principal.ts'

describe.each(testDatabases())('members on $name', ({ open }) => {
  let database: Database
  let people: TestPeople
  let owner: { personId: string; principal: () => Promise<Principal> }
  let second: { personId: string; principal: () => Promise<Principal> }
  let organisationId: string
  beforeAll(async () => {
    database = await open()
    people = openTestPeople(database)
    owner = await people.join('First Owner')
    second = await people.join('Second Owner')
    organisationId = (await createOrganisation({ principal: await owner.principal(), slug: 'city', name: { en: 'City' }, description: {}, homepage: null }, people.needs)).id
  })
  afterAll(() => database.close())
  beforeEach(async () => {
    const tables = database.queries.withTables<PeopleTables>()
    await tables.deleteFrom('membership').execute()
    await tables.updateTable('person').set({ suspended_at: null }).execute()
    const made = { organisation_id: organisationId, created_at: new Date(), valid_from: null, valid_until: null }
    await tables.insertInto('membership').values([{ ...made, person_id: owner.personId, roles: ['owner', 'steward'] }, { ...made, person_id: second.personId, roles: ['member'] }]).execute()
  })
  const request = async (personId: string) => ({ principal: await owner.principal(), slug: 'city', personId })
  const memberships = async () => new Map((await database.queries.withTables<PeopleTables>().selectFrom('membership').selectAll().execute()).map((row) => [row.person_id, row]))

  test('roles and days change in parts', async () => {
    await changeMember({ ...await request(second.personId), roles: ['steward', 'approver', 'steward'] }, people.needs)
    await changeMember({ ...await request(second.personId), until: '2030-01-01' }, people.needs)
    expect((await memberships()).get(second.personId)).toMatchObject({ roles: ['steward', 'approver'], valid_from: null, valid_until: '2030-01-01' })
    await expect(changeMember({ ...await request(second.personId), from: '2030-01-02' }, people.needs)).rejects.toMatchObject({ code: 'bad-input' })
    await expect(changeMember({ ...await request('nobody'), roles: ['member'] }, people.needs)).rejects.toMatchObject({ code: 'not-found' })
  })

  test('the last owner cannot leave, step down, or be given an end or a later beginning', async () => {
    const { personId } = owner
    for (const change of [{ roles: ['steward'] as const }, { until: '2030-01-01' }, { from: '2090-01-01' }]) await expect(changeMember({ ...await request(personId), ...change }, people.needs)).rejects.toMatchObject({ code: 'conflict' })
    await expect(removeMember(await request(personId), people.needs)).rejects.toMatchObject({ code: 'conflict' })
    expect((await memberships()).get(personId)).toMatchObject({ roles: ['owner', 'steward'], valid_until: null })
    await changeMember({ ...await request(second.personId), roles: ['owner'], until: '2030-01-01' }, people.needs)
    await expect(removeMember(await request(personId), people.needs)).rejects.toMatchObject({ code: 'conflict' })
    await changeMember({ ...await request(second.personId), until: null }, people.needs)
    await database.queries.withTables<PeopleTables>().updateTable('person').set({ suspended_at: new Date() }).where('id', '=', second.personId).execute()
    await expect(removeMember(await request(personId), people.needs)).rejects.toMatchObject({ code: 'conflict' })
    await database.queries.withTables<PeopleTables>().updateTable('person').set({ suspended_at: null }).execute()
    await removeMember(await request(personId), people.needs)
    expect([...(await memberships()).keys()]).toEqual([second.personId])
  })

  test('of two owners who leave at once, one stays', async () => {
    await changeMember({ ...await request(second.personId), roles: ['owner'] }, people.needs)
    const left = await Promise.allSettled([removeMember(await request(owner.personId), people.needs), removeMember({ ...await request(second.personId), principal: await second.principal() }, people.needs)])
    expect(left.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await memberships()).toHaveProperty('size', 1)
  })

  test('whoever leaves loses the hat at once', async () => {
    await actFor({ principal: await second.principal(), organisationId }, people.needs)
    expect(await second.principal()).toMatchObject({ actingFor: { slug: 'city' } })
    await removeMember({ ...await request(second.personId), principal: await second.principal() }, people.needs)
    expect(await second.principal()).toMatchObject({ actingFor: null })
    await expect(actFor({ principal: await second.principal(), organisationId }, people.needs)).rejects.toMatchObject({ code: 'forbidden' })
  })
})
