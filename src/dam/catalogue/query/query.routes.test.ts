import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import type { AccessClass } from '../datasets/dataset-answers.ts'
import { openCatalogue, VISITS_DETAILS } from '../publishing/catalogue.fixture.ts'
import { QueryAnswer } from './query-answers.ts'
import { queryProcess } from './query-process.ts'
import { queryRoutes } from './query.routes.ts'

const VISITS = '/datasets/test-city/visits'

describe.each(testDatabases())('questions about a version on $name', ({ open }) => {
  let database: Database
  let catalogue: Awaited<ReturnType<typeof openCatalogue>>
  let folder: string
  beforeAll(async () => {
    database = await open()
    catalogue = await openCatalogue(database)
    folder = await mkdtemp(join(tmpdir(), 'datadam-questions-'))
    catalogue.plug(queryRoutes({ ...catalogue.needs, askFiles: queryProcess({ folder, limits: { memoryBytes: 256e6, threads: 1, secondsShown: 30, secondsTaken: 30, atOnce: 2, longestLine: 10 } }) }))
    await catalogue.ask('steward', 'POST', '/organisations/test-city/datasets', { slug: 'visits', details: VISITS_DETAILS })
    await catalogue.publish('1.0.0')
    await catalogue.run('1.1.0')
  }, 300_000)
  afterAll(async () => { await catalogue.close(); await database.close(); await rm(folder, { recursive: true, force: true }) })
  const ask = (name: string, question: string, place = '1.0.0/query') => catalogue.ask(name, 'GET', `${VISITS}/versions/${place}?sql=${encodeURIComponent(question)}`)
  const setAccess = (access: AccessClass) => catalogue.ask('steward', 'PATCH', VISITS, { details: { ...VISITS_DETAILS, access } })

  test('anybody asks about open rows, and takes the answer away', async () => {
    const answer = QueryAnswer.parse(await (await ask('nobody', 'select 성별, count(*) as rows from data group by all order by 1')).json())
    expect(answer.columns).toEqual([{ name: '성별', kind: 'text' }, { name: 'rows', kind: 'number' }])
    expect(answer.rows.reduce((sum, row) => sum + Number(row[1]), 0)).toBe(240)
    const taken = await ask('nobody', 'select count(*) as n from data', 'latest/query/csv')
    expect([taken.status, taken.headers.get('content-type'), taken.headers.get('content-disposition'), await taken.text()]).toEqual([200, 'text/csv; charset=utf-8', 'attachment; filename="visits-1.0.0-answer.csv"', 'n\n240\n'])
    const parquet = await ask('nobody', 'from data', '1.0.0/query/parquet')
    expect(Buffer.from(await parquet.arrayBuffer()).subarray(0, 4).toString()).toBe('PAR1')
  })

  test('a wrong question is told what is wrong, and no question is for what is not theirs', async () => {
    const wrong = await ask('nobody', 'select missing from data')
    expect([wrong.status, await wrong.text()]).toEqual([422, expect.stringContaining('missing')])
    expect((await ask('nobody', '')).status).toBe(422)
    expect((await ask('nobody', 'x'.repeat(10_001))).status).toBe(422)
    expect((await ask('nobody', 'from data', '1.1.0/query')).status).toBe(404)
    expect((await ask('steward', 'select count(*) from data', '1.1.0/query')).status).toBe(200)
    expect((await ask('recused', 'from data', '1.1.0/query')).status).toBe(404)
  })

  test('rows that are not open are asked about by those who may have them, and it is noted once', async () => {
    await setAccess('on-application')
    expect((await ask('nobody', 'from data')).status).toBe(401)
    expect((await ask('reader', 'from data', '1.0.0/query/csv')).status).toBe(403)
    expect((await ask('granted', 'from data')).status).toBe(200)
    expect((await ask('granted', 'select 1')).status).toBe(200)
    const noted = await database.queries.withTables<{ download: { person_id: string; path: string } }>().selectFrom('download').select(['person_id', 'path']).where('person_id', '=', 'granted').execute()
    expect(noted).toEqual([{ person_id: 'granted', path: 'rows' }])
    await setAccess('open')
  })
})
