import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { Page } from '#platform/http/shapes.ts'
import { getVersion } from '../publishing/find-version.ts'
import { AccessForm, ApplicationAnswer } from './access-answers.ts'
import { waitingApplications } from './access-duties.ts'
import { openDoors, who } from './access.fixture.ts'
import { lookAfterAccess } from './look-after-access.ts'

const VISITS = '/datasets/test-city/visits'
const APPLICATION = { purpose: 'To count how often clinics are visited', legalBasis: 'research', people: [{ name: 'Colleague', email: 'Colleague@example.org' }], until: '2026-06-30', answers: {} }
const FORM: AccessForm = {
  introduction: { ko: '목적을 알려 주세요' }, answerWithinDays: 10, delegates: ['member'], longestDays: 200,
  fields: [{ id: 'place', label: { ko: '처리 장소' }, kind: 'choice', choices: ['inside', 'outside'], isRequired: true }, { id: 'note', label: { en: 'Anything else' }, kind: 'text', isRequired: false }],
}

describe.each(testDatabases())('access on $name', ({ open }) => {
  let database: Database
  let doors: Awaited<ReturnType<typeof openDoors>>
  beforeAll(async () => { database = await open(); doors = await openDoors(database) }, 120_000)
  beforeEach(() => doors.forget())
  afterAll(async () => { await doors.close(); await database.close() })

  const status = async (name: string, method: string, path: string, body?: unknown) => (await doors.ask(name, method, path, body)).status
  async function apply(name = 'reader', body: object = APPLICATION): Promise<ApplicationAnswer> {
    const answer = await doors.ask(name, 'POST', `${VISITS}/applications`, body)
    expect([answer.status, await answer.clone().text()]).toEqual([201, expect.any(String)])
    return ApplicationAnswer.parse(await answer.json())
  }
  async function list(name: string, path = `${VISITS}/applications`): Promise<{ items: ApplicationAnswer[]; total: number }> {
    const answer = await doors.ask(name, 'GET', path)
    return Page(ApplicationAnswer).parse(await answer.json())
  }
  const grant = (name: string, id: string, until = '2026-06-30') => status(name, 'POST', `/applications/${id}/grant`, { until, words: 'Fine' })
  async function may(name: string): Promise<string> {
    const principal = who(name)
    const version = await getVersion({ principal, address: { publisher: 'test-city', slug: 'visits', version: '1.0.0' } }, { queries: database.queries, isRecused: doors.needs.isRecused })
    const answer = await doors.needs.mayDownload({ principal, version })
    return answer.may ? 'may' : answer.code
  }

  test('an application is granted, holds until its last day, and then ends by itself', async () => {
    const { id, due, state, isEscalated } = await apply()
    expect({ due, state, isEscalated }).toEqual({ due: '2026-03-12T09:00:00.000Z', state: 'waiting', isEscalated: false })
    for (const name of ['reader', 'colleague', 'other']) expect([name, await may(name)]).toEqual([name, 'forbidden'])
    expect(await grant('officer', id, '2026-03-20')).toBe(204)
    expect((await list('reader', '/applications')).items).toMatchObject([{ id, state: 'granted', grantedUntil: '2026-03-20', decidedBy: 'Name of officer', reasons: 'Fine', mayDecide: false }])
    for (const [name, answer] of [['reader', 'may'], ['colleague', 'may'], ['other', 'forbidden'], ['nobody', 'unauthenticated'], ['member', 'may']]) expect([name, await may(name ?? '')]).toEqual([name, answer])
    doors.passDays(18)
    expect(await may('reader')).toBe('may')
    doors.passDays(1)
    // Even before the clock's program has run.
    expect(await may('reader')).toBe('forbidden')
    expect(await lookAfterAccess(doors.needs)).toEqual({ escalated: 0, noticed: 0, ended: 1 })
    expect(await lookAfterAccess(doors.needs)).toEqual({ escalated: 0, noticed: 0, ended: 0 })
    expect((await list('reader', '/applications')).items).toMatchObject([{ id, state: 'expired' }])
  })

  test('somebody named by an address that they have not confirmed gets nothing', async () => {
    const { id } = await apply('reader', { ...APPLICATION, people: [{ name: 'Other', email: 'other@example.org' }] })
    expect(await grant('officer', id)).toBe(204)
    expect(await may('other')).toBe('forbidden')
  })

  test('what was granted to somebody for an organisation holds in that hat only', async () => {
    const { id } = await apply('stranger')
    expect(await grant('officer', id)).toBe(204)
    expect([await may('stranger'), await may('stranger as nobody')]).toEqual(['may', 'forbidden'])
  })

  test('notices are given 14 days and 1 day before the end and on the last day, each once', async () => {
    const { id } = await apply()
    await grant('officer', id, '2026-04-01')
    const days: number[] = []
    for (let day = 0; day <= 31; day++) {
      for (let again = 0; again < 2; again++) {
        const { noticed, ended } = await lookAfterAccess(doors.needs)
        for (let count = 0; count < noticed; count++) days.push(30 - day)
        if (ended > 0) days.push(-1)
      }
      doors.passDays(1)
    }
    expect(days).toEqual([14, 1, 0, -1])
    const { rows } = await sql<{ days: number }>`select (payload->>'daysLeft')::int as days from event where type = 'access.ending' and subject = ${`application:${id}`} order by position`.execute(database.queries)
    expect(rows.map((row) => row.days)).toEqual([14, 1, 0])
  })

  test('another person’s application is 404, whatever is done to it', async () => {
    const { id } = await apply()
    for (const name of ['stranger', 'recused']) {
      for (const [act, body] of [['grant', { until: '2026-04-01', words: 'x' }], ['refuse', { words: 'x' }], ['revoke', { words: 'x' }], ['withdraw', undefined]] as const) {
        expect([name, act, await status(name, 'POST', `/applications/${id}/${act}`, body)]).toEqual([name, act, 404])
      }
    }
    expect(await status('other', 'POST', `/applications/${id}/withdraw`)).toBe(404)
    expect(await status('other', 'POST', `/applications/${id}/grant`, { until: '2026-04-01', words: 'x' })).toBe(403)
    expect(await status('nobody', 'POST', `/applications/${id}/withdraw`)).toBe(401)
    expect((await list('other', '/applications')).total).toBe(0)
    expect(await status('steward', 'POST', `/applications/${id}/refuse`, { words: 'x' })).toBe(404)
    expect(await status('stranger', 'GET', `${VISITS}/applications`)).toBe(403)
    expect(await status('recused', 'GET', `${VISITS}/applications`)).toBe(404)
    expect((await list('reader', '/applications')).items).toMatchObject([{ state: 'waiting' }])
  })

  test('nobody decides on an access of their own, not even by being named', async () => {
    const own = await apply('officer')
    const named = await apply('reader', { ...APPLICATION, people: [{ name: 'Officer', email: 'officer@example.org' }] })
    for (const { id } of [own, named]) {
      const answer = await doors.ask('officer', 'POST', `/applications/${id}/grant`, { until: '2026-04-01', words: 'x' })
      expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining('apply-not-decide')])
    }
    expect(await grant('second-officer', own.id)).toBe(204)
  })

  test('delegates decide, owners only once the answer is late, and each is told once', async () => {
    expect(await status('owner', 'PUT', `${VISITS}/access-form`, { ...FORM, fields: [] })).toBe(200)
    const first = await apply()
    expect((await list('member')).items).toMatchObject([{ mayDecide: true }])
    expect((await list('owner')).items).toMatchObject([{ mayDecide: false }])
    expect(await grant('owner', first.id)).toBe(403)
    expect(await grant('member', first.id)).toBe(204)
    const second = await apply('other')
    doors.passDays(11)
    const inbox = async (name: string) => (await waitingApplications(doors.needs).list(who(name))).length
    expect([await inbox('owner'), await inbox('officer'), await inbox('member'), await inbox('steward'), await inbox('stranger'), await inbox('recused')]).toEqual([0, 1, 1, 0, 0, 0])
    expect([await lookAfterAccess(doors.needs), await lookAfterAccess(doors.needs)]).toEqual([{ escalated: 1, noticed: 0, ended: 0 }, { escalated: 0, noticed: 0, ended: 0 }])
    expect(await inbox('owner')).toBe(1)
    expect((await list('owner')).items[0]).toMatchObject({ id: second.id, isEscalated: true, mayDecide: true })
    expect(await grant('owner', second.id)).toBe(204)
    expect(await inbox('owner')).toBe(0)
  })

  test('an application is refused with reasons, revoked with reasons, withdrawn by its applicant', async () => {
    const first = await apply()
    expect(await status('reader', 'POST', `${VISITS}/applications`, APPLICATION)).toBe(409)
    expect(await status('officer', 'POST', `/applications/${first.id}/refuse`, { words: ' ' })).toBe(422)
    expect(await status('officer', 'POST', `/applications/${first.id}/withdraw`)).toBe(403)
    expect(await status('officer', 'POST', `/applications/${first.id}/refuse`, { words: 'Too wide' })).toBe(204)
    expect(await grant('officer', first.id)).toBe(409)
    const second = await apply()
    expect(await status('reader', 'POST', `/applications/${second.id}/withdraw`)).toBe(204)
    expect(await status('reader', 'POST', `/applications/${second.id}/withdraw`)).toBe(409)
    const third = await apply()
    expect(await status('officer', 'POST', `/applications/${third.id}/revoke`, { words: 'Too early' })).toBe(409)
    expect(await grant('officer', third.id, '2026-07-01')).toBe(422)
    expect(await grant('officer', third.id, '2026-03-01')).toBe(422)
    expect(await grant('officer', third.id)).toBe(204)
    expect(await may('reader')).toBe('may')
    expect(await status('officer', 'POST', `/applications/${third.id}/revoke`, { words: 'Passed on' })).toBe(204)
    expect(await may('reader')).toBe('forbidden')
    expect((await list('reader', '/applications')).items.map(({ state }) => state).toSorted()).toEqual(['refused', 'revoked', 'withdrawn'])
    const { rows } = await sql<{ act: string }>`select act from audit_line where object in (${`application:${first.id}`}, ${`application:${second.id}`}, ${`application:${third.id}`}) order by position`.execute(database.queries)
    expect(rows.map(({ act }) => act)).toEqual(['access:apply', 'access:decide', 'access:apply', 'access:apply', 'access:apply', 'access:decide', 'access:decide'])
  })

  test('a form is asked of all who apply, and its delegates are not shown to them', async () => {
    expect(await status('reader', 'PUT', `${VISITS}/access-form`, FORM)).toBe(403)
    expect(await status('stranger', 'PUT', `${VISITS}/access-form`, FORM)).toBe(403)
    expect(await status('officer', 'PUT', `${VISITS}/access-form`, { ...FORM, delegates: ['stranger'] })).toBe(422)
    expect(await status('officer', 'PUT', `${VISITS}/access-form`, FORM)).toBe(200)
    expect(AccessForm.parse(await (await doors.ask('nobody', 'GET', `${VISITS}/access-form`)).json())).toEqual({ ...FORM, delegates: [] })
    expect(AccessForm.parse(await (await doors.ask('member', 'GET', `${VISITS}/access-form`)).json())).toEqual(FORM)
    for (const answers of [{}, { place: 'elsewhere' }, { place: 'inside', unknown: 'x' }]) expect([answers, await status('reader', 'POST', `${VISITS}/applications`, { ...APPLICATION, answers })]).toEqual([answers, 422])
    for (const until of ['2026-03-01', '2026-12-31', 'tomorrow']) expect([until, await status('reader', 'POST', `${VISITS}/applications`, { ...APPLICATION, until, answers: { place: 'inside' } })]).toEqual([until, 422])
    expect(await apply('reader', { ...APPLICATION, answers: { place: 'inside' } })).toMatchObject({ answers: { place: 'inside' }, people: [{ name: 'Colleague', email: 'colleague@example.org' }] })
    await doors.setAccess('open')
    expect(await status('other', 'POST', `${VISITS}/applications`, { ...APPLICATION, answers: { place: 'inside' } })).toBe(409)
  })

  test('the waiting time is told to all, with its method', async () => {
    const waiting = async () => (await doors.ask('nobody', 'GET', `${VISITS}/waiting-time`)).json()
    expect(await waiting()).toMatchObject({ medianDays: null, decided: 0, waiting: 0, overdue: 0 })
    const ids = []
    for (const name of ['reader', 'other', 'colleague', 'follower', 'stranger']) ids.push((await apply(name)).id)
    for (const [place, days] of [1, 3, 5].entries()) {
      doors.passDays(place === 0 ? days : 2)
      expect(await status('officer', 'POST', `/applications/${ids[place] ?? ''}/refuse`, { words: 'No' })).toBe(204)
    }
    expect(await status('follower', 'POST', `/applications/${ids[3] ?? ''}/withdraw`)).toBe(204)
    expect(await waiting()).toMatchObject({ medianDays: 3, decided: 3, waiting: 1, overdue: 0, since: '2025-03-07', method: { en: expect.stringContaining('Median') } })
    doors.passDays(6)
    expect(await waiting()).toMatchObject({ waiting: 1, overdue: 1 })
    doors.passDays(365)
    expect(await waiting()).toMatchObject({ medianDays: null, decided: 0 })
  })
})
