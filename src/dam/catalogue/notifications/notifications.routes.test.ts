import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { appendEvent } from '#platform/events/append-event.ts'
import { Page } from '#platform/http/shapes.ts'
import { openDoors } from '../access/access.fixture.ts'
import { versionPublished, versionReturned, versionSubmitted } from '../datasets/dataset-events.ts'
import { NotificationAnswer } from '../feedback/feedback-answers.ts'
import { lookAfterAccess } from '../access/look-after-access.ts'
import { countUnread } from './read-notifications.ts'

const VISITS = '/datasets/test-city/visits'
const APPLICATION = { purpose: 'To count how often clinics are visited', legalBasis: 'research', people: [], until: '2026-06-30', answers: {} }
const FACTS = { datasetId: 'visits', organisationId: 'test-city', publisher: 'test-city', slug: 'visits', versionId: 'visits-1.1.0', version: '1.1.0' }

describe.each(testDatabases())('notifications on $name', ({ open }) => {
  let database: Database
  let doors: Awaited<ReturnType<typeof openDoors>>
  beforeAll(async () => { database = await open(); doors = await openDoors(database) }, 120_000)
  beforeEach(async () => { await doors.forget(); doors.recusedFrom.delete('second-officer') })
  afterAll(async () => { await doors.close(); await database.close() })

  const status = async (name: string, method: string, path: string, body?: unknown) => (await doors.ask(name, method, path, body)).status
  const told = async (name: string) => Page(NotificationAnswer).parse(await (await doors.ask(name, 'GET', '/notifications')).json())
  const kinds = async (name: string) => (await told(name)).items.map(({ kind, isRead }) => `${kind}${isRead ? ' (read)' : ''}`)
  async function apply(): Promise<string> {
    const answer = await doors.ask('reader', 'POST', `${VISITS}/applications`, APPLICATION)
    const { rows } = await sql<{ id: string }>`select id from application where state = 'waiting'`.execute(database.queries)
    expect(answer.status).toBe(201)
    return rows[0]?.id ?? ''
  }
  const publish = (doi: string | null = null) => database.transaction((tx) => appendEvent(versionPublished, { actor: 'person:approver', subject: 'version:test-city/visits@1.1.0', payload: { ...FACTS, doi } }, { ...doors.needs, tx }))
  /** Tells the consumer everything from the first event on again. */
  async function tellAgain(): Promise<void> {
    await sql`update event_consumer set position = (select max(position) - 5 from event) where name = 'notify-people'`.execute(database.queries)
    await doors.deliver()
  }

  test('a duty makes one item for each who may do it, however often it is told, and a letter', async () => {
    await apply()
    await doors.deliver()
    for (const name of ['officer', 'second-officer']) expect([name, await kinds(name)]).toEqual([name, ['decide-application']])
    for (const name of ['recused', 'steward', 'owner', 'reader', 'stranger']) expect([name, await kinds(name)]).toEqual([name, []])
    expect((await told('officer')).items).toMatchObject([{ title: { ko: '‘방문 기록’ 이용 신청이 답변을 기다립니다', en: 'An application for “Visits” waits for an answer' }, address: '/workspace/test-city/visits/applications', isDuty: true }])
    expect(doors.mails.map(({ to, subject, text }) => ({ to, subject, text }))).toEqual(['officer', 'second-officer'].map((name) => ({
      to: `${name}@example.org`, subject: 'An application for “Visits” waits for an answer', text: 'An application for “Visits” waits for an answer\n\nhttps://dam.example/workspace/test-city/visits/applications\n',
    })))
    await tellAgain()
    expect([(await told('officer')).total, doors.mails.length]).toEqual([1, 2])
  })

  test('who keeps a search that a new data set fits is told once, and not of its later versions', async () => {
    await sql`insert into saved_search (id, person_id, name, search, created_at) values ('clinics', 'reader', 'clinics', '{"query":"방문을"}', now()), ('roads', 'officer', 'roads', '{"query":"교통"}', now())`.execute(database.queries)
    await sql`update dataset set latest_version_id = (select id from version where dataset_id = 'visits' limit 1) where id = 'visits'`.execute(database.queries)
    const { rows: [first] } = await sql<{ id: string; version: string }>`select id, version from version where dataset_id = 'visits' limit 1`.execute(database.queries)
    await database.transaction((tx) => appendEvent(versionPublished, { actor: 'person:approver', subject: 'version:test-city/visits@1.0.0', payload: { ...FACTS, versionId: first?.id ?? '', version: first?.version ?? '', doi: null } }, { ...doors.needs, tx }))
    await doors.deliver()
    expect([await kinds('reader'), await kinds('officer')]).toEqual([['saved-search'], []])
    await tellAgain()
    expect((await told('reader')).total).toBe(1)
  })

  test('a duty that one has done is done for all; its outcome is told to who asked', async () => {
    const id = await apply()
    doors.passDays(11)
    await lookAfterAccess(doors.needs)
    await doors.deliver()
    expect([await kinds('owner'), await kinds('officer')]).toEqual([['late-application'], ['decide-application']])
    expect(await status('officer', 'POST', `/applications/${id}/grant`, { until: '2026-06-30', words: 'Fine' })).toBe(204)
    await doors.deliver()
    expect([await kinds('owner'), await kinds('officer'), await kinds('second-officer'), await kinds('reader')]).toEqual([['late-application (read)'], ['decide-application (read)'], ['decide-application (read)'], ['access-granted']])
    expect((await told('reader')).items[0]?.title.en).toBe('Access to “Visits” was granted until 2026-06-30')
    expect([await countUnread('officer', database), await countUnread('reader', database)]).toEqual([0, 1])
  })

  test('versions go from steward to approver and back, one open duty at a time', async () => {
    const say = (definition: typeof versionSubmitted) => database.transaction((tx) => appendEvent(definition, { actor: 'person:steward', subject: 'version:test-city/visits@1.1.0', payload: { ...FACTS, submittedBy: 'steward' } }, { ...doors.needs, tx }))
    await say(versionSubmitted)
    await doors.deliver()
    expect([await kinds('approver'), await kinds('steward')]).toEqual([['approve-version'], []])
    await database.transaction((tx) => appendEvent(versionReturned, { actor: 'person:approver', subject: 'version:test-city/visits@1.1.0', payload: { ...FACTS, submittedBy: 'steward' } }, { ...doors.needs, tx }))
    await doors.deliver()
    expect([await kinds('approver'), await kinds('steward')]).toEqual([['approve-version (read)'], ['returned-version']])
    await say(versionSubmitted)
    await doors.deliver()
    expect([(await kinds('approver')).toSorted(), await kinds('steward')]).toEqual([['approve-version', 'approve-version (read)'], ['returned-version (read)']])
  })

  test('followers hear of a new version, unless they muted it; duties and rulings cannot be muted', async () => {
    for (const name of ['follower', 'reader']) await doors.ask(name, 'PUT', `${VISITS}/follow`)
    expect(await status('reader', 'PUT', '/notifications/muted', { kinds: ['new-version'] })).toBe(204)
    expect(await (await doors.ask('reader', 'GET', '/notifications/muted')).json()).toEqual({ kinds: ['new-version'] })
    for (const kind of ['decide-application', 'access-refused', '__proto__', 'nothing']) expect([kind, await status('reader', 'PUT', '/notifications/muted', { kinds: [kind] })]).toEqual([kind, 422])
    await publish()
    await doors.deliver()
    expect([await kinds('follower'), await kinds('reader')]).toEqual([['new-version'], []])
    expect((await told('follower')).items[0]?.address).toBe('/datasets/test-city/visits/versions/1.1.0')
  })

  test('one reads one’s own only', async () => {
    await doors.ask('follower', 'PUT', `${VISITS}/follow`)
    await publish()
    await doors.deliver()
    const [item] = (await told('follower')).items
    expect(await status('reader', 'POST', '/notifications/read', { ids: [item?.id] })).toBe(204)
    expect(await kinds('follower')).toEqual(['new-version'])
    expect([await status('follower', 'POST', '/notifications/read', { ids: [item?.id] }), await status('nobody', 'GET', '/notifications')]).toEqual([204, 401])
    expect(await kinds('follower')).toEqual(['new-version (read)'])
  })

  test('whoever is recused later no longer sees what they were told', async () => {
    await apply()
    await doors.deliver()
    expect((await told('second-officer')).total).toBe(1)
    doors.recusedFrom.set('second-officer', 'dataset:test-city/visits')
    expect(await told('second-officer')).toEqual({ items: [], total: 0 })
  })
})
