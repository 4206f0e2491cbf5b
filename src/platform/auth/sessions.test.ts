import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { openTestPeople, PASSWORD, type TestPeople } from './people.fixture.ts'
import type { PeopleTables } from './people-tables.ts'
import { endSession, endStaleSessions, listSessions } from './sessions.ts'

describe.each(testDatabases())('sessions on $name', ({ open }) => {
  let database: Database
  let people: TestPeople
  beforeAll(async () => {
    database = await open()
    people = openTestPeople(database)
  })
  afterAll(() => database.close())

  test('a person sees the own sessions, without what they are signed with, and ends them', async () => {
    const { browser, email, principal } = await people.join('Seen Ryu')
    const phone = people.browser()
    await phone.post('/sign-in/email', { email, password: PASSWORD })
    const stranger = await (await people.join('Stranger Do')).principal()
    const sessions = await listSessions({ principal: await principal() }, people.needs)
    expect(sessions.map(({ isThisOne, agent, address }) => ({ isThisOne, agent, address })).toSorted((one) => one.isThisOne ? -1 : 1)).toEqual([
      { isThisOne: true, agent: 'Test browser', address: '192.0.2.7' }, { isThisOne: false, agent: 'Test browser', address: '192.0.2.7' },
    ])
    const tokens = await database.queries.withTables<PeopleTables>().selectFrom('session').select('token').execute()
    for (const { token } of tokens) expect(JSON.stringify(sessions)).not.toContain(token)
    const other = sessions.find(({ isThisOne }) => !isThisOne)?.id ?? ''
    await expect(endSession({ principal: stranger, id: other }, people.needs)).rejects.toMatchObject({ code: 'not-found' })
    await endSession({ principal: await principal(), id: other }, people.needs)
    expect(await people.principalOf(phone.headers())).toEqual({ kind: 'anonymous' })
    expect(await people.principalOf(browser.headers())).toMatchObject({ kind: 'person' })
  })

  test('what has ended is removed, and the library knows it no more', async () => {
    const { browser } = await people.join('Stale Gu')
    await endStaleSessions({}, { queries: database.queries, clock: { now: () => new Date(Date.now() + 23 * 3_600_000) } })
    expect(await (await browser.get('/get-session')).json()).toMatchObject({ user: { email: 'stale-gu@example.org' } })
    await endStaleSessions({}, { queries: database.queries, clock: { now: () => new Date(Date.now() + 25 * 3_600_000) } })
    expect(await (await browser.get('/get-session')).json()).toBeNull()
  })
})
