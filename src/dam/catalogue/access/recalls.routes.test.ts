import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { Page } from '#platform/http/shapes.ts'
import { RecallAnswer } from './access-answers.ts'
import { waitingRecalls } from './access-duties.ts'
import { openDoors, who } from './access.fixture.ts'

const VERSION = '/datasets/test-city/visits/versions/1.0.0'
const BECAUSE = { because: { en: 'A column was not anonymous' } }

describe.each(testDatabases())('recalls on $name', ({ open }) => {
  let database: Database
  let doors: Awaited<ReturnType<typeof openDoors>>
  beforeAll(async () => {
    database = await open()
    doors = await openDoors(database)
    for (const [id, person] of [['1', 'reader'], ['2', 'reader'], ['3', 'colleague']]) await sql`insert into download values (${id}, 'visits-1.0.0', ${person}, 'data/0.parquet', now())`.execute(database.queries)
    await doors.ask('follower', 'POST', `${VERSION}/sample`, { size: 5, seed: 1 })
  }, 120_000)
  afterAll(async () => { await doors.close(); await database.close() })

  const status = async (name: string, method: string, path: string, body?: unknown) => (await doors.ask(name, method, path, body)).status
  const recalls = async (name: string) => Page(RecallAnswer).parse(await (await doors.ask(name, 'GET', '/recalls')).json())
  const told = async (name: string) => (await sql<{ kind: string }>`select kind from notification where person_id = ${name} and done_at is null order by kind`.execute(database.queries)).rows.map(({ kind }) => kind)

  test('a version is recalled by those who may, with a reason, once', async () => {
    expect([await status('nobody', 'POST', `${VERSION}/recall`, BECAUSE), await status('reader', 'POST', `${VERSION}/recall`, BECAUSE), await status('steward', 'POST', `${VERSION}/recall`, BECAUSE), await status('stranger', 'POST', `${VERSION}/recall`, BECAUSE)]).toEqual([401, 403, 403, 403])
    expect(await status('officer', 'POST', `${VERSION}/recall`, { because: { ko: ' ' } })).toBe(422)
    expect(await status('officer', 'POST', '/datasets/test-city/visits/versions/1.1.0/recall', BECAUSE)).toBe(409)
    expect(await status('officer', 'POST', `${VERSION}/recall`, BECAUSE)).toBe(201)
    expect(await status('officer', 'POST', `${VERSION}/recall`, BECAUSE)).toBe(409)
  })

  test('its files and samples are gone for all, its own people too', async () => {
    for (const name of ['reader', 'member']) expect([name, await status(name, 'POST', `${VERSION}/sample`, { size: 5, seed: 1 })]).toEqual([name, 410])
  })

  test('everybody who took a file or a sample is asked, once', async () => {
    await doors.deliver()
    for (const name of ['reader', 'colleague', 'follower']) expect([name, await told(name)]).toEqual([name, ['acknowledge-recall']])
    expect(await told('other')).toEqual([])
    expect((await recalls('reader')).items).toMatchObject([{ publisher: 'test-city', slug: 'visits', version: '1.0.0', downloaders: 3, acknowledged: 0, mine: 'waiting', because: BECAUSE.because }])
    expect((await recalls('reader')).items[0]).not.toHaveProperty('missing')
    expect(await waitingRecalls(doors.needs).list(who('reader'))).toMatchObject([{ kind: 'acknowledge-recall', address: '/recalls' }])
  })

  test('those who recall see who has not acknowledged it; others see nothing of it', async () => {
    const [recall] = (await recalls('reader')).items
    expect(await status('reader', 'POST', `/recalls/${recall?.id}/acknowledge`, { destroyed: false })).toBe(422)
    for (let again = 0; again < 2; again++) expect(await status('reader', 'POST', `/recalls/${recall?.id}/acknowledge`, { destroyed: true })).toBe(204)
    for (const name of ['other', 'officer', 'stranger']) expect([name, await status(name, 'POST', `/recalls/${recall?.id}/acknowledge`, { destroyed: true })]).toEqual([name, 404])
    expect((await recalls('owner')).items).toMatchObject([{ downloaders: 3, acknowledged: 1, mine: 'none', missing: [{ name: 'Name of colleague', email: 'colleague@example.org' }, { name: 'Name of follower', email: 'follower@example.org' }] }])
    expect((await recalls('reader')).items).toMatchObject([{ mine: 'acknowledged' }])
    for (const name of ['other', 'stranger', 'steward']) expect([name, (await recalls(name)).total]).toEqual([name, 0])
    await doors.deliver()
    expect([await told('reader'), await told('colleague')]).toEqual([[], ['acknowledge-recall']])
    expect(await waitingRecalls(doors.needs).list(who('reader'))).toEqual([])
    const { rows } = await sql<{ act: string }>`select act from audit_line where act like '%recall%' order by position`.execute(database.queries)
    expect(rows.map(({ act }) => act)).toEqual(['version:recall', 'recall:acknowledge'])
  })
})
