import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { OidcProvider } from './oidc-provider.ts'
import { type Misbehaviour, type OidcSimulator, startOidcSimulator } from './oidc-simulator.fixture.ts'
import { type Browser, openTestPeople, type TestPeople } from './people.fixture.ts'
import type { PeopleTables } from './people-tables.ts'

const Away = z.object({ url: z.url() })

const GILDONG = { sub: 'kr-0001', email: 'gildong@example.org', email_verified: true, name: '홍길동' }

describe.each(testDatabases())('signing in with another provider on $name', ({ open }) => {
  let database: Database
  let simulator: OidcSimulator
  let people: TestPeople
  beforeAll(async () => {
    database = await open()
    simulator = await startOidcSimulator(GILDONG)
    people = openTestPeople(database, { providers: [providerOf({})] })
  })
  afterEach(() => {
    simulator.misbehaviour = 'none'
    simulator.identity = GILDONG
  })
  afterAll(async () => {
    await simulator.close()
    await database.close()
  })
  const providerOf = (more: object) => OidcProvider.parse({ id: 'national-id', name: '국가 신원', discoveryUrl: simulator.discoveryUrl, clientId: simulator.clientId, clientSecret: simulator.clientSecret, ...more })
  const persons = () => database.queries.withTables<PeopleTables>().selectFrom('person').select(['name', 'email', 'email_verified']).orderBy('email').execute()

  /** As a browser goes: to the provider, back with a code, and on; the address where it ends. */
  async function signIn(browser: Browser, among: TestPeople = people): Promise<string> {
    const { url } = Away.parse(await (await browser.post('/sign-in/social', { provider: 'national-id', callbackURL: '/datasets' })).json())
    expect(new URL(url).searchParams.get('redirect_uri')).toBe('http://dam.example.org/api/auth/callback/national-id')
    const away = await fetch(url, { redirect: 'manual' })
    const back = await browser.get(away.headers.get('location') ?? '')
    expect(among.letters).toEqual([])
    return back.headers.get('location') ?? ''
  }

  test('makes an account the first time, and the next time finds it by the provider\'s subject', async () => {
    const browser = people.browser()
    expect(await signIn(browser)).toBe('/datasets')
    expect(await people.principalOf(browser.headers())).toMatchObject({ kind: 'person', actingFor: null, isOperator: false })
    simulator.identity = { ...GILDONG, email: 'moved@example.org' }
    const again = people.browser()
    expect(await signIn(again)).toBe('/datasets')
    expect(await persons()).toEqual([{ name: '홍길동', email: GILDONG.email, email_verified: true }])
    const [one, other] = await Promise.all([browser, again].map((each) => people.principalOf(each.headers())))
    expect(one?.kind === 'person' && other?.kind === 'person' && one.personId === other.personId && one.sessionId !== other.sessionId).toBe(true)
    const kept = await database.queries.withTables<{ account: Record<'account_id' | 'access_token' | 'refresh_token' | 'id_token', string | null> }>().selectFrom('account').select(['account_id', 'access_token', 'refresh_token', 'id_token']).execute()
    expect(kept).toEqual([{ account_id: GILDONG.sub, access_token: null, refresh_token: null, id_token: null }])
  })

  test.each<Misbehaviour>(['foreign-signature', 'wrong-nonce', 'wrong-audience', 'expired', 'wrong-issuer'])('believes no token with %s', async (misbehaviour) => {
    simulator.misbehaviour = misbehaviour
    simulator.identity = { ...GILDONG, sub: 'kr-0002', email: 'posing@example.org' }
    const browser = people.browser()
    expect(await signIn(browser)).toMatch(/\/sign-in\?(.*&)?error=/)
    expect(await people.principalOf(browser.headers())).toEqual({ kind: 'anonymous' })
    expect((await persons()).map(({ email }) => email)).not.toContain('posing@example.org')
  })

  test('takes back no code in another browser than the one that was sent away', async () => {
    const victim = people.browser()
    const { url } = Away.parse(await (await people.browser().post('/sign-in/social', { provider: 'national-id' })).json())
    const away = await fetch(url, { redirect: 'manual' })
    await victim.get(away.headers.get('location') ?? '')
    expect(await people.principalOf(victim.headers())).toEqual({ kind: 'anonymous' })
  })

  test('lets nobody in, nor into another\'s account, by an address that the provider does not vouch for', async () => {
    const tables = database.queries.withTables<PeopleTables>()
    const now = new Date()
    await tables.insertInto('person').values({ id: 'local', name: 'Local Jin', email: 'local@example.org', email_verified: true, suspended_at: null, created_at: now, updated_at: now }).execute()
    simulator.identity = { sub: 'kr-0003', email: 'local@example.org', email_verified: false, name: 'Posing' }
    const browser = people.browser()
    expect(await signIn(browser)).toMatch(/error=/)
    expect(await people.principalOf(browser.headers())).toEqual({ kind: 'anonymous' })
    expect(await tables.selectFrom('account').select('id').where('person_id', '=', 'local').execute()).toEqual([])
  })

  test('takes the provider\'s word for every address where the setting says so', async () => {
    const trusting = openTestPeople(database, { providers: [providerOf({ emailIsVerified: true })] })
    simulator.identity = { sub: 'kr-0004', email: 'vouched@example.org', name: 'Vouched For' }
    const browser = trusting.browser()
    expect(await signIn(browser, trusting)).toBe('/datasets')
    expect(await trusting.principalOf(browser.headers())).toMatchObject({ kind: 'person' })
  })
})
