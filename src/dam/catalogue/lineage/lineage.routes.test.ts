import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { openCatalogue, VISITS_DETAILS } from '../publishing/catalogue.fixture.ts'
import { LineageAnswer, type LineageNode } from './lineage-answers.ts'
import { lineageRoutes } from './lineage.routes.ts'

const VISITS = '/datasets/test-city/visits'
const NAMES = ['steward', 'approver', 'owner', 'reader'].flatMap((name) => [`Name of ${name}`, `${name}@example.org`, `"${name}"`])

describe.each(testDatabases())('lineage on $name', ({ open }) => {
  let database: Database
  let catalogue: Awaited<ReturnType<typeof openCatalogue>>
  beforeAll(async () => {
    database = await open()
    catalogue = await openCatalogue(database)
    catalogue.plug(lineageRoutes(catalogue.needs))
    await catalogue.ask('steward', 'POST', '/organisations/test-city/datasets', { slug: 'visits', details: VISITS_DETAILS })
    await catalogue.publish('1.0.0')
    await catalogue.publish('1.1.0')
  }, 300_000)
  afterAll(async () => { await catalogue.close(); await database.close() })

  const ask = (name: string, version: string) => catalogue.ask(name, 'GET', `${VISITS}/versions/${version}/lineage`)
  const lineage = async (version: string) => LineageAnswer.parse(await (await ask('nobody', version)).json())
  const of = (nodes: readonly LineageNode[], kind: string) => nodes.filter((node) => node.kind === kind)

  async function addUse(id: string, day: number, isConfirmed: boolean) {
    const at = new Date(Date.UTC(2026, 2, day))
    const dataset = await catalogue.visits()
    await sql`insert into citing_work (id, dataset_id, kind, title, url, added_by, at, confirmed_at, confirmed_by)
      values (${id}, ${dataset.id}, 'model', ${`Model ${id}`}, ${`https://models.example/${id}`}, 'reader', ${at}, ${isConfirmed ? at : null}, ${isConfirmed ? 'steward' : null})`.execute(database.queries)
  }

  test('the first version comes from its file and recipe, and revises nothing', async () => {
    const { nodes, edges, provenance, moreUses } = await lineage('1.0.0')
    expect([of(nodes, 'source').length, of(nodes, 'recipe').length, of(nodes, 'act').map(({ act }) => act), of(nodes, 'earlier'), of(nodes, 'use'), moreUses]).toEqual([1, 1, ['collect', 'profile', 'deidentify', 'verify'], [], [], 0])
    expect(of(nodes, 'release')).toMatchObject([{ name: '1.0.0', rowsOut: 240, sha256: expect.stringMatching(/^[0-9a-f]{64}$/), endedAt: expect.stringContaining('2026-03-01') }])
    expect(nodes.find(({ act }) => act === 'deidentify')).toMatchObject({ rowsIn: 240, rowsOut: 240 })
    expect(of(nodes, 'recipe')).toMatchObject([{ sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }])
    const ids = new Set(nodes.map(({ id }) => id))
    for (const { from, to } of edges) expect([ids.has(from), ids.has(to)]).toEqual([true, true])
    expect(provenance).toEqual({ path: 'provenance.jsonld', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
  })

  test('a later one names the version it revises, and confirmed uses, without any person', async () => {
    for (let day = 1; day <= 10; day++) await addUse(`u${day}`, day, day !== 10)
    const { nodes, edges, moreUses } = await lineage('1.1.0')
    expect(of(nodes, 'earlier')).toMatchObject([{ name: '1.0.0', rowsOut: 240 }])
    expect(of(nodes, 'use').map(({ name }) => name)).toEqual([9, 8, 7, 6, 5, 4, 3, 2].map((day) => `Model u${day}`))
    expect(moreUses).toBe(1)
    expect(edges).toContainEqual({ from: 'earlier', to: 'release' })
    expect(edges).toContainEqual({ from: 'release', to: 'use-u9' })
    const text = JSON.stringify(nodes)
    for (const name of NAMES) expect(text).not.toContain(name)
  })

  test('the times are those of the run that made it', async () => {
    const { rows: [row] } = await sql<{ run_id: string; id: string; dataset_id: string }>`select run_id, id, dataset_id from version where version = '1.1.0'`.execute(database.queries)
    const stage = { stage: 'collect', state: 'done', message: null, done: null, total: null, unit: null, startedAt: '2026-03-01T08:00:00.000Z', endedAt: '2026-03-01T08:01:00.000Z', ratePerSecond: null, secondsLeft: null }
    await sql`insert into run (id, dataset_id, version_id, version, state, started_by, created_at, ended_at, recipe, inputs, stages, release_path, job_id)
      values (${row?.run_id}, ${row?.dataset_id}, ${row?.id}, '1.1.0', 'done', 'steward', now(), now(), '', '[]', ${JSON.stringify([stage])}::text::jsonb, 'x', 'job')`.execute(database.queries)
    const { nodes } = await lineage('1.1.0')
    expect(nodes.find(({ act }) => act === 'collect')).toMatchObject({ startedAt: stage.startedAt, endedAt: stage.endedAt })
    expect(nodes.find(({ act }) => act === 'verify')).toMatchObject({ startedAt: null, endedAt: null })
  })

  test('a withdrawn version gives its reason, one that is not there nothing', async () => {
    expect((await catalogue.ask('approver', 'POST', `${VISITS}/versions/1.1.0/withdraw`, { words: { en: 'A column names a street' } })).status).toBe(204)
    const gone = await ask('nobody', '1.1.0')
    expect([gone.status, (await ask('nobody', '9.0.0')).status]).toEqual([410, 404])
  })
})
