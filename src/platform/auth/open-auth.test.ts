import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { openTestPeople, PASSWORD, PUBLIC_URL, type TestPeople } from './people.fixture.ts'
import type { PeopleTables } from './people-tables.ts'

const linkIn = (text = '') => /https?:\/\/\S+/.exec(text)?.[0] ?? ''

describe.each(testDatabases())('openAuth() on $name', ({ open }) => {
  let database: Database
  let people: TestPeople
  beforeAll(async () => {
    database = await open()
    people = openTestPeople(database)
  })
  afterAll(() => database.close())
  const tables = () => database.queries.withTables<PeopleTables>()
  const lettersTo = (email: string) => people.letters.filter(({ to }) => to === email)

  test('our tables have all that the library wants', async () => {
    await expect(people.auth.checkTables()).resolves.toBeUndefined()
  })

  test('a person signs up, verifies the address by the link, signs in and out', async () => {
    const browser = people.browser()
    const email = 'gildong@example.org'
    const made = await browser.post('/sign-up/email', { name: '홍길동', email, password: PASSWORD, language: 'en' })
    expect([made.status, browser.cookies.size]).toEqual([200, 0])
    const early = await browser.post('/sign-in/email', { email, password: PASSWORD })
    expect([early.status, await early.json()]).toEqual([403, expect.objectContaining({ code: 'EMAIL_NOT_VERIFIED' })])
    const [letter] = lettersTo(email)
    expect(letter).toMatchObject({ language: 'en', subject: 'Confirm your e-mail address' })
    const link = new URL(linkIn(letter?.text))
    expect(link.origin + link.pathname).toBe(`${PUBLIC_URL}/verify`)
    expect((await browser.get(`/verify-email?token=${link.searchParams.get('token')}x`)).status).toBe(401)
    expect((await browser.get(`/verify-email?token=${link.searchParams.get('token')}`)).status).toBe(200)
    expect((await browser.post('/sign-in/email', { email, password: PASSWORD })).status).toBe(200)
    expect(await people.principalOf(browser.headers())).toMatchObject({ kind: 'person', actingFor: null, isOperator: false })
    const stolen = browser.headers()
    expect((await browser.post('/sign-out', {})).status).toBe(200)
    expect(await people.principalOf(stolen)).toEqual({ kind: 'anonymous' })
    expect(people.faults).toEqual([])
  })

  test('a reset link works once, ends every session and unlocks', async () => {
    const { browser, email, principal } = await people.join('Reset Kim')
    await browser.post('/request-password-reset', { email })
    const link = new URL(linkIn(lettersTo(email).at(-1)?.text))
    expect(link.origin + link.pathname).toBe(`${PUBLIC_URL}/reset-password`)
    const token = link.searchParams.get('token')
    const other = people.browser()
    const weak = await other.post('/reset-password', { token, newPassword: 'reset.kim2024' })
    expect([weak.status, await weak.json()]).toEqual([400, expect.objectContaining({ code: 'PASSWORD_EASY_TO_GUESS' })])
    expect((await other.post('/reset-password', { token, newPassword: 'pZ4!wq 평상 아래' })).status).toBe(200)
    expect((await other.post('/reset-password', { token, newPassword: 'nX7?ab 평상 위' })).status).toBe(400)
    expect(await principal()).toEqual({ kind: 'anonymous' })
    expect((await other.post('/sign-in/email', { email, password: PASSWORD })).status).toBe(401)
    expect((await other.post('/sign-in/email', { email, password: 'pZ4!wq 평상 아래' })).status).toBe(200)
    expect(lettersTo(email).at(-1)?.subject).toBe('비밀번호가 바뀌었습니다')
    const kept = JSON.stringify(await tables().selectFrom('account').selectAll().execute())
    expect(kept).not.toContain('pZ4!wq')
  })

  test.each([
    [{ name: 'Weak Lee', email: 'weak@example.org', password: 'weak.lee1' }, 'PASSWORD_TOO_SHORT'],
    [{ name: 'Weak Lee', email: 'weak@example.org', password: 'Password123!' }, 'PASSWORD_EASY_TO_GUESS'],
    [{ name: 'Weak Lee', email: 'weak@example.org', password: 'x'.repeat(200) }, 'PASSWORD_TOO_LONG'],
    [{ name: '   ', email: 'weak@example.org', password: PASSWORD }, 'INVALID_NAME'],
    [{ name: 'Weak Lee', email: 'no address', password: PASSWORD }, 'VALIDATION_ERROR'],
    [{ name: 'Weak Lee', email: 'weak@example.org', password: PASSWORD, language: 'xx' }, 'VALIDATION_ERROR'],
    [{ name: 'Weak Lee', email: 'weak@example.org', password: PASSWORD, isOperator: true }, 'VALIDATION_ERROR'],
    [{ name: 'Weak Lee', email: 'weak@example.org', password: PASSWORD, emailVerified: true }, 'VALIDATION_ERROR'],
  ])('refuses to make an account of %j', async (body, code) => {
    const answer = await people.browser().post('/sign-up/email', body)
    expect([answer.status, await answer.json()]).toEqual([400, expect.objectContaining({ code })])
  })
})
