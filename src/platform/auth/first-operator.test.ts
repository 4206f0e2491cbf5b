import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { createFirstOperator, offerFirstOperator } from './first-operator.ts'
import { openTestPeople, PASSWORD, type TestPeople } from './people.fixture.ts'
import type { PeopleTables } from './people-tables.ts'

const HOUR = 3_600_000

describe.each(testDatabases())('the first operator on $name', ({ open }) => {
  let database: Database
  let people: TestPeople
  let offset = 0
  const clock = { now: () => new Date(Date.now() + offset) }
  beforeAll(async () => {
    database = await open()
    people = openTestPeople(database, { clock })
  })
  afterAll(() => database.close())
  const create = (token: string, email = 'operator@example.org', password = PASSWORD) => createFirstOperator({ token, name: '운영자', email, password }, people.needs)
  const offer = async () => await offerFirstOperator({}, people.needs) ?? ''

  test('needs the token of the last start, within a day, and a strong password', async () => {
    const first = await offer()
    const second = await offer()
    expect(second).toMatch(/^[A-Za-z0-9_-]{43}$/)
    const kept = JSON.stringify(await database.queries.withTables<PeopleTables>().selectFrom('first_operator_token').selectAll().execute())
    expect(kept).not.toContain(second)
    for (const token of ['', 'guess', first]) await expect(create(token)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(create(second, 'operator@example.org', 'operator2026')).rejects.toMatchObject({ code: 'bad-input' })
    offset = 24 * HOUR + 1
    await expect(create(second)).rejects.toMatchObject({ code: 'forbidden' })
    offset = 0
  })

  test('is not somebody who signed up before', async () => {
    const { email } = await people.join('Early Bird')
    await expect(create(await offer(), email.toUpperCase())).rejects.toMatchObject({ code: 'conflict' })
  })

  test('is made once, also when two ask at once, and signs in', async () => {
    const token = await offer()
    const made = await Promise.allSettled([create(token, 'one@example.org'), create(token, 'two@example.org')])
    expect(made.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await offerFirstOperator({}, people.needs)).toBeUndefined()
    await expect(create(token, 'three@example.org')).rejects.toMatchObject({ code: 'forbidden' })
    const operators = await database.queries.withTables<PeopleTables>().selectFrom('person').select('email').where('is_operator', '=', true).execute()
    expect(operators).toHaveLength(1)
    const browser = people.browser()
    expect((await browser.post('/sign-in/email', { email: operators[0]?.email, password: PASSWORD })).status).toBe(200)
    expect(await people.principalOf(browser.headers())).toMatchObject({ kind: 'person', isOperator: true })
  })
})
