import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { closeAuditDay } from '#platform/audit-log/close-audit-day.ts'
import { recordInAuditLog } from '#platform/audit-log/record-in-audit-log.ts'
import type { Principal } from '#platform/auth/principal.ts'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { AuditLineAnswer, HealthAnswer, JobAnswer, StorageAnswer } from '#platform/http/operator-answers.ts'
import { Page } from '#platform/http/shapes.ts'
import { defineJob } from '#platform/jobs/define-job.ts'
import { type Jobs, openJobs } from '#platform/jobs/open-jobs.ts'
import { workOn, workOnJobs } from '#platform/jobs/work-on-jobs.ts'
import { sendMail } from '#platform/mail/mail.ts'
import { openObjectStore } from '#platform/storage/open-object-store.ts'
import { Refusal } from '#platform/refusal.ts'
import { testApi } from './api.fixture.ts'
import { readConfig } from './config.ts'
import { operatorRoutes } from './operator-routes.ts'

const operator: Principal = { kind: 'person', personId: 'o', sessionId: 's', actingFor: null, isOperator: true }
const bell = defineJob({ name: 'bell', payload: z.object({ times: z.number() }) })
const clock = { now: () => new Date('2026-03-02T09:00:00Z') }
const LETTER = { to: 'kim@example.org', language: 'ko' as const, subject: 'A', text: 'B' }

describe.each(testDatabases())('what operators see, on $name', ({ open }) => {
  let database: Database
  let jobs: Jobs
  let app: ReturnType<typeof testApi>['app']
  const home = mkdtempSync(join(tmpdir(), 'datadam-operator-'))
  const objects = openObjectStore(join(home, 'objects'))
  beforeAll(async () => {
    database = await open()
    jobs = await openJobs([bell, sendMail], { database, report: () => {} })
    const routes = operatorRoutes({ database, jobs, objects, clock, config: { ...readConfig({}), home }, version: '1.2.3' }, { mailDestination: 'mail.example' })
    app = testApi({ features: [{ path: '/api/v1', routes }], whoAsks: async () => operator, limits: { requestsPerMinute: 1000, signInsPerMinute: 9, mostBodyBytes: 1000, mostRequests: 9, mostStreams: 9 } }).app
  })
  afterAll(async () => {
    await jobs.close()
    await database.close()
    rmSync(home, { recursive: true })
  })
  async function ask<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.infer<Schema>> {
    const answer = await app.request(`https://dam.example/api/v1${path}`)
    expect([path, answer.status]).toEqual([path, 200])
    return schema.parse(await answer.json())
  }
  const namesIn = async (state: string) => (await ask(`/operator/jobs?state=${state}`, Page(JobAnswer))).items.map(({ name }) => name)

  test('jobs are listed by their state, and one that was given up is tried anew', async () => {
    await database.transaction(async (tx) => {
      for (const times of [1, 2, 3]) await jobs.enqueue(bell, { times }, tx)
      await jobs.enqueue(sendMail, LETTER, tx)
    })
    expect(await ask('/operator/jobs?state=waiting&limit=2', Page(JobAnswer))).toMatchObject({ total: 4, items: [{ state: 'waiting', attempts: 1, because: null }, { state: 'waiting' }] })
    expect([await namesIn('completed'), await namesIn('failed')]).toEqual([[], []])
    const held = Promise.withResolvers<void>()
    const worker = await workOnJobs([
      workOn(bell, async ({ times }) => { if (times === 3) await held.promise }),
      workOn(sendMail, async () => { throw new Refusal('bad-input', 'The mail server takes no such letter') }),
    ], { jobs, database, report: () => {} })
    await vi.waitFor(async () => {
      expect([await namesIn('waiting'), await namesIn('active'), await namesIn('completed'), await namesIn('failed')]).toEqual([[], ['bell'], ['bell', 'bell'], ['send-mail']])
    }, { timeout: 120_000, interval: 100 })
    held.resolve()
    await worker.stop()
    const { items: [lost] } = await ask('/operator/jobs', Page(JobAnswer))
    expect(lost).toMatchObject({ name: 'send-mail', state: 'failed', because: 'The mail server takes no such letter' })
    const again = await app.request(`https://dam.example/api/v1/operator/jobs/${lost?.id}/retry`, { method: 'POST', headers: { origin: 'https://dam.example', 'sec-fetch-site': 'same-origin' } })
    expect([again.status, await namesIn('failed'), await namesIn('waiting')]).toEqual([204, [], ['send-mail']])
  })

  test('health tells each part, and letters that were given up', async () => {
    const wellOf = async () => (await ask('/operator/health', HealthAnswer)).checks.map(({ name, isWell }) => [name, isWell])
    expect(await wellOf()).toEqual([['database', true], ['storage', true], ['mail', true]])
    const worker = await workOnJobs([workOn(sendMail, async () => { throw new Refusal('bad-input', 'No') })], { jobs, database, report: () => {} })
    await vi.waitFor(async () => { expect(await wellOf()).toEqual([['database', true], ['storage', true], ['mail', false]]) }, { timeout: 120_000, interval: 100 })
    await worker.stop()
    expect((await ask('/operator/health', HealthAnswer)).checks.map(({ words }) => words)).toEqual(['answers', 'answers', '1 letters were given up; see the jobs'])
  })

  test('storage counts the files that are there', async () => {
    expect((await ask('/operator/storage', StorageAnswer)).objects).toEqual({ kind: 'folder', place: join(home, 'objects'), bytes: 0, count: 0 })
    await objects.putStream('releases/a', (async function* () { yield Buffer.from('abc') })())
    expect((await ask('/operator/storage', StorageAnswer)).objects).toMatchObject({ bytes: 3, count: 1 })
  })

  test('the audit log is read newest first, by object too; each reading is a line, and daily roots are told to anyone', async () => {
    const before = await ask('/operator/audit-log', Page(AuditLineAnswer))
    await database.transaction((tx) => recordInAuditLog({ actor: 'person:a', act: 'dataset:edit', object: 'dataset:city/visits', detail: {} }, { tx, clock }))
    expect(await ask('/operator/audit-log?object=dataset:city/visits', Page(AuditLineAnswer))).toMatchObject({ total: 1, items: [{ actor: 'person:a', act: 'dataset:edit' }] })
    const after = await ask('/operator/audit-log', Page(AuditLineAnswer))
    expect(after.total).toBe(before.total + 3)
    expect(after.items[0]).toMatchObject({ actor: 'person:o', act: 'operator:audit-log', object: 'dataset:city/visits' })
    const root = await database.transaction((tx) => closeAuditDay({ day: '2026-03-02' }, { tx }))
    expect(await ask('/audit-roots', Page(z.object({ day: z.string(), position: z.number(), hash: z.string() })))).toEqual({ items: [root], total: 1 })
  })
})
