import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { Page } from '#platform/http/shapes.ts'
import { openDoors, who } from '../access/access.fixture.ts'
import { CitingAnswer, ThreadAnswer } from './feedback-answers.ts'
import { isFollowed } from './follow-dataset.ts'
import { lookAfterThreads } from './look-after-threads.ts'
import { waitingThreads } from './waiting-threads.ts'

const VISITS = '/datasets/test-city/visits'
const DEFECT = { kind: 'defect', title: 'Ages are wrong', words: 'Some ages are negative' }
const ERRATUM = { kind: 'erratum', title: 'One age', words: 'See the evidence', cell: { row: 3, column: 'number', proposed: '4', evidence: 'The printed yearbook, page 12' } }

describe.each(testDatabases())('feedback on $name', ({ open }) => {
  let database: Database
  let doors: Awaited<ReturnType<typeof openDoors>>
  beforeAll(async () => { database = await open(); doors = await openDoors(database) }, 120_000)
  beforeEach(() => doors.forget())
  afterAll(async () => { await doors.close(); await database.close() })

  const status = async (name: string, method: string, path: string, body?: unknown) => (await doors.ask(name, method, path, body)).status
  async function openThread(name: string, body: object): Promise<ThreadAnswer> {
    const answer = await doors.ask(name, 'POST', `${VISITS}/threads`, body)
    expect([answer.status, answer.ok ? '' : await answer.text()]).toEqual([201, ''])
    return ThreadAnswer.parse(await answer.json())
  }
  const threads = async (name: string, query = '') => Page(ThreadAnswer).parse(await (await doors.ask(name, 'GET', `${VISITS}/threads${query}`)).json())
  const citing = async (name: string) => Page(CitingAnswer).parse(await (await doors.ask(name, 'GET', `${VISITS}/citing`)).json()).items

  test('a defect has a clock of business days, is confirmed, and fixed in a later version that is published', async () => {
    const { id, due, state, posts } = await openThread('reader', { ...DEFECT, version: '1.0.0' })
    expect({ due, state, posts }).toEqual({ due: '2026-03-09T09:00:00.000Z', state: 'open', posts: [{ by: 'Name of reader', isPublisher: false, at: '2026-03-02T09:00:00.000Z', words: DEFECT.words }] })
    expect([await status('reader', 'POST', `/threads/${id}/decide`, { state: 'declined' }), await status('stranger', 'POST', `/threads/${id}/decide`, { state: 'declined' }), await status('recused', 'POST', `/threads/${id}/decide`, { state: 'declined' })]).toEqual([403, 403, 404])
    expect(await status('steward', 'POST', `/threads/${id}/decide`, { state: 'answered' })).toBe(409)
    expect(await status('steward', 'POST', `/threads/${id}/decide`, { state: 'confirmed' })).toBe(204)
    for (const body of [{ state: 'fixed' }, { state: 'fixed', fixedIn: '1.1.0' }, { state: 'fixed', fixedIn: '1.0.0' }]) expect([body, await status('steward', 'POST', `/threads/${id}/decide`, body)]).toEqual([body, 422])
    expect((await threads('nobody')).items).toMatchObject([{ id, state: 'confirmed', due: null, fixedIn: null, mayAnswer: false }])
    expect((await threads('steward')).items).toMatchObject([{ mayAnswer: true }])
  })

  test('what the publisher writes answers a question; what others write does not', async () => {
    const { id } = await openThread('reader', { kind: 'question', title: 'Which year?', words: 'Which year is it from?' })
    expect(await status('other', 'POST', `/threads/${id}/posts`, { words: 'I ask myself too' })).toBe(204)
    expect(await status('recused', 'POST', `/threads/${id}/posts`, { words: 'As anybody' })).toBe(204)
    expect((await threads('nobody')).items).toMatchObject([{ state: 'open', posts: [{ isPublisher: false }, { isPublisher: false }, { isPublisher: false }] }])
    expect(await status('steward', 'POST', `/threads/${id}/posts`, { words: 'From 2025' })).toBe(204)
    expect((await threads('nobody')).items).toMatchObject([{ state: 'answered' }])
    expect([await status('nobody', 'POST', `/threads/${id}/posts`, { words: 'x' }), await status('reader', 'POST', '/threads/none/posts', { words: 'x' })]).toEqual([401, 404])
  })

  test('an erratum names a cell that is there, and accepted ones are listed with their version', async () => {
    for (const cell of [undefined, { ...ERRATUM.cell, row: 2000 }, { ...ERRATUM.cell, column: '__proto__' }]) expect([cell, await status('reader', 'POST', `${VISITS}/threads`, { ...ERRATUM, cell })]).toEqual([cell, 422])
    expect(await status('reader', 'POST', `${VISITS}/threads`, { ...DEFECT, cell: ERRATUM.cell })).toBe(422)
    expect(await status('reader', 'POST', `${VISITS}/threads`, { ...ERRATUM, version: '1.1.0' })).toBe(404)
    const { id, version } = await openThread('reader', ERRATUM)
    expect(version).toBe('1.0.0')
    const errata = async () => (await threads('nobody', '?kind=erratum&state=accepted&version=1.0.0')).items
    expect(await errata()).toEqual([])
    expect(await status('owner', 'POST', `/threads/${id}/decide`, { state: 'accepted' })).toBe(204)
    expect(await errata()).toMatchObject([{ id, cell: ERRATUM.cell, state: 'accepted' }])
  })

  test('nobody decides on a thread of their own', async () => {
    const { id } = await openThread('steward', DEFECT)
    const answer = await doors.ask('steward', 'POST', `/threads/${id}/decide`, { state: 'declined' })
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining('author-not-moderator')])
    expect(await status('owner', 'POST', `/threads/${id}/decide`, { state: 'declined' })).toBe(204)
  })

  test('open threads wait for stewards, and owners hear once of those that are late', async () => {
    await openThread('reader', DEFECT)
    await openThread('reader', { kind: 'question', title: 'Which year?', words: 'Which year is it from?' })
    const waits = async (name: string) => (await Promise.all([waitingThreads('triage-defect', doors.needs).list(who(name)), waitingThreads('answer-question', doors.needs).list(who(name))])).map(({ length }) => length)
    expect([await waits('steward'), await waits('reader'), await waits('stranger'), await waits('recused'), await waits('nobody')]).toEqual([[1, 1], [0, 0], [0, 0], [0, 0], [0, 0]])
    doors.passDays(8)
    expect([await lookAfterThreads(doors.needs), await lookAfterThreads(doors.needs)]).toEqual([1, 0])
    await doors.deliver()
    const { rows } = await sql`select person_id, kind from notification where kind = 'late-thread'`.execute(database.queries)
    expect(rows).toEqual([{ person_id: 'owner', kind: 'late-thread' }])
  })

  test('a work that uses the data is shown to all once the publisher has confirmed it', async () => {
    const work = { kind: 'paper', title: 'On visits', url: 'https://papers.example/1' }
    for (const url of ['javascript:alert(1)', 'ftp://papers.example/1', 'data:text/html,x', 'paper']) expect([url, await status('reader', 'POST', `${VISITS}/citing`, { ...work, url })]).toEqual([url, 422])
    expect([await status('nobody', 'POST', `${VISITS}/citing`, work), await status('reader', 'POST', `${VISITS}/citing`, work), await status('other', 'POST', `${VISITS}/citing`, work)]).toEqual([401, 201, 409])
    const [own] = await citing('reader')
    expect([own?.isConfirmed, (await citing('nobody')).length, (await citing('stranger')).length, (await citing('steward')).length]).toEqual([false, 0, 0, 1])
    expect([await status('reader', 'POST', `/citing/${own?.id}/confirm`), await status('stranger', 'POST', `/citing/${own?.id}/confirm`), await status('recused', 'POST', `/citing/${own?.id}/confirm`), await status('steward', 'POST', '/citing/none/confirm')]).toEqual([403, 403, 404, 404])
    for (let again = 0; again < 2; again++) expect(await status('steward', 'POST', `/citing/${own?.id}/confirm`)).toBe(204)
    expect(await citing('nobody')).toMatchObject([{ title: 'On visits', by: 'Name of reader', isConfirmed: true }])
  })

  test('following is counted once', async () => {
    const followers = async () => (await sql<{ followers: number }>`select followers from dataset`.execute(database.queries)).rows[0]?.followers
    const before = await followers() ?? 0
    for (let again = 0; again < 2; again++) expect(await status('reader', 'PUT', `${VISITS}/follow`)).toBe(204)
    expect([await followers(), await isFollowed({ principal: who('reader'), datasetId: 'visits' }, database), await isFollowed({ principal: who('other'), datasetId: 'visits' }, database)]).toEqual([before + 1, true, false])
    for (let again = 0; again < 2; again++) expect(await status('reader', 'DELETE', `${VISITS}/follow`)).toBe(204)
    expect([await followers(), await status('nobody', 'PUT', `${VISITS}/follow`), await status('reader', 'PUT', '/datasets/test-city/none/follow')]).toEqual([before, 401, 404])
  })
})
