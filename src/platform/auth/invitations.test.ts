import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { answerInvitation, inviteMember, listInvitations, withdrawInvitation } from './invitations.ts'
import { actFor } from './me.ts'
import { createOrganisation, getOrganisation } from './organisations.ts'
import { openTestPeople, type TestPeople } from './people.fixture.ts'
import type { PeopleTables } from './people-tables.ts'
import type { Principal } from './principal.ts'

const SPAN = { roles: ['steward'] as const, from: null, until: '2030-12-31' }

describe.each(testDatabases())('invitations on $name', ({ open }) => {
  let database: Database
  let people: TestPeople
  let owner: Principal
  let offset = 0
  beforeAll(async () => {
    database = await open()
    people = openTestPeople(database, { clock: { now: () => new Date(Date.now() + offset) } })
    const joined = await people.join('Inviting Owner')
    const { id } = await createOrganisation({ principal: await joined.principal(), slug: 'city', name: { ko: '새론시' }, description: {}, homepage: null }, people.needs)
    await actFor({ principal: await joined.principal(), organisationId: id }, people.needs)
    owner = await joined.principal()
  })
  afterAll(() => database.close())
  const invite = (email: string) => inviteMember({ principal: owner, slug: 'city', email, ...SPAN }, people.needs)
  const asOwner = async () => await getOrganisation({ principal: owner, slug: 'city' }, people.needs)

  test('whoever has the address becomes a member by accepting, and not before', async () => {
    const { principal, personId, email } = await people.join('Invited Kwon')
    await invite(email.toUpperCase())
    expect(people.letters.at(-1)).toMatchObject({ to: email, subject: '새론시에서 초대했습니다' })
    expect((await asOwner()).members?.map(({ person }) => person.id)).not.toContain(personId)
    const [waiting] = await listInvitations({ principal: await principal() }, people.needs)
    expect(waiting).toMatchObject({ organisation: { slug: 'city' }, ...SPAN })
    const stranger = await (await people.join('Uninvited Pyo')).principal()
    await expect(answerInvitation({ principal: stranger, id: waiting?.id ?? '', answer: 'accept' }, people.needs)).rejects.toMatchObject({ code: 'not-found' })
    await answerInvitation({ principal: await principal(), id: waiting?.id ?? '', answer: 'accept' }, people.needs)
    expect((await asOwner()).members?.find(({ person }) => person.id === personId)).toMatchObject(SPAN)
    await expect(answerInvitation({ principal: await principal(), id: waiting?.id ?? '', answer: 'accept' }, people.needs)).rejects.toMatchObject({ code: 'not-found' })
  })

  test('an owner cannot tell from the answer whether an address has an account', async () => {
    const { email } = await people.join('Probed Min')
    expect([await invite(email), await invite('nobody-there@example.org')]).toEqual([undefined, undefined])
    const invited = (await asOwner()).invited?.filter((one) => [email, 'nobody-there@example.org'].includes(one.email)).map(({ id: _id, email: _email, expiresAt: _at, ...rest }) => rest)
    expect(invited).toEqual([SPAN, SPAN])
  })

  test('an address that is not verified receives none', async () => {
    const { principal, personId, email } = await people.join('Unverified Bang')
    await invite(email)
    await database.queries.withTables<PeopleTables>().updateTable('person').set({ email_verified: false }).where('id', '=', personId).execute()
    expect(await listInvitations({ principal: await principal() }, people.needs)).toEqual([])
  })

  test('a declined, withdrawn or old one leads nowhere', async () => {
    const { principal, email } = await people.join('Declining Ma')
    const waiting = async () => (await listInvitations({ principal: await principal() }, people.needs))[0]?.id ?? ''
    await invite(email)
    await answerInvitation({ principal: await principal(), id: await waiting(), answer: 'decline' }, people.needs)
    expect(await waiting()).toBe('')
    await invite(email)
    const id = await waiting()
    await withdrawInvitation({ principal: owner, slug: 'city', id }, people.needs)
    await expect(withdrawInvitation({ principal: owner, slug: 'city', id }, people.needs)).rejects.toMatchObject({ code: 'not-found' })
    await expect(answerInvitation({ principal: await principal(), id, answer: 'accept' }, people.needs)).rejects.toMatchObject({ code: 'not-found' })
    await invite(email)
    const late = { principal: await principal(), id: await waiting(), answer: 'accept' as const }
    offset = 14 * 86_400_000 + 1000
    await expect(answerInvitation(late, people.needs)).rejects.toMatchObject({ code: 'not-found' })
    offset = 0
  })

  test('accepting adds roles, and puts no end to an owner', async () => {
    const { personId } = owner.kind === 'person' ? owner : { personId: '' }
    await invite('inviting-owner@example.org')
    const [waiting] = await listInvitations({ principal: owner }, people.needs)
    await answerInvitation({ principal: owner, id: waiting?.id ?? '', answer: 'accept' }, people.needs)
    expect((await asOwner()).members?.find(({ person }) => person.id === personId)).toMatchObject({ roles: ['owner', 'steward'], from: null, until: null })
  })

  test('days the wrong way round are refused', async () => {
    await expect(inviteMember({ principal: owner, slug: 'city', email: 'a@example.org', roles: ['member'], from: '2026-02-01', until: '2026-01-31' }, people.needs)).rejects.toMatchObject({ code: 'bad-input' })
  })
})
