import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordInAuditLog } from '#platform/audit-log/record-in-audit-log.ts'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { doorRoutes } from '#platform/http/door.ts'
import { asJsonb } from '../datasets/as-jsonb.ts'
import { countFigures, keepFigures } from './count-figures.ts'
import type { Figure } from './figure-answers.ts'
import { FIGURE_QUERIES } from './figure-queries.ts'
import { figureRoutes } from './figures.routes.ts'

const clock = { now: () => new Date('2026-03-31T00:00:00.000Z') }
const DAY = 86_400_000
/** Noon of a day of March. */
const at = (day: number) => new Date(Date.parse('2026-03-01T12:00:00.000Z') + (day - 1) * DAY)

describe.each(testDatabases())('countFigures() on $name', ({ open }) => {
  let database: Database
  beforeAll(async () => { database = await open(); await addPeople() }, 120_000)
  afterAll(() => database.close())

  const run = (statement: ReturnType<typeof sql>) => statement.execute(database.queries)
  const told = async () => (await countFigures({ database, clock })).map(({ name, value, outOf, because }) => [name, value, outOf, because])

  async function addPeople() {
    await run(sql`insert into organisation (id, slug, name, created_at) values ('city', 'city', '{}', ${at(1)})`)
    for (const id of ['reader', 'other', 'steward']) await run(sql`insert into person (id, name, email, created_at, updated_at) values (${id}, ${id}, ${`${id}@example.org`}, ${at(1)}, ${at(1)})`)
  }

  async function addDataset(id: string, access: string, licenceEnds: string | null = null) {
    const details = asJsonb({ licence: { id: 'CC-BY-4.0', expires: licenceEnds } })
    await run(sql`insert into dataset (id, publisher_id, slug, details, access, created_by, created_at, edited_at) values (${id}, 'city', ${id}, ${details}, ${access}, 'steward', ${at(1)}, ${at(1)})`)
  }

  /** A version of files that arrived on these days; the last one added is the newest of its data set. */
  async function addVersion(id: string, dataset: string, { state = 'published', published, arrived }: { readonly state?: string; readonly published: number | null; readonly arrived: readonly number[] }) {
    const inputs = arrived.map((_, place) => ({ name: `${place}.csv`, uploadId: `${id}-${place}` }))
    const [evidence, because, number] = [asJsonb({}), state === 'withdrawn' ? asJsonb({ en: 'A fault' }) : null, id.split('@')[1]]
    await run(sql`insert into version (id, dataset_id, version, state, run_id, release_path, evidence, published_at, withdrawn_at, withdrawn_because, created_at)
      values (${id}, ${dataset}, ${number}, ${state}, ${`run-${id}`}, 'x', ${evidence}, ${published === null ? null : at(published)}, ${state === 'withdrawn' ? at(30) : null}, ${because}, ${at(1)})`)
    await run(sql`insert into run (id, dataset_id, version_id, version, state, started_by, created_at, ended_at, recipe, inputs, stages, release_path, job_id)
      values (${`run-${id}`}, ${dataset}, ${id}, ${number}, 'done', 'steward', ${at(1)}, ${at(1)}, '', ${asJsonb(inputs)}, '[]', 'x', 'job')`)
    // Only the line in the log tells when a file arrived: it is there also of files that were removed since.
    for (const [place, day] of arrived.entries()) {
      await database.transaction((tx) => recordInAuditLog({ actor: 'server', act: 'upload:complete', object: `upload:${id}-${place}`, detail: {} }, { tx, clock: { now: () => at(day) } }))
    }
    if (published !== null) await run(sql`update dataset set latest_version_id = ${id} where id = ${dataset}`)
  }

  const addCount = (version: string, day: number, downloads: number) => run(sql`insert into download_count values (${version}, ${at(day).toISOString().slice(0, 10)}, 'data/a.parquet', ${downloads})`)
  const addDownload = (version: string, person: string, day: number, path = 'data/a.parquet') => run(sql`insert into download (id, version_id, person_id, path, at) values (${`${version}-${person}-${day}-${path}`}, ${version}, ${person}, ${path}, ${at(day)})`)
  const addUse = (dataset: string, person: string, day: number, isConfirmed = true) => run(sql`insert into citing_work (id, dataset_id, kind, title, url, added_by, at, confirmed_at, confirmed_by)
    values (${`${dataset}-${person}-${day}`}, ${dataset}, 'paper', 'On it', ${`https://papers.example/${dataset}/${person}/${day}`}, ${person}, ${at(day)}, ${isConfirmed ? at(day) : null}, ${isConfirmed ? 'steward' : null})`)

  test('tells why there is no number while nothing happened', async () => {
    const nothing = [['open-datasets', 0, 0, null], ['downloads-with-use', null, 0, 'no-downloads'], ['days-to-release', null, 0, 'no-releases']]
    expect(await told()).toEqual(nothing)
    await addDataset('draft', 'open')
    await addVersion('draft@1.0.0', 'draft', { state: 'submitted', published: null, arrived: [1] })
    expect(await told()).toEqual(nothing)
  })

  test('counts what is open, what led to a use and how long a release took, withdrawn ones too where they were released', async () => {
    await addDataset('open', 'open')
    await addVersion('open@1.0.0', 'open', { published: 3, arrived: [1] })
    await addVersion('open@1.1.0', 'open', { published: 10, arrived: [2, 6] })
    await addDataset('closed', 'on-application')
    await addVersion('closed@1.0.0', 'closed', { published: 11, arrived: [1] })
    await addDataset('over', 'open', '2020-01-01')
    await addVersion('over@1.0.0', 'over', { published: 2, arrived: [1] })
    await addDataset('until', 'open', '9000-01-01')
    await addVersion('until@1.0.0', 'until', { published: 4, arrived: [1] })
    await addDataset('gone', 'open')
    await addVersion('gone@1.0.0', 'gone', { state: 'withdrawn', published: 21, arrived: [1] })
    // Days: open 2 and 4, closed 10, over 1, until 3, gone 20; the middle of 1, 2, 3, 4, 10, 20 is 3.5.
    expect(await told()).toEqual([['open-datasets', 2, 4, null], ['downloads-with-use', null, 0, 'no-downloads'], ['days-to-release', 3.5, 6, null]])

    await addCount('open@1.0.0', 5, 3)
    await addUse('open', 'other', 4)
    await addUse('open', 'reader', 6, false)
    expect((await told())[1]).toEqual(['downloads-with-use', 0, 3, null])
    await addUse('open', 'reader', 5)
    await addUse('open', 'other', 9)
    expect((await told())[1]).toEqual(['downloads-with-use', 2, 3, null])

    // Of what is not open: the same person, a download and no look, and before the use.
    await addCount('closed@1.0.0', 12, 4)
    await addDownload('closed@1.0.0', 'reader', 12)
    await addDownload('closed@1.0.0', 'other', 12, 'rows')
    await addUse('closed', 'reader', 11)
    await addUse('closed', 'other', 13)
    expect((await told())[1]).toEqual(['downloads-with-use', 2, 7, null])
    await addUse('closed', 'reader', 13)
    expect((await told())[1]).toEqual(['downloads-with-use', 3, 7, null])

    // Five uses of one download are one download that led to a use; a withdrawal later undoes nothing that happened.
    await addCount('gone@1.0.0', 22, 1)
    for (const day of [23, 24, 25, 26, 27]) await addUse('gone', 'reader', day)
    expect((await told())[1]).toEqual(['downloads-with-use', 4, 8, null])
  })

  test('every figure carries the query that gives it again, and the moment', async () => {
    for (const { name, value, outOf, sql: text, countedAt } of await countFigures({ database, clock })) {
      expect([name, (await sql.raw(text).execute(database.queries)).rows]).toEqual([name, [{ value, out_of: outOf }]])
      expect([text, countedAt]).toEqual([FIGURE_QUERIES.find((query) => query.name === name)?.sql, '2026-03-31T00:00:00.000Z'])
    }
  })

  test('anyone is told them at /figures', async () => {
    const app = doorRoutes()
    app.use(async (c, next) => { c.set('principal', { kind: 'anonymous' }); await next() })
    app.route('/', figureRoutes({ database, clock }))
    const answer = await app.request('/figures')
    expect([answer.status, await answer.json()]).toEqual([200, { items: await countFigures({ database, clock }) }])
  })
})

describe('keepFigures()', () => {
  const figure = (value: number): Figure => ({ name: 'open-datasets', value, because: null, outOf: value, sql: '', countedAt: '2026-03-31T00:00:00.000Z' })

  test('counts once for all who come within the time, and anew after it', async () => {
    let [now, counted] = [0, 0]
    const figures = keepFigures(() => { counted += 1; return Promise.resolve([figure(counted)]) }, { clock: { now: () => new Date(now) }, keptSeconds: 60 })
    expect(await Promise.all([figures(), figures()])).toEqual([[figure(1)], [figure(1)]])
    now = 59_999
    expect(await figures()).toEqual([figure(1)])
    now = 60_000
    expect(await figures()).toEqual([figure(2)])
  })

  test('keeps no fault', async () => {
    let isBroken = true
    const figures = keepFigures(() => (isBroken ? Promise.reject(new Error('no database')) : Promise.resolve([figure(7)])), { clock, keptSeconds: 60 })
    await expect(figures()).rejects.toThrow('no database')
    isBroken = false
    expect(await figures()).toEqual([figure(7)])
  })
})
