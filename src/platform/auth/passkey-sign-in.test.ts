import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { AuditTables } from '#platform/audit-log/audit-line.ts'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { type Browser, openTestPeople, PASSWORD, PUBLIC_URL, type TestPeople } from './people.fixture.ts'
import type { PeopleTables } from './people-tables.ts'
import { openSoftwareAuthenticator, type SoftwareAuthenticator, type Wrongly } from './software-authenticator.fixture.ts'
import { totpOf } from './totp.fixture.ts'

const Refused = z.object({ code: z.string() })

describe.each(testDatabases())('signing in with a passkey on $name', ({ open }) => {
  let database: Database
  let people: TestPeople
  beforeAll(async () => {
    database = await open()
    people = openTestPeople(database)
  })
  afterAll(() => database.close())
  const tables = () => database.queries.withTables<PeopleTables>()
  const device = () => openSoftwareAuthenticator({ origin: PUBLIC_URL })
  const creationOptions = async (browser: Browser) => z.unknown().parse(await (await browser.get('/passkey/generate-register-options')).json())
  const requestOptions = async (browser: Browser) => z.unknown().parse(await (await browser.get('/passkey/generate-authenticate-options')).json())
  async function add(browser: Browser, authenticator: SoftwareAuthenticator, { name = 'My phone', ...wrongly }: Wrongly & { name?: string } = {}) {
    return browser.post('/passkey/verify-registration', { name, response: authenticator.create(await creationOptions(browser), wrongly) })
  }
  async function signIn(authenticator: SoftwareAuthenticator, wrongly: Wrongly = {}, browser = people.browser()) {
    const answer = await browser.post('/passkey/verify-authentication', { response: authenticator.get(await requestOptions(browser), wrongly) })
    return { answer, browser, principal: await people.principalOf(browser.headers()) }
  }
  async function join(name: string) {
    const person = await people.join(name)
    const authenticator = device()
    expect((await add(person.browser, authenticator)).status).toBe(200)
    return { ...person, authenticator }
  }
  const refusalOf = async (answer: Response) => [answer.status, Refused.parse(await answer.json()).code]
  const actsOf = async (personId: string) => (await database.queries.withTables<AuditTables>().selectFrom('audit_line').selectAll().where('actor', '=', `person:${personId}`).orderBy('position').execute()).map(({ act, object, detail }) => [act, object.split(':')[0], detail])

  test('a person adds a passkey, signs in with it alone, and is told; both are in the audit log', async () => {
    const { browser, personId, email } = await people.join('Keyed Ahn')
    const authenticator = device()
    const options = await creationOptions(browser)
    expect(options).toMatchObject({ rp: { id: 'dam.example.org' }, user: { name: email }, attestation: 'none', authenticatorSelection: { residentKey: 'required', userVerification: 'required' } })
    const added = await browser.post('/passkey/verify-registration', { name: ' My phone ', response: authenticator.create(options) })
    expect([added.status, await added.json()]).toEqual([200, { id: expect.any(String), name: 'My phone' }])
    expect(people.letters.at(-1)).toMatchObject({ to: email, subject: '패스키가 추가되었습니다' })
    expect(people.letters.at(-1)?.text).toContain(`${PUBLIC_URL}/account/security`)
    const { answer, browser: other, principal } = await signIn(authenticator)
    expect([answer.status, await answer.json()]).toEqual([200, { status: true }])
    expect(principal).toMatchObject({ kind: 'person', personId })
    expect(other.cookies.get('datadam.session_token')).toBeDefined()
    expect(await tables().selectFrom('passkey').select(['counter', 'person_id']).where('credential_id', '=', authenticator.credentialId).executeTakeFirst()).toEqual({ counter: 2, person_id: personId })
    expect(await tables().selectFrom('passkey').select('last_used_at').where('credential_id', '=', authenticator.credentialId).executeTakeFirst()).toEqual({ last_used_at: expect.any(Date) })
    expect(await actsOf(personId)).toEqual([['account:create', 'person', {}], ['session:begin', 'session', {}], ['account:add-passkey', 'passkey', {}], ['session:begin', 'session', { with: 'passkey' }]])
    expect(people.faults).toEqual([])
  })

  test('asks every device to be unlocked, and names nobody\'s passkeys to strangers', async () => {
    await join('Listed Bang')
    const options = await requestOptions(people.browser())
    expect(options).toMatchObject({ rpId: 'dam.example.org', userVerification: 'required' })
    expect(options).not.toHaveProperty('allowCredentials')
  })

  test('counts as two factors: no code is asked for', async () => {
    const { authenticator, browser, personId } = await join('Twice Cha')
    const { totpURI } = z.object({ totpURI: z.string() }).parse(await (await browser.post('/two-factor/enable', { password: PASSWORD })).json())
    expect((await browser.post('/two-factor/verify-totp', { code: totpOf(totpURI) })).status).toBe(200)
    expect((await signIn(authenticator)).principal).toMatchObject({ kind: 'person', personId })
  })

  test.each<{ what: string; wrongly: Wrongly }>([
    { what: 'from another page', wrongly: { origin: 'https://dam.example.com' } },
    { what: 'for another portal', wrongly: { rpId: 'dam.example.com' } },
    { what: 'to another challenge', wrongly: { challenge: Buffer.alloc(32).toString('base64url') } },
    { what: 'of a device that nobody touched', wrongly: { isPresent: false } },
    { what: 'of a device that nobody unlocked', wrongly: { isUnlocked: false } },
  ])('refuses an answer $what, when one is added and when somebody signs in', async ({ what, wrongly }) => {
    const { authenticator, browser, personId } = await join(`Wrong ${what}`)
    const [status] = await refusalOf(await add(browser, device(), wrongly))
    expect(status).toBe(wrongly.isUnlocked === false ? 401 : 400)
    expect(await tables().selectFrom('passkey').select('id').where('person_id', '=', personId).execute()).toHaveLength(1)
    const { answer, principal } = await signIn(authenticator, wrongly)
    expect([400, 401]).toContain(answer.status)
    expect(principal).toEqual({ kind: 'anonymous' })
    expect(people.faults).toEqual([])
  })

  test('takes each answer once, and only in the browser that was asked', async () => {
    const { authenticator } = await join('Replayed Do')
    const browser = people.browser()
    const response = authenticator.get(await requestOptions(browser))
    const thief = people.browser()
    expect(await refusalOf(await thief.post('/passkey/verify-authentication', { response }))).toEqual([400, 'CHALLENGE_NOT_FOUND'])
    await requestOptions(thief)
    expect((await thief.post('/passkey/verify-authentication', { response })).status).toBe(400)
    const cookies = new Map(browser.cookies)
    expect((await browser.post('/passkey/verify-authentication', { response })).status).toBe(200)
    const again = people.browser()
    for (const [name, value] of cookies) again.cookies.set(name, value)
    expect(await refusalOf(await again.post('/passkey/verify-authentication', { response }))).toEqual([400, 'CHALLENGE_NOT_FOUND'])
    expect(await people.principalOf(again.headers())).toEqual({ kind: 'anonymous' })
  })

  test('refuses a copy, whose counter goes back or stands still', async () => {
    const { authenticator } = await join('Copied Eom')
    expect((await signIn(authenticator)).answer.status).toBe(200)
    authenticator.counter -= 1
    expect((await signIn(authenticator)).principal).toEqual({ kind: 'anonymous' })
    authenticator.counter = 0
    expect((await signIn(authenticator)).answer.status).toBe(400)
    authenticator.counter = 9
    expect((await signIn(authenticator)).answer.status).toBe(200)
  })

  test('a challenge for adding does not sign in, nor the other way round', async () => {
    const { authenticator, browser, principal } = await join('Crossed Gil')
    const response = authenticator.get({ ...z.object({ challenge: z.string() }).parse(await creationOptions(browser)), rpId: 'dam.example.org' })
    expect((await browser.post('/passkey/verify-authentication', { response })).status).toBe(400)
    const { challenge } = z.object({ challenge: z.string() }).parse(await requestOptions(browser))
    const forged = device().create({ challenge, rp: { id: 'dam.example.org', name: 'x' }, user: { id: 'x' } })
    expect((await browser.post('/passkey/verify-registration', { name: 'Forged', response: forged })).status).toBe(400)
    expect(await principal()).toMatchObject({ kind: 'person' })
  })

  test('refuses whoever is suspended, has an address that is not confirmed, or has removed the passkey', async () => {
    const { authenticator, personId } = await join('Barred Ha')
    const change = (what: Partial<{ suspended_at: Date | null; email_verified: boolean }>) => tables().updateTable('person').set(what).where('id', '=', personId).execute()
    await change({ suspended_at: new Date() })
    expect(await refusalOf((await signIn(authenticator)).answer)).toEqual([401, 'FAILED_TO_CREATE_SESSION'])
    await change({ suspended_at: null, email_verified: false })
    expect(await refusalOf((await signIn(authenticator)).answer)).toEqual([403, 'EMAIL_NOT_VERIFIED'])
    await change({ email_verified: true })
    expect((await signIn(authenticator)).answer.status).toBe(200)
    await tables().deleteFrom('passkey').where('person_id', '=', personId).execute()
    expect(await refusalOf((await signIn(authenticator)).answer)).toEqual([401, 'PASSKEY_NOT_FOUND'])
    expect(people.faults).toEqual([])
  })

  test('adds one only to the account of whoever signed in within the hour, named, and no device twice', async () => {
    const { authenticator, browser, personId } = await join('Fresh Im')
    expect((await people.browser().get('/passkey/generate-register-options')).status).toBe(401)
    expect(await refusalOf(await add(browser, authenticator))).toEqual([409, 'PASSKEY_TAKEN'])
    const { browser: other } = await people.join('Other Jo')
    expect(await refusalOf(await add(other, authenticator))).toEqual([409, 'PASSKEY_TAKEN'])
    const options = await creationOptions(browser)
    for (const body of [{ response: device().create(options) }, { name: '  ', response: device().create(options) }, { name: 'x'.repeat(61), response: device().create(options) }, { name: 'More', response: device().create(options), createSession: true }]) {
      expect(await refusalOf(await browser.post('/passkey/verify-registration', body))).toEqual([400, 'VALIDATION_ERROR'])
    }
    const strange = device().create(options)
    expect((await other.post('/passkey/verify-registration', { name: 'Another\'s', response: strange })).status).toBe(400)
    const late = device().create(options)
    await tables().updateTable('session').set({ created_at: new Date(Date.now() - 3_601_000) }).where('person_id', '=', personId).execute()
    expect(await refusalOf(await browser.get('/passkey/generate-register-options'))).toEqual([403, 'SESSION_NOT_FRESH'])
    expect(await refusalOf(await browser.post('/passkey/verify-registration', { name: 'Late', response: late }))).toEqual([403, 'SESSION_NOT_FRESH'])
    expect(await tables().selectFrom('passkey').select('name').where('person_id', '=', personId).execute()).toEqual([{ name: 'My phone' }])
  })

  test('adds no more than twenty', async () => {
    const { browser, personId } = await join('Many Kwak')
    await tables().insertInto('passkey').values(Array.from({ length: 19 }, (_, place) => ({
      id: `many-${place}`, person_id: personId, name: 'Old', credential_id: `many-${place}`, public_key: '', counter: 0, device_type: 'singleDevice', backed_up: false, transports: null, aaguid: null, created_at: new Date(),
    }))).execute()
    expect(await refusalOf(await add(browser, device()))).toEqual([409, 'TOO_MANY_PASSKEYS'])
  })

  test.each([{}, { response: 'x' }, { response: {} }, { response: { id: ['x'] } }, { response: { id: 'x'.repeat(2000) } }, { response: { id: 'x' }, more: true }])('refuses %j before it looks anything up', async (body) => {
    const browser = people.browser()
    await requestOptions(browser)
    expect(await refusalOf(await browser.post('/passkey/verify-authentication', body))).toEqual([400, 'VALIDATION_ERROR'])
  })

  test('stops one address that tries many, and keeps shut what the portal does itself', async () => {
    const { browser } = await join('Shut Lim')
    const from = (path: string) => people.auth.handle(new Request(`${PUBLIC_URL}/api/auth${path}`, { method: 'POST', body: JSON.stringify({ response: { id: 'x' } }), headers: { 'content-type': 'application/json' } }), '198.51.100.88')
    const statuses = await Promise.all(Array.from({ length: 35 }, async () => (await from('/passkey/verify-authentication')).status))
    expect(statuses.filter((status) => status === 429)).toHaveLength(5)
    for (const path of ['/passkey/list-user-passkeys', '/passkey/update-passkey', '/passkey/delete-passkey']) expect([path, (await browser.get(path)).status, (await browser.post(path, { id: 'x', name: 'x' })).status]).toEqual([path, 404, 404])
  })
})
