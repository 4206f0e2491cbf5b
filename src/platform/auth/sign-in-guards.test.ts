import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { openTestPeople, PASSWORD, type TestPeople } from './people.fixture.ts'
import type { PeopleTables } from './people-tables.ts'
import { totpOf } from './totp.fixture.ts'

const SecondFactor = z.object({ totpURI: z.string(), backupCodes: z.array(z.string()) })
const COOKIE = 'datadam.session_token'

describe.each(testDatabases())('signing in on $name', ({ open }) => {
  let database: Database
  let people: TestPeople
  beforeAll(async () => {
    database = await open()
    people = openTestPeople(database)
  })
  afterAll(() => database.close())
  const tables = () => database.queries.withTables<PeopleTables>()

  test('tells nobody which addresses have an account', async () => {
    const known = (await people.join('Known Park')).email
    const unknown = 'nobody@example.org'
    const answers = async (path: string, body: (email: string) => object) => Promise.all([known, unknown].map(async (email) => {
      const answer = await people.browser().post(path, body(email))
      return { status: answer.status, body: (await answer.text()).replaceAll(email, 'ADDRESS').replaceAll(/"(id|createdAt|updatedAt)":"[^"]*"/g, '"$1":"…"'), headers: [...answer.headers.keys()].toSorted() }
    }))
    for (const [path, body] of [
      ['/sign-in/email', (email: string) => ({ email, password: 'not the password' })],
      ['/sign-up/email', (email: string) => ({ email, password: PASSWORD, name: 'Somebody' })],
      ['/request-password-reset', (email: string) => ({ email })],
      ['/send-verification-email', (email: string) => ({ email })],
    ] as const) {
      const [ofKnown, ofUnknown] = await answers(path, body)
      expect([path, ofKnown]).toEqual([path, ofUnknown])
    }
    expect(people.letters.filter(({ to }) => to === known).map(({ subject }) => subject)).toContain('이미 가입된 주소입니다')
  })

  test('gives a new session each time and takes up none that a page brought along', async () => {
    const { email } = await people.join('Fixed Choi')
    const victim = people.browser()
    victim.cookies.set(COOKIE, 'attackers-token.c2lnbmF0dXJl')
    await victim.post('/sign-in/email', { email, password: PASSWORD })
    const first = victim.cookies.get(COOKIE)
    await victim.post('/sign-in/email', { email, password: PASSWORD })
    const kept = await tables().selectFrom('session').select('token').execute()
    expect(first).not.toContain('attackers-token')
    expect(victim.cookies.get(COOKIE)).not.toBe(first)
    expect(kept.map(({ token }) => token)).not.toContain('attackers-token')
  })

  test('takes no session whose signature is wrong: what the database holds is not enough', async () => {
    const { personId } = await people.join('Forged Kang')
    const { token } = await tables().selectFrom('session').select('token').where('person_id', '=', personId).executeTakeFirstOrThrow()
    for (const cookie of [token, `${token}.`, `${token}.${encodeURIComponent(createHmac('sha256', 'guess').update(token).digest('base64'))}`]) {
      expect(await people.principalOf({ cookie: `${COOKIE}=${cookie}` })).toEqual({ kind: 'anonymous' })
    }
  })

  test.each([['http://dam.example.org', COOKIE, false], ['https://dam.example.org', `__Secure-${COOKIE}`, true]])('sets cookies of %s that no script and no other site gets at', async (publicUrl, name, isSecure) => {
    const others = openTestPeople(database, { publicUrl })
    const { email } = await others.join(`Cookie ${isSecure ? 'Yes' : 'No'}`)
    const answer = await others.auth.handle(new Request(`${publicUrl}/api/auth/sign-in/email`, { method: 'POST', body: JSON.stringify({ email, password: PASSWORD }), headers: { origin: publicUrl, 'content-type': 'application/json' } }), '192.0.2.8')
    const cookies = answer.headers.getSetCookie()
    expect(cookies.map((cookie) => cookie.split('=')[0])).toEqual([name])
    for (const cookie of cookies) {
      expect(cookie).toMatch(/; HttpOnly/i)
      expect(cookie).toMatch(/; SameSite=Lax/i)
      expect(cookie).toMatch(/; Path=\//i)
      expect(/; Secure/i.test(cookie)).toBe(isSecure)
    }
  })

  test('takes no change from another site, and sends nobody to one', async () => {
    const { browser, email } = await people.join('Crossed Seo')
    expect((await browser.post('/sign-out', {}, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await people.browser().post('/sign-in/email', { email, password: PASSWORD }, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await browser.post('/sign-in/email', { email, password: PASSWORD, callbackURL: 'https://evil.example/' })).status).toBe(403)
    expect((await browser.post('/send-verification-email', { email, callbackURL: '//evil.example/' })).status).toBe(403)
  })

  test('stops wrong guesses at one account from one address, and lets its owner in from another', async () => {
    const { email } = await people.join('Guessed Moon')
    const guess = (address: string, password = 'wrong guess') => people.auth.handle(new Request('http://dam.example.org/api/auth/sign-in/email', { method: 'POST', body: JSON.stringify({ email: email.toUpperCase(), password }), headers: { 'content-type': 'application/json', 'x-datadam-address': '203.0.113.99', 'x-forwarded-for': '203.0.113.98' } }), address)
    const statuses: number[] = []
    for (let attempt = 0; attempt < 12; attempt++) statuses.push((await guess('198.51.100.1')).status)
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429])
    const shut = await guess('198.51.100.1', PASSWORD)
    expect([shut.status, Number(shut.headers.get('retry-after')) > 800]).toEqual([429, true])
    expect((await guess('198.51.100.2', PASSWORD)).status).toBe(200)
  })

  test('stops one address that tries many accounts', async () => {
    const statuses = await Promise.all(Array.from({ length: 40 }, async (_, place) => (await people.auth.handle(new Request('http://dam.example.org/api/auth/sign-in/email', { method: 'POST', body: JSON.stringify({ email: `no address ${place}`, password: 'anything' }), headers: { 'content-type': 'application/json' } }), '198.51.100.77')).status))
    expect(statuses.filter((status) => status === 429)).toHaveLength(10)
  })

  test('sends no more than five letters an hour to an address that anybody names', async () => {
    const { email } = await people.join('Mailed Jang')
    const before = people.letters.length
    for (let asked = 0; asked < 8; asked++) await people.browser().post('/request-password-reset', { email })
    expect(people.letters.length - before).toBeLessThanOrEqual(5)
  })

  test('asks for a second factor once it is set up, and takes each recovery code once', async () => {
    const { browser, email, principal } = await people.join('Twofold Oh')
    const { totpURI, backupCodes } = SecondFactor.parse(await (await browser.post('/two-factor/enable', { password: PASSWORD })).json())
    expect(await tables().selectFrom('person').select('two_factor_enabled').where('email', '=', email).executeTakeFirst()).toEqual({ two_factor_enabled: false })
    expect((await browser.post('/two-factor/verify-totp', { code: totpOf(totpURI) })).status).toBe(200)
    expect(await principal()).toMatchObject({ kind: 'person' })
    const next = people.browser()
    const half = await next.post('/sign-in/email', { email, password: PASSWORD })
    expect(await half.json()).toMatchObject({ twoFactorRedirect: true, twoFactorMethods: ['totp'] })
    expect(await people.principalOf(next.headers())).toEqual({ kind: 'anonymous' })
    expect((await next.post('/two-factor/verify-totp', { code: '000000' })).status).toBe(401)
    expect((await next.post('/two-factor/verify-backup-code', { code: backupCodes[0] })).status).toBe(200)
    expect(await people.principalOf(next.headers())).toMatchObject({ kind: 'person' })
    const again = people.browser()
    await again.post('/sign-in/email', { email, password: PASSWORD })
    expect((await again.post('/two-factor/verify-backup-code', { code: backupCodes[0] })).status).toBe(401)
    const { secret } = await database.queries.withTables<{ two_factor: { secret: string } }>().selectFrom('two_factor').select('secret').executeTakeFirstOrThrow()
    expect(secret).not.toContain(new URL(totpURI).searchParams.get('secret'))
  })

  test('keeps shut what the library offers and we do ourselves, or not at all', async () => {
    const { browser } = await people.join('Shut Bae')
    for (const path of ['/list-sessions', '/revoke-session', '/update-user', '/update-session', '/change-email', '/delete-user', '/get-access-token', '/refresh-token', '/account-info', '/list-accounts', '/two-factor/send-otp', '/ok', '/error']) {
      expect([path, (await browser.get(path)).status, (await browser.post(path, {})).status]).toEqual([path, 404, 404])
    }
  })
})
