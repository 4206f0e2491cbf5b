import { sql } from 'kysely'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { Refusal } from '#platform/refusal.ts'
import { defineJob } from './define-job.ts'
import { type Jobs, openJobs } from './open-jobs.ts'
import { type JobContext, type Worker, workOn, workOnJobs } from './work-on-jobs.ts'

const payload = z.object({ word: z.string() })
const retry = { attempts: 3, firstWaitSeconds: 1, longestWaitSeconds: 4 }
const plain = defineJob({ name: 'plain', payload })
const failing = defineJob({ name: 'failing', payload, retry })
const refusing = defineJob({ name: 'refusing', payload, retry })
const paired = defineJob({ name: 'paired', payload, concurrency: 2 })
const endless = defineJob({ name: 'endless', payload, concurrency: 2 })
const definitions = [plain, failing, refusing, paired, endless]

describe.each(testDatabases())('workOnJobs() on $name', ({ open }) => {
  let database: Database
  let jobs: Jobs
  let worker: Worker
  const faults: unknown[] = []
  const done: { word: string; attempt: number; at: number }[] = []
  const note = ({ word }: { word: string }, { attempt }: JobContext) => { done.push({ word, attempt, at: Date.now() }) }
  const attemptsAt = (word: string) => done.filter((each) => each.word === word).map(({ attempt }) => attempt)
  let failures = 0
  let atOnce = 0
  let mostAtOnce = 0
  let heard: JobContext['signal'] | undefined

  const startWorker = () => workOnJobs([
    workOn(plain, async (given, context) => { note(given, context) }),
    workOn(failing, async (given, context) => { note(given, context); if (failures-- > 0) throw new Error('a secret value') }),
    workOn(refusing, async (given, context) => { note(given, context); throw new Refusal('conflict', 'The version is there already') }),
    workOn(paired, async () => { mostAtOnce = Math.max(mostAtOnce, ++atOnce); await wait(300); atOnce-- }),
    workOn(endless, async (given, context) => { note(given, context); heard = context.signal; await wait(60_000, undefined, { signal: context.signal }) }),
  ], { jobs, database, report: (fault) => faults.push(fault) })
  const ask = (definition: typeof plain, word: string) => database.transaction((tx) => jobs.enqueue(definition, { word }, tx))
  const until = (check: () => Promise<void> | void) => vi.waitFor(check, { timeout: 120_000, interval: 50 })

  beforeAll(async () => {
    database = await open()
    jobs = await openJobs(definitions, { database, report: (fault) => faults.push(fault) })
    worker = await startWorker()
  })
  afterAll(async () => {
    await worker.stop()
    await jobs.close()
    await database.close()
  })

  test('takes over a job whose worker died between taking and noting it, once nothing is heard of it, and none that was taken just now', async () => {
    await worker.stop()
    const [silent, fresh] = [await ask(plain, 'silent'), await ask(plain, 'fresh')]
    await jobs.boss.fetch(plain.name, { batchSize: 2 })
    await sql`update pgboss.job set heartbeat_on = now() - interval '11 seconds' where id = ${silent}::uuid`.execute(database.queries)
    worker = await startWorker()
    await until(async () => expect(await jobs.find(plain, silent)).toEqual({ state: 'completed', attempt: 2 }))
    expect(await jobs.find(plain, fresh)).toEqual({ state: 'active', attempt: 1 })
    await database.transaction((tx) => jobs.cancel(plain, fresh, tx))
    expect(done.splice(0)).toMatchObject([{ word: 'silent', attempt: 2 }])
  })

  test('does what was asked for in a transaction that committed, and only that', async () => {
    await expect(database.transaction(async (tx) => { await jobs.enqueue(plain, { word: 'undone' }, tx); throw new Error('no') })).rejects.toThrow('no')
    const id = await ask(plain, 'done')
    await until(async () => expect(await jobs.find(plain, id)).toEqual({ state: 'completed', attempt: 1 }))
    expect(done.map(({ word }) => word)).toEqual(['done'])
    expect((await sql`select * from job_claim`.execute(database.queries)).rows).toEqual([])
  })

  test('tries what failed anew, after growing waits, and in the end lays it among the dead letters', async () => {
    failures = 3
    const id = await ask(failing, 'stubborn')
    await until(async () => expect(await jobs.find(failing, id)).toEqual({ state: 'failed', attempt: 3 }))
    const [first, second, third] = done.filter(({ word }) => word === 'stubborn')
    if (!first || !second || !third) throw new Error('There were not three attempts')
    // Waits are half to whole of 1 s and of 2 s.
    expect(second.at - first.at).toBeGreaterThanOrEqual(500)
    expect(third.at - second.at).toBeGreaterThanOrEqual(1000)
    expect(faults.splice(0).map(String)).toEqual(['Error: a secret value', 'Error: a secret value', 'Error: a secret value'])
    const letters = await jobs.listDeadLetters()
    expect(letters).toMatchObject([{ job: 'failing', payload: { word: 'stubborn' }, attempts: 3, because: 'Error; the log of the worker tells more' }])
    await database.transaction((tx) => jobs.retryDeadLetter(letters[0]?.id ?? '', tx))
    await until(() => expect(attemptsAt('stubborn')).toEqual([1, 2, 3, 1]))
    expect(await jobs.listDeadLetters()).toEqual([])
    await expect(database.transaction((tx) => jobs.retryDeadLetter(letters[0]?.id ?? '', tx))).rejects.toMatchObject({ code: 'not-found' })
  })

  test('tries a refusal, or a payload of another shape, not anew', async () => {
    await ask(refusing, 'refused')
    await jobs.boss.send(refusing.name, { another: 'shape' })
    await until(async () => expect((await jobs.listDeadLetters()).map(({ because }) => because).toSorted()).toEqual([
      'The payload is not what the job refusing wants; it was asked for by another version of this program', 'The version is there already',
    ]))
    expect(attemptsAt('refused')).toEqual([1])
    faults.length = 0
  })

  test('does many jobs one after another without a pause', async () => {
    const words = Array.from({ length: 30 }, (_, place) => `many ${place}`)
    for (const word of words) await ask(plain, word)
    await until(() => expect(words.flatMap(attemptsAt)).toEqual(words.map(() => 1)))
    const times = done.filter(({ word }) => words.includes(word)).map(({ at }) => at)
    // A poll between any two of them would make it a minute.
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(20_000)
  })

  test('does as many at once as the job allows', async () => {
    const ids = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((word) => ask(paired, word)))
    await until(async () => expect(await Promise.all(ids.map(async (id) => (await jobs.find(paired, id))?.state))).toEqual(ids.map(() => 'completed')))
    expect(mostAtOnce).toBe(2)
  })

  test('tells a running job that it was cancelled', async () => {
    const id = await ask(endless, 'cancelled')
    await until(() => expect(attemptsAt('cancelled')).toEqual([1]))
    await database.transaction((tx) => jobs.cancel(endless, id, tx))
    await until(() => expect(heard?.aborted).toBe(true))
    await until(async () => expect((await sql`select * from job_claim`.execute(database.queries)).rows).toEqual([]))
    expect(await jobs.find(endless, id)).toMatchObject({ state: 'cancelled' })
    expect(faults).toEqual([])
  })

  test('lays running jobs down when it stops, for the next worker to begin at once', async () => {
    await ask(endless, 'laid down')
    await until(() => expect(attemptsAt('laid down')).toEqual([1]))
    await worker.stop({ limitSeconds: 20 })
    worker = await startWorker()
    const started = Date.now()
    await until(() => expect(attemptsAt('laid down')).toEqual([1, 2]))
    expect(Date.now() - started).toBeLessThan(5000)
    expect(faults).toEqual([])
  })
})
