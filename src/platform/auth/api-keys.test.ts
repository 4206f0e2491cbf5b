import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { createKey, endKey, hashOfKey, listKeys } from './api-keys.ts'
import { openTestPeople, type TestPeople } from './people.fixture.ts'
import type { PeopleTables } from './people-tables.ts'
import type { Principal } from './principal.ts'

const DAY = 86_400_000

describe.each(testDatabases())('keys on $name', ({ open }) => {
  let database: Database
  let people: TestPeople
  let owner: Principal
  let other: Principal
  beforeAll(async () => {
    database = await open()
    people = openTestPeople(database)
    owner = await (await people.join('Key Owner')).principal()
    other = await (await people.join('Key Other')).principal()
  })
  afterAll(() => database.close())
  const inDays = (count: number) => new Date(Date.now() + count * DAY)
  const make = (days: number, principal = owner) => createKey({ principal, name: '야간 실행', scopes: ['read'], expiresAt: inDays(days) }, people.needs)

  test('a key is told once: neither the list nor the database holds it', async () => {
    const { key, id, prefix } = await make(30)
    expect(key).toMatch(/^ddk_[A-Za-z0-9_-]{43}$/)
    expect(key.startsWith(prefix)).toBe(true)
    expect(prefix).toHaveLength(10)
    const listed = await listKeys({ principal: owner }, people.needs)
    expect(listed).toEqual([expect.objectContaining({ id, name: '야간 실행', prefix, scopes: ['read'], lastUsedAt: null, actingFor: null })])
    const kept = JSON.stringify([listed, await database.queries.withTables<PeopleTables>().selectFrom('api_key').selectAll().execute()])
    expect(kept).not.toContain(key)
    expect(kept).toContain(hashOfKey(key))
  })

  test.each([-1, 0, 366, 4000])('refuses a key that expires in %d days', async (days) => {
    await expect(make(days)).rejects.toMatchObject({ code: 'bad-input' })
  })

  test('nobody ends, or sees, the key of another; ended ones are gone from the list and stay in the table', async () => {
    const { id } = await make(364)
    expect(await listKeys({ principal: other }, people.needs)).toEqual([])
    await expect(endKey({ principal: other, id }, people.needs)).rejects.toMatchObject({ code: 'not-found' })
    await endKey({ principal: owner, id }, people.needs)
    await expect(endKey({ principal: owner, id }, people.needs)).rejects.toMatchObject({ code: 'not-found' })
    expect((await listKeys({ principal: owner }, people.needs)).map((key) => key.id)).not.toContain(id)
    expect(await database.queries.withTables<PeopleTables>().selectFrom('api_key').select('id').where('id', '=', id).execute()).toHaveLength(1)
  })

  test('a key makes no key', async () => {
    const key: Principal = { kind: 'key', personId: 'p', keyId: 'k', actingFor: null, scopes: ['read'] }
    await expect(make(1, key)).rejects.toMatchObject({ code: 'unauthenticated' })
    await expect(listKeys({ principal: { kind: 'anonymous' } }, people.needs)).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  test('nobody has more keys than can be watched, also when all are asked for at once', async () => {
    const made = await Promise.allSettled(Array.from({ length: 55 }, () => make(10, other)))
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(50)
    expect(await listKeys({ principal: other }, people.needs)).toHaveLength(50)
  })
})
