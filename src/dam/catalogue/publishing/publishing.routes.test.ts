import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyAuditLog } from '#platform/audit-log/verify-audit-log.ts'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { Refusal } from '#platform/refusal.ts'
import { VersionAnswer } from '../datasets/dataset-answers.ts'
import { APPROVAL, openCatalogue, VISITS_DETAILS } from './catalogue.fixture.ts'

const VISITS = '/datasets/test-city/visits'

// In the order of a data set's life: each test goes on where the one before ended.
describe.each(testDatabases())('publishing on $name', ({ open }) => {
  let database: Database
  let catalogue: Awaited<ReturnType<typeof openCatalogue>>
  let sameHands: unknown[] = []
  let isRefusing = false
  beforeAll(async () => {
    database = await open()
    catalogue = await openCatalogue(database, {
      refuseSameHand: (_, request) => {
        sameHands.push(request)
        return isRefusing ? Promise.reject(new Refusal('forbidden', 'The rule one-hand')) : Promise.resolve()
      },
    })
    await catalogue.ask('steward', 'POST', '/organisations/test-city/datasets', { slug: 'visits', details: VISITS_DETAILS })
  }, 300_000)
  afterAll(async () => { await catalogue.close(); await database.close() })

  const act = async (name: string, version: string, word: string, body?: unknown) => {
    const answer = await catalogue.ask(name, 'POST', `${VISITS}/versions/${version}/${word}`, body)
    return [answer.status, answer.status === 204 ? '' : (await answer.text())]
  }
  const read = async (name: string, version: string) => VersionAnswer.parse(await (await catalogue.ask(name, 'GET', `${VISITS}/versions/${version}`)).json())
  const inbox = async (name: string) => {
    const { items }: { items: { kind: string; address: string }[] } = JSON.parse(await (await catalogue.ask(name, 'GET', '/inbox')).text())
    return items.map(({ kind, address }) => [kind, address])
  }
  const REFUSED = (word: string) => expect.stringContaining(word)

  test('a version is submitted when its evidence is complete, and then waits in the inbox of an approver', async () => {
    await catalogue.run('1.0.0')
    expect(await act('approver', '1.0.0', 'approve', APPROVAL)).toEqual([409, REFUSED('was not submitted')])
    expect(await act('member', '1.0.0', 'submit')).toEqual([403, REFUSED('version:submit')])
    expect(await act('steward', '1.0.0', 'submit', {})).toEqual([204, ''])
    expect(await act('steward', '1.0.0', 'submit')).toEqual([409, REFUSED('waits for a second person')])
    expect(await inbox('approver')).toEqual([['approve-version', '/review/test-city/visits/1.0.0']])
    for (const other of ['steward', 'stranger', 'reader', 'recused']) expect(await inbox(other)).toEqual([])
    const seen = await read('approver', '1.0.0')
    expect(seen).toMatchObject({ state: 'submitted', mayApprove: true, submittedBy: 'Name of steward', decidedBy: null, diff: null, citation: [] })
    expect(seen.facts[0]?.verdict).toBe('failed')
    expect((await read('steward', '1.0.0')).mayApprove).toBe(false)
  })

  test('an approver returns it with reasons, and the steward runs it again', async () => {
    expect(await act('approver', '1.0.0', 'return', { words: ' ' })).toEqual([422, REFUSED('what is to be corrected')])
    expect(await act('steward', '1.0.0', 'return', { words: 'no' })).toEqual([403, REFUSED('version:decide')])
    expect(await act('approver', '1.0.0', 'return', { words: 'The costs are too high' })).toEqual([204, ''])
    expect(await inbox('approver')).toEqual([])
    expect(await inbox('steward')).toEqual([['returned-version', '/workspace/test-city/visits/versions']])
    expect(await act('steward', '1.0.0', 'submit')).toEqual([409, REFUSED('run it again')])
    await catalogue.run('1.0.0')
    expect(await inbox('steward')).toEqual([])
    expect(await act('steward', '1.0.0', 'submit')).toEqual([204, ''])
  })

  test('approving takes a reason where a measured fact failed, then publishes for everyone', async () => {
    expect(await act('approver', '1.0.0', 'approve', { words: 'ok' })).toEqual([409, REFUSED('1 measured facts failed')])
    expect((await catalogue.ask('nobody', 'GET', `${VISITS}/versions/1.0.0`)).status).toBe(404)
    sameHands = []
    expect(await act('approver', '1.0.0', 'approve', APPROVAL)).toEqual([204, ''])
    expect(sameHands).toEqual([{ person: 'approver', act: 'version:decide', object: 'version:test-city/visits@1.0.0' }])
    const published = await read('nobody', '1.0.0')
    expect(published).toMatchObject({ state: 'published', rows: 240, verification: 'passed', submittedBy: null, decidedBy: null, runId: null, reasons: [], mayApprove: false, mayDownload: true, whyNot: null })
    expect(published.citation[0]?.text).toContain('https://doi.org/10.12345/test-city.visits.v1.0.0')
    expect((await read('steward', '1.0.0')).reasons.map(({ by, decision, words }) => [by, decision, words])).toEqual([['Name of approver', 'returned', 'The costs are too high'], ['Name of approver', 'approved', APPROVAL.words]])
    expect(await act('approver', '1.0.0', 'approve', APPROVAL)).toEqual([409, REFUSED('is published')])
    await expect(catalogue.run('1.0.0')).rejects.toMatchObject({ code: 'conflict', message: REFUSED('raise release.version') })
  })

  test('the approver of the next version sees what changed, counted in the rows', async () => {
    await catalogue.run('1.1.0')
    await act('steward', '1.1.0', 'submit')
    const { diff } = await read('approver', '1.1.0')
    expect(diff).toMatchObject({ from: '1.0.0', columnsAdded: ['병동'], columnsRemoved: [], columnsChanged: [], rowsBefore: 240, rowsAfter: 260, rowsAdded: 20, rowsRemoved: 0 })
    expect(diff?.statistics?.find(({ column }) => column === '진단')).toEqual({ column: '진단', missingShareBefore: 0, missingShareAfter: 0, distinctBefore: 3, distinctAfter: 3, meanBefore: null, meanAfter: null })
    expect(await act('approver', '1.1.0', 'approve', APPROVAL)).toEqual([204, ''])
    expect((await read('nobody', 'latest')).version).toBe('1.1.0')
    expect((await read('nobody', '1.1.0')).diff).toEqual(diff)
  })

  test('a correction of an older line is held against the version before it, and is not the newest', async () => {
    await catalogue.publish('1.0.1', '1.0.0')
    expect((await read('nobody', '1.0.1')).diff).toMatchObject({ from: '1.0.0', rowsAdded: 0, rowsRemoved: 0 })
    expect((await read('nobody', 'latest')).version).toBe('1.1.0')
  })

  test('whoever ran or submitted a version cannot approve it, whatever their roles', async () => {
    await catalogue.run('1.2.0', { starter: 'steward-and-approver', releaseOf: '1.1.0' })
    await act('steward', '1.2.0', 'submit')
    expect(await act('steward-and-approver', '1.2.0', 'approve', APPROVAL)).toEqual([409, REFUSED('a second person must')])
    expect(await inbox('steward-and-approver')).toEqual([])
    expect((await read('steward-and-approver', '1.2.0')).mayApprove).toBe(false)
    await act('approver', '1.2.0', 'return', { words: 'again' })
    await catalogue.run('1.2.0', { releaseOf: '1.1.0' })
    await act('steward-and-approver', '1.2.0', 'submit')
    expect(await act('steward-and-approver', '1.2.0', 'approve', APPROVAL)).toEqual([409, REFUSED('a second person must')])
  })

  test('separation of duty is asked of the rule table, too', async () => {
    isRefusing = true
    expect(await act('approver', '1.2.0', 'approve', APPROVAL)).toEqual([403, REFUSED('The rule one-hand')])
    expect(await act('approver', '1.2.0', 'return', { words: 'again' })).toEqual([403, REFUSED('The rule one-hand')])
    isRefusing = false
    expect((await read('approver', '1.2.0')).state).toBe('submitted')
  })

  test('nothing of an act stays when it was refused, and the audit log and events tell all that was done', async () => {
    const events = await sql<{ type: string; subject: string; audience: string; acting_for: string }>`select type, subject, audience, acting_for from event where subject like '%@1.0.0' order by position`.execute(database.queries)
    expect(events.rows.map(({ type }) => type)).toEqual(['version.submitted', 'version.returned', 'version.submitted', 'version.published'])
    expect(events.rows.at(-1)).toEqual({ type: 'version.published', subject: 'version:test-city/visits@1.0.0', audience: 'public', acting_for: 'test-city' })
    const lines = await sql<{ act: string; actor: string }>`select act, actor from audit_line where object = 'version:test-city/visits@1.0.0' order by position`.execute(database.queries)
    expect(lines.rows.map(({ act, actor }) => `${act} ${actor}`)).toEqual([
      'run:start person:steward', 'version:submit person:steward', 'version:decide person:approver', 'run:start person:steward', 'version:submit person:steward', 'version:decide person:approver',
    ])
    expect(await verifyAuditLog({}, database)).toMatchObject({ intact: true })
  })

  test('the database itself lets nobody change a published version', async () => {
    await expect(sql`update version set rows = 1 where version = '1.0.0'`.execute(database.queries)).rejects.toThrow('never changed')
    await expect(sql`update version set state = 'withdrawn', withdrawn_because = '{}', rows = 1 where version = '1.0.0'`.execute(database.queries)).rejects.toThrow('never changed')
    await expect(sql`delete from version where version = '1.0.0'`.execute(database.queries)).rejects.toThrow('never removed')
    await expect(sql`update version_decision set words = ''`.execute(database.queries)).rejects.toThrow('only ever added')
  })

  test('a withdrawn version keeps its page and its reason; the one before is the newest again', async () => {
    expect(await act('steward', '1.1.0', 'withdraw', { words: { en: 'wrong ward' } })).toEqual([403, REFUSED('version:withdraw')])
    expect(await act('owner', '1.1.0', 'withdraw', { words: { ar: 'خطأ' } })).toEqual([422, REFUSED('Korean or in English')])
    expect(await act('owner', '1.1.0', 'withdraw', { words: { ko: '병동이 틀림', en: 'The wards are wrong' } })).toEqual([204, ''])
    const gone = await read('nobody', '1.1.0')
    expect(gone).toMatchObject({ state: 'withdrawn', rows: 260, withdrawnBecause: { ko: '병동이 틀림', en: 'The wards are wrong' }, files: [], mayDownload: false, reasons: [{ by: 'test-city', decision: 'withdrawn', words: 'The wards are wrong' }] })
    expect(gone.citation.length).toBe(5)
    expect((await read('nobody', 'latest')).version).toBe('1.0.1')
    expect(await act('owner', '1.1.0', 'withdraw', { words: { en: 'again' } })).toEqual([409, REFUSED('was withdrawn')])
  })
})
