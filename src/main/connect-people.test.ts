import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { KeyAnswer, Me, OrganisationAnswer, SessionAnswer } from '#platform/auth/people-answers.ts'
import { openSoftwareAuthenticator } from '#platform/auth/software-authenticator.fixture.ts'
import { systemClock } from '#platform/clock.ts'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { openLog } from '#platform/log.ts'
import { Mail } from '#platform/mail/mail.ts'
import { newIds } from '#platform/new-id.ts'
import { testApi } from './api.fixture.ts'
import { connectPeople, type ConnectedPeople } from './connect-people.ts'

const PUBLIC_URL = 'https://dam.example'
const PASSWORD = 'vK8#mQ2x!Lp느티'
const SETTINGS = { mailUrl: undefined, mailFrom: 'Datadam <dam@example.org>', authSecret: undefined, providers: [], timeZone: 'Asia/Seoul' }
const Items = z.object({ items: z.array(z.unknown()), total: z.number() })

describe.each(testDatabases())('people over HTTP on $name', ({ open }) => {
  let database: Database
  let home: string
  let people: ConnectedPeople
  let app: ReturnType<typeof testApi>['app']
  const letters: Mail[] = []
  beforeAll(async () => {
    database = await open()
    home = mkdtempSync(join(tmpdir(), 'datadam-people-'))
    const jobs = { enqueue: (_job: object, payload: object) => { letters.push(Mail.parse(payload)); return Promise.resolve('job') } }
    people = await connectPeople({ config: { home }, database, jobs, clock: systemClock, log: openLog({ write: () => {} }), publicUrl: PUBLIC_URL, newId: newIds({ clock: systemClock }) }, SETTINGS)
    app = testApi({
      features: people.features({ countUnread: () => Promise.resolve(2), countWaiting: () => Promise.resolve(3) }), whoAsks: people.whoAsks, publicUrl: PUBLIC_URL, clock: systemClock,
      limits: { requestsPerMinute: 100_000, signInsPerMinute: 100_000, mostBodyBytes: 100_000, mostRequests: 100, mostStreams: 10 },
    }).app
  })
  afterAll(async () => {
    await database.close()
    rmSync(home, { recursive: true })
  })

  interface Asker { cookie?: string; key?: string }
  async function ask({ cookie, key }: Asker, method: string, path: string, body?: object) {
    const headers = { ...(cookie !== undefined && { cookie }), ...(key !== undefined && { authorization: `Bearer ${key}` }), 'content-type': 'application/json', origin: PUBLIC_URL, 'sec-fetch-site': 'same-origin' }
    const answer = await app.request(`${PUBLIC_URL}${path.startsWith('/api') ? path : `/api/v1${path}`}`, { method, headers, ...(body && { body: JSON.stringify(body) }) })
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, body: z.unknown().parse(text === '' ? undefined : JSON.parse(text)) }
  }
  async function signIn(email: string): Promise<Asker> {
    const { headers, status } = await ask({}, 'POST', '/api/auth/sign-in/email', { email, password: PASSWORD })
    expect(status).toBe(200)
    return { cookie: headers.getSetCookie().map((line) => line.split(';')[0]).join('; ') }
  }
  async function signUp(name: string): Promise<Asker & { email: string }> {
    const email = `${name}@example.org`
    expect((await ask({}, 'POST', '/api/auth/sign-up/email', { name, email, password: PASSWORD, language: 'en' })).status).toBe(200)
    const token = /token=(\S+)/.exec(letters.at(-1)?.text ?? '')?.[1]
    expect((await ask({}, 'GET', `/api/auth/verify-email?token=${token}`)).status).toBe(200)
    return { ...await signIn(email), email }
  }

  test('the link of the first start makes an operator, once', async () => {
    expect(people.firstOperatorLink).toMatch(/^https:\/\/dam\.example\/welcome\?token=/)
    const token = new URL(people.firstOperatorLink ?? '').searchParams.get('token')
    const body = { token, name: '운영자', email: 'operator@example.org', password: PASSWORD }
    expect((await ask({}, 'POST', '/first-operator', { ...body, isOperator: true })).status).toBe(422)
    expect((await ask({}, 'POST', '/first-operator', body)).status).toBe(201)
    expect(await ask({}, 'POST', '/first-operator', { ...body, email: 'second@example.org' })).toMatchObject({ status: 403, body: { code: 'forbidden' } })
    const operator = await signIn('operator@example.org')
    const me = Me.parse((await ask(operator, 'GET', '/me')).body)
    expect(me).toMatchObject({ isOperator: true, unread: 2, waiting: 3, actingFor: null })
    expect(me.permissions).toContain('operator:users')
    expect(Me.parse((await ask({}, 'GET', '/me')).body)).toMatchObject({ person: null, unread: 0 })
  })

  test('an owner invites, the invited accepts, roles follow, and the last owner stays', async () => {
    const owner = await signUp('owner')
    const steward = await signUp('steward')
    const made = OrganisationAnswer.parse((await ask(owner, 'POST', '/organisations', { slug: 'saeron', name: { ko: '새론시' } })).body)
    expect((await ask(owner, 'PATCH', '/organisations/saeron', { homepage: 'https://city.example/' })).status).toBe(403)
    const worn = await ask(owner, 'POST', '/me/acting-for', { organisationId: made.id })
    expect(worn).toMatchObject({ status: 200, body: { actingFor: { slug: 'saeron', roles: ['owner'] } } })
    expect((await ask(owner, 'PATCH', '/organisations/saeron', { homepage: 'https://city.example/', slug: 'stolen' })).status).toBe(422)
    expect((await ask(owner, 'PATCH', '/organisations/saeron', { homepage: 'https://city.example/' })).status).toBe(200)
    expect((await ask(owner, 'POST', '/organisations/saeron/members', { email: steward.email, roles: ['steward', 'approver'] })).status).toBe(202)
    expect(letters.at(-1)).toMatchObject({ to: steward.email, language: 'en' })
    const { items } = Items.parse((await ask(steward, 'GET', '/invitations')).body)
    const { id } = z.object({ id: z.string() }).parse(items[0])
    expect((await ask(owner, 'POST', `/invitations/${id}/accept`, {})).status).toBe(404)
    expect((await ask(steward, 'POST', `/invitations/${id}/accept`, {})).status).toBe(204)
    await ask(steward, 'POST', '/me/acting-for', { organisationId: made.id })
    const me = Me.parse((await ask(steward, 'GET', '/me')).body)
    expect(me.permissions).toContain('version:decide')
    expect((await ask(steward, 'PATCH', '/organisations/saeron', { homepage: null })).status).toBe(403)
    const ownerId = Me.parse((await ask(owner, 'GET', '/me')).body).person?.id
    expect((await ask(steward, 'DELETE', `/organisations/saeron/members/${ownerId}`)).status).toBe(403)
    expect((await ask(owner, 'DELETE', `/organisations/saeron/members/${ownerId}`)).status).toBe(409)
    expect((await ask(owner, 'PATCH', `/organisations/saeron/members/${me.person?.id}`, { until: '2020-01-01' })).status).toBe(200)
    expect(Me.parse((await ask(steward, 'GET', '/me')).body)).toMatchObject({ actingFor: null, memberships: [{ isValidNow: false }] })
    expect((await ask({}, 'GET', '/organisations/saeron')).body).not.toHaveProperty('members')
    expect((await ask(steward, 'DELETE', `/organisations/saeron/members/${me.person?.id}`)).status).toBe(204)
  })

  test('a key is shown once, reads, and changes nothing of the account', async () => {
    const person = await signUp('keyholder')
    const made = await ask(person, 'POST', '/keys', { name: 'robot', scopes: ['read'], expiresAt: new Date(Date.now() + 86_400_000).toISOString() })
    const key = KeyAnswer.extend({ key: z.string() }).parse(made.body)
    expect(made.status).toBe(201)
    expect(JSON.stringify((await ask(person, 'GET', '/keys')).body)).not.toContain(key.key)
    expect((await ask({ key: key.key }, 'GET', '/me')).status).toBe(200)
    for (const [method, path] of [['GET', '/keys'], ['GET', '/sessions'], ['PATCH', '/me'], ['POST', '/organisations'], ['POST', '/conflicts']] as const) expect([path, (await ask({ key: key.key }, method, path, method === 'GET' ? undefined : {})).status]).toEqual([path, 403])
    expect((await ask(person, 'DELETE', `/keys/${key.id}`)).status).toBe(204)
    expect((await ask({ key: key.key }, 'GET', '/me')).status).toBe(401)
    expect((await ask({ key: key.key }, 'GET', '/api/auth/get-session')).status).toBe(200)
  })

  test('a person sees and ends the own sessions', async () => {
    const first = await signUp('traveller')
    const second = await signIn(first.email)
    const { items } = Items.parse((await ask(first, 'GET', '/sessions')).body)
    const other = z.array(SessionAnswer).parse(items).find(({ isThisOne }) => !isThisOne)
    expect((await ask(first, 'DELETE', `/sessions/${other?.id}`)).status).toBe(204)
    expect((await ask(second, 'GET', '/sessions')).status).toBe(401)
  })

  test('a person adds a passkey, lists, renames and removes it; to anybody else it is not there', async () => {
    const person = await signUp('passholder')
    const other = await signUp('passthief')
    const options = await ask(person, 'GET', '/api/auth/passkey/generate-register-options')
    const cookie = `${person.cookie}; ${options.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ')}`
    const response = openSoftwareAuthenticator({ origin: PUBLIC_URL }).create(options.body)
    const { id } = z.object({ id: z.string() }).parse((await ask({ cookie }, 'POST', '/api/auth/passkey/verify-registration', { name: 'Laptop', response })).body)
    expect(await ask(person, 'GET', '/passkeys')).toMatchObject({ status: 200, body: { total: 1, items: [{ id, name: 'Laptop', lastUsedAt: null }] } })
    expect(await ask(other, 'GET', '/passkeys')).toMatchObject({ status: 200, body: { total: 0 } })
    expect((await ask({}, 'GET', '/passkeys')).status).toBe(401)
    for (const [method, body] of [['PATCH', { name: 'Mine' }], ['DELETE', undefined]] as const) expect([method, (await ask(other, method, `/passkeys/${id}`, body)).status]).toEqual([method, 404])
    expect((await ask(person, 'PATCH', `/passkeys/${id}`, { name: ' ' })).status).toBe(422)
    expect((await ask(person, 'PATCH', `/passkeys/${id}`, { name: 'Desk' })).status).toBe(204)
    expect(await ask(person, 'GET', '/passkeys')).toMatchObject({ body: { items: [{ name: 'Desk' }] } })
    expect((await ask(person, 'DELETE', `/passkeys/${id}`)).status).toBe(204)
    expect(letters.slice(-2).map(({ subject }) => subject)).toEqual(['A passkey was added', 'A passkey was removed'])
    expect(await ask(person, 'GET', '/passkeys')).toMatchObject({ body: { total: 0 } })
  })

  test('an operator suspends and restores, and waives interests; nobody else does', async () => {
    const operator = await signIn('operator@example.org')
    const person = await signUp('suspended')
    const id = Me.parse((await ask(person, 'GET', '/me')).body).person?.id
    expect((await ask(person, 'POST', `/operator/users/${id}/suspend`, {})).status).toBe(403)
    const { id: conflict } = z.object({ id: z.string() }).parse((await ask(person, 'POST', '/conflicts', { object: 'dataset:city/discharges', kind: 'employer', because: 'I work there' })).body)
    const recused = () => people.isRecused({ personId: id ?? '', objects: ['dataset:city/discharges'] }, database.queries)
    expect(await recused()).toBe(true)
    expect((await ask(person, 'POST', `/operator/conflicts/${conflict}/waive`, { because: 'mine', until: '2090-01-01' })).status).toBe(403)
    expect((await ask(operator, 'POST', `/operator/conflicts/${conflict}/waive`, { because: 'public already', until: '2090-01-01' })).status).toBe(204)
    expect(await recused()).toBe(false)
    expect(await ask(person, 'GET', '/conflicts')).toMatchObject({ status: 200, body: { total: 1 } })
    expect((await ask(operator, 'POST', `/operator/users/${id}/suspend`, {})).status).toBe(204)
    expect(Me.parse((await ask(person, 'GET', '/me')).body).person).toBeNull()
    expect(await ask(operator, 'GET', '/operator/users?query=suspended')).toMatchObject({ body: { total: 1, items: [{ isSuspended: true }] } })
    expect((await ask(operator, 'POST', `/operator/users/${id}/restore`, {})).status).toBe(204)
  })

  test('names and languages change; other fields are refused', async () => {
    const person = await signUp('renamed')
    expect(await ask(person, 'PATCH', '/me', { name: ' 새 이름 ', language: 'ar' })).toMatchObject({ status: 200, body: { person: { name: '새 이름', language: 'ar' } } })
    for (const body of [{ isOperator: true }, { email: 'other@example.org' }, { name: '' }, { language: 'xx' }]) expect((await ask(person, 'PATCH', '/me', body)).status).toBe(422)
    expect(await ask({}, 'GET', '/sign-in-methods')).toMatchObject({ status: 200, body: { providers: [] } })
  })
})
