import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { beginVersion } from './begin-version.ts'
import { openCatalogue, VISITS_DETAILS, who } from './catalogue.fixture.ts'
import { completeEvidence } from './complete-evidence.ts'
import { failVersion } from './fail-version.ts'
import { EVIDENCE } from './publishing.fixture.ts'

describe.each(testDatabases())('what a run does to its version, on $name', ({ open }) => {
  let database: Database
  let catalogue: Awaited<ReturnType<typeof openCatalogue>>
  beforeAll(async () => {
    database = await open()
    catalogue = await openCatalogue(database)
    await catalogue.ask('steward', 'POST', '/organisations/test-city/datasets', { slug: 'visits', details: VISITS_DETAILS })
  }, 300_000)
  afterAll(async () => { await catalogue.close(); await database.close() })

  const begin = async (version: string, runId: string, name = 'steward') => {
    const dataset = await catalogue.visits()
    return database.transaction((tx) => beginVersion({ principal: who(name), dataset, version, runId }, { ...catalogue.needs, tx }))
  }
  const complete = (versionId: string, runId: string, releasePath = `releases/${runId}`) => database.transaction((tx) => completeEvidence({ versionId, runId, releasePath, evidence: EVIDENCE }, { tx }))
  const fail = (versionId: string, runId: string) => database.transaction((tx) => failVersion({ versionId, runId }, { tx }))
  const row = async (id: string) => (await sql<{ state: string; run_id: string; release_path: string | null; started_by: string; rows: number | null }>`select state, run_id, release_path, started_by, rows from version where id = ${id}`.execute(database.queries)).rows[0]

  test('a version begins with its run, and has its evidence at the end', async () => {
    const { versionId } = await begin('1.0.0', 'r1')
    expect(await row(versionId)).toEqual({ state: 'running', run_id: 'r1', release_path: null, started_by: 'steward', rows: null })
    await complete(versionId, 'r1')
    expect(await row(versionId)).toEqual({ state: 'evidence-complete', run_id: 'r1', release_path: 'releases/r1', started_by: 'steward', rows: 240 })
  })

  test('a version that is being run is not begun twice, not even at once', async () => {
    const outcomes = await Promise.allSettled([begin('2.0.0', 'r2'), begin('2.0.0', 'r3')])
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    await expect(begin('2.0.0', 'r4')).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('is being run') })
  })

  test('a run that failed leaves a draft, and can be taken up again', async () => {
    const { versionId } = await begin('3.0.0', 'r5')
    await fail(versionId, 'r5')
    expect(await row(versionId)).toMatchObject({ state: 'draft' })
    expect(await begin('3.0.0', 'r5', 'steward-and-approver')).toEqual({ versionId })
    expect(await row(versionId)).toMatchObject({ state: 'running', started_by: 'steward-and-approver' })
  })

  test('what a job says twice is done once, and what an older run says no more', async () => {
    const { versionId } = await begin('4.0.0', 'r6')
    await complete(versionId, 'r6')
    await complete(versionId, 'r6')
    await fail(versionId, 'r6')
    expect(await row(versionId)).toMatchObject({ state: 'evidence-complete' })
    await begin('4.0.0', 'r7')
    await expect(complete(versionId, 'r6')).rejects.toMatchObject({ code: 'conflict' })
    await fail(versionId, 'r6')
    expect(await row(versionId)).toEqual({ state: 'running', run_id: 'r7', release_path: null, started_by: 'steward', rows: null })
  })

  test('only those who may start runs begin one, on a version of three numbers', async () => {
    await expect(begin('5.0.0', 'r8', 'approver')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(begin('5.0.0', 'r8', 'stranger')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(begin('5.0', 'r8')).rejects.toMatchObject({ code: 'bad-input' })
  })
})
