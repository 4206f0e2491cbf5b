import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { createKey, endKey } from './api-keys.ts'
import { actFor } from './me.ts'
import { createOrganisation } from './organisations.ts'
import { openTestPeople, type TestPeople } from './people.fixture.ts'
import type { PeopleTables } from './people-tables.ts'
import type { Principal } from './principal.ts'
import { setSuspended } from './users.ts'

const OPERATOR: Principal = { kind: 'person', personId: 'operator', sessionId: 's', actingFor: null, isOperator: true }

describe.each(testDatabases())('principalOf() on $name', ({ open }) => {
  let database: Database
  let people: TestPeople
  let offset = 0
  const clock = { now: () => new Date(Date.now() + offset) }
  beforeAll(async () => {
    database = await open()
    people = openTestPeople(database, { clock })
  })
  beforeEach(() => { offset = 0 })
  afterAll(() => database.close())
  const tables = () => database.queries.withTables<PeopleTables>()
  const days = (count: number) => { offset = count * 86_400_000 }

  async function steward(name: string) {
    const joined = await people.join(name)
    const slug = name.toLowerCase().replaceAll(' ', '-')
    const { id } = await createOrganisation({ principal: await joined.principal(), slug, name: { en: name }, description: {}, homepage: null }, people.needs)
    await actFor({ principal: await joined.principal(), organisationId: id }, people.needs)
    return { ...joined, organisationId: id, slug }
  }
  const keyOf = async (principal: Principal) => (await createKey({ principal, name: 'robot', scopes: ['read', 'run', 'run'], expiresAt: new Date(clock.now().getTime() + 30 * 86_400_000) }, people.needs))
  const withKey = (key: string) => people.principalOf({ authorization: `Bearer ${key}` })

  test('is nobody without cookie and key, with a foreign cookie, and with a cookie beside a key that does not hold', async () => {
    const { browser } = await people.join('Plain Ahn')
    expect(await people.principalOf({})).toEqual({ kind: 'anonymous' })
    expect(await people.principalOf({ cookie: 'theme=dark' })).toEqual({ kind: 'anonymous' })
    const both = browser.headers()
    both.set('authorization', 'Bearer ddk_wrong')
    await expect(people.principalOf(both)).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  test.each(['Bearer ', 'Bearer ddk_', 'Bearer something', 'Basic ZGRrX3g6eQ==', 'ddk_x', 'Bearer ddk_x ddk_y'])('refuses the key %j', async (authorization) => {
    await expect(people.principalOf({ authorization })).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  test('wears no hat until one is put on, and then its roles of today', async () => {
    const { principal, personId, organisationId, slug, browser } = await steward('Hat City')
    expect(await principal()).toMatchObject({ kind: 'person', personId, actingFor: { organisationId, slug, roles: ['owner'] }, isOperator: false })
    await tables().updateTable('membership').set({ roles: ['steward', 'approver'] }).where('person_id', '=', personId).execute()
    expect(await principal()).toMatchObject({ actingFor: { roles: ['steward', 'approver'] } })
    const second = await browser.post('/sign-in/email', { email: 'hat-city@example.org', password: 'vK8#mQ2x!Lp느티' })
    expect(second.status).toBe(200)
    expect(await principal()).toMatchObject({ actingFor: null })
  })

  test('a role past its last day, or before its first, holds no more: for the session and for the key', async () => {
    const { principal, personId } = await steward('Dated City')
    const { key } = await keyOf(await principal())
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Seoul' }).format(clock.now())
    const yesterday = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Seoul' }).format(new Date(clock.now().getTime() - 86_400_000))
    const tomorrow = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Seoul' }).format(new Date(clock.now().getTime() + 86_400_000))
    for (const [from, until, holds] of [[null, today, true], [today, null, true], [null, yesterday, false], [tomorrow, null, false]] as const) {
      await tables().updateTable('membership').set({ valid_from: from, valid_until: until }).where('person_id', '=', personId).execute()
      const hats = [await principal(), await withKey(key)].map((one) => one.kind !== 'anonymous' && one.actingFor !== null)
      expect([from, until, hats]).toEqual([from, until, [holds, holds]])
    }
  })

  test('a key is its person in the hat it was made in, whatever the person wears now', async () => {
    const { principal, personId, organisationId, slug } = await steward('Key City')
    const { key, id } = await keyOf(await principal())
    await actFor({ principal: await principal(), organisationId: null }, people.needs)
    expect(await withKey(key)).toEqual({ kind: 'key', personId, keyId: id, actingFor: { organisationId, slug, roles: ['owner'] }, scopes: ['read', 'run'] })
    const { last_used_at: used } = await tables().selectFrom('api_key').select('last_used_at').where('id', '=', id).executeTakeFirstOrThrow()
    expect(used).toBeInstanceOf(Date)
    await endKey({ principal: await principal(), id }, people.needs)
    await expect(withKey(key)).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  test('a key ends on its day', async () => {
    const { principal } = await people.join('Expiring Yoo')
    const { key } = await keyOf(await principal())
    days(29)
    expect(await withKey(key)).toMatchObject({ kind: 'key', actingFor: null })
    days(31)
    await expect(withKey(key)).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  test('a session ends after a day without use', async () => {
    const { principal } = await people.join('Idle Nam')
    expect(await principal()).toMatchObject({ kind: 'person' })
    days(0.9)
    expect(await principal()).toMatchObject({ kind: 'person' })
    days(1.8)
    expect(await principal()).toMatchObject({ kind: 'person' })
    days(2.9)
    expect(await principal()).toEqual({ kind: 'anonymous' })
  })

  test('a suspended person loses session, key and the way in at once, and gets the way in and the key back', async () => {
    const { principal, personId, browser, email } = await steward('Suspended City')
    const { key } = await keyOf(await principal())
    await setSuspended({ principal: OPERATOR, id: personId, isSuspended: true }, people.needs)
    expect(await principal()).toEqual({ kind: 'anonymous' })
    await expect(withKey(key)).rejects.toMatchObject({ code: 'unauthenticated' })
    expect((await browser.post('/sign-in/email', { email, password: 'vK8#mQ2x!Lp느티' })).ok).toBe(false)
    expect(await principal()).toEqual({ kind: 'anonymous' })
    await setSuspended({ principal: OPERATOR, id: personId, isSuspended: false }, people.needs)
    expect(await withKey(key)).toMatchObject({ kind: 'key' })
    expect((await browser.post('/sign-in/email', { email, password: 'vK8#mQ2x!Lp느티' })).status).toBe(200)
    expect(await principal()).toMatchObject({ kind: 'person', actingFor: null })
  })
})
