import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { Refusal } from '#platform/refusal.ts'
import { Page } from '#platform/http/shapes.ts'
import type { RunPipeline } from './execute-run.ts'
import { RunAnswer } from './run-answers.ts'
import { bodyOf, openRuns, PEOPLE_CSV, PEOPLE_RECIPE, pipelineIn, Said } from './runs.fixture.ts'

const RUNS = '/datasets/test-city/people/runs'

describe.each(testDatabases())('runs on $name', ({ open }) => {
  let database: Database
  let runs: Awaited<ReturnType<typeof openRuns>>
  let pipeline: RunPipeline
  let pipelined = 0
  beforeAll(async () => {
    database = await open()
    runs = await openRuns(database, { runPipeline: (request, needs) => { pipelined++; return pipeline(request, needs) } })
    pipeline = pipelineIn(join(runs.folder, 'home'))
    await runs.upload('people.csv', PEOPLE_CSV)
    await runs.ask('steward', 'PUT', '/datasets/test-city/people/recipe', { text: PEOPLE_RECIPE })
  })
  afterAll(async () => { await runs.close(); await database.close() })

  const start = async (version: string): Promise<RunAnswer> => bodyOf(await runs.ask('steward', 'POST', RUNS, { version }), RunAnswer)
  const read = async (id: string): Promise<RunAnswer> => bodyOf(await runs.ask('steward', 'GET', `/runs/${id}`), RunAnswer)
  const versionState = async (version: string): Promise<unknown> => {
    const { rows } = await sql<{ state: string }>`select state from version where version = ${version}`.execute(database.queries)
    return rows[0]?.state
  }

  test('a run goes from its start to a verified release, with its evidence and its report', { timeout: 300_000 }, async () => {
    const begun = await start('1.0.0')
    expect(begun).toMatchObject({ state: 'waiting', version: '1.0.0', publisher: 'test-city', slug: 'people', startedBy: 'Name of steward', mayCancel: true, mayResume: false, attempt: 0 })
    expect(await versionState('1.0.0')).toBe('running')
    expect(await bodyOf(await runs.ask('steward', 'POST', RUNS, { version: '1.0.0' }), Said)).toMatchObject({ code: 'conflict' })
    await runs.work()
    const done = await read(begun.id)
    expect(done).toMatchObject({ state: 'done', because: null, attempt: 1, report: `/api/v1/runs/${begun.id}/report`, mayCancel: false, mayResume: false })
    expect(done.stages.map(({ stage, state }) => `${stage} ${state}`)).toEqual(['collect', 'profile', 'quality', 'deidentify', 'search', 'package', 'verify', 'seal', 'publish'].map((stage) => `${stage} done`))
    expect(done.log.map(({ line }) => line).join('\n')).not.toContain('Person 1')
    expect(await versionState('1.0.0')).toBe('evidence-complete')
    const { rows } = await sql<{ release_path: string; rows: number }>`select release_path, rows from version where version = '1.0.0'`.execute(database.queries)
    expect(rows[0]).toEqual({ release_path: `releases/test-city/people@1.0.0/${begun.id}`, rows: 40 })
    expect(await runs.needs.store.head(`${rows[0]?.release_path}/manifest.json`)).toBeDefined()
    const report = await runs.ask('member', 'GET', `/runs/${begun.id}/report`)
    expect(report.headers.get('content-security-policy')).toContain('sandbox')
    expect(await report.text()).toContain('People')
    // The delivered data lies on the worker no longer than it must.
    expect(existsSync(join(runs.needs.workspace, begun.id))).toBe(false)
  })

  test('a job that comes twice does the work once', { timeout: 300_000 }, async () => {
    const { id } = await start('1.1.0')
    const [job] = runs.asked
    if (job) runs.asked.push({ ...job })
    const before = pipelined
    await runs.work()
    expect(pipelined - before).toBe(1)
    expect(await read(id)).toMatchObject({ state: 'done', attempt: 1 })
  })

  test('two attempts at once take turns, and the work is done once', { timeout: 300_000 }, async () => {
    const { id } = await start('1.1.1')
    const [job] = runs.asked
    const before = pipelined
    const first = runs.work()
    if (job) runs.asked.push({ ...job })
    await Promise.all([first, runs.work()])
    expect(pipelined - before).toBe(1)
    expect(await read(id)).toMatchObject({ state: 'done' })
  })

  test('a refusal is the answer of the run, without folders of the server, and the version is a draft again', async () => {
    pipeline = ({ out }) => Promise.reject(new Refusal('promise-failed', `A promise does not hold. The report is ${join(runs.folder, 'home')}/runs/x/quality.json, for ${out}/y`))
    const { id } = await start('1.2.0')
    await runs.work()
    const failed = await read(id)
    expect(failed).toMatchObject({ state: 'failed', because: 'A promise does not hold. The report is quality.json, for y', mayResume: true, mayCancel: false })
    expect(JSON.stringify(failed)).not.toContain(runs.folder)
    expect(await versionState('1.2.0')).toBe('draft')
    expect((await runs.ask('steward', 'GET', `/runs/${id}/report`)).status).toBe(409)
  })

  test('a run that failed goes on, and ends well', { timeout: 300_000 }, async () => {
    const { items } = await bodyOf(await runs.ask('steward', 'GET', `${RUNS}?limit=1`), Page(RunAnswer))
    const id = items[0]?.id ?? ''
    pipeline = pipelineIn(join(runs.folder, 'home'))
    const resumed = await bodyOf(await runs.ask('steward', 'POST', `/runs/${id}/resume`, {}), RunAnswer)
    expect(resumed).toMatchObject({ state: 'waiting', because: null })
    expect((await runs.ask('steward', 'POST', `/runs/${id}/resume`, {})).status).toBe(409)
    await runs.work()
    expect(await read(id)).toMatchObject({ state: 'done', attempt: 2 })
    expect(await versionState('1.2.0')).toBe('evidence-complete')
  })

  test('a fault is tried anew, and ends the run only after the last attempt', async () => {
    pipeline = () => Promise.reject(new Error('the disk says: Person 7'))
    const { id } = await start('1.3.0')
    const [job] = runs.asked
    await expect(runs.work(1)).rejects.toThrow('the disk says')
    expect(await read(id)).toMatchObject({ state: 'running', attempt: 1 })
    if (job) runs.asked.push({ ...job })
    await runs.work(6)
    const failed = await read(id)
    expect(failed).toMatchObject({ state: 'failed', attempt: 2, because: expect.stringContaining('again and again') })
    expect(JSON.stringify(failed)).not.toContain('Person 7')
    expect(runs.faults.splice(0)).toMatchObject([{ message: 'the disk says: Person 7' }])
  })

  test('a run that is cancelled is over at once, and what still works on it writes nothing', async () => {
    let told: AbortSignal | undefined
    pipeline = async (_request, { progress, signal }) => {
      told = signal
      progress({ stage: 'collect', message: 'reading the rows' })
      await new Promise((resolve) => { signal.addEventListener('abort', resolve) })
      throw new Refusal('cancelled', 'The run was stopped')
    }
    const { id } = await start('1.4.0')
    const working = runs.work().catch((fault: unknown) => fault)
    await expect.poll(async () => (await read(id)).stages[0]?.message, { timeout: 120_000 }).toBe('reading the rows')
    expect(await bodyOf(await runs.ask('steward', 'POST', `/runs/${id}/cancel`, {}), RunAnswer)).toMatchObject({ state: 'cancelled', mayResume: true })
    // Whoever works on it is told by the job; where that is lost, by the next write that finds it is not the newest.
    await working
    expect(told?.aborted).toBe(true)
    expect(await read(id)).toMatchObject({ state: 'cancelled', because: 'The run was cancelled' })
    expect(await versionState('1.4.0')).toBe('draft')
    expect((await runs.ask('steward', 'POST', `/runs/${id}/cancel`, {})).status).toBe(409)
  })

  test('a run keeps its own recipe and files, whatever is saved or uploaded later', { timeout: 300_000 }, async () => {
    let seen = ''
    pipeline = async ({ recipeFile }) => { seen = recipeFile; throw new Refusal('promise-failed', 'enough') }
    const { id } = await start('1.5.0')
    await runs.upload('people.csv', `${PEOPLE_CSV}\nPerson 41,20,F,cold`)
    await runs.work()
    const { readFile } = await import('node:fs/promises')
    expect(await readFile(join(seen, '../people.csv'), 'utf8')).toBe(PEOPLE_CSV)
    expect(await readFile(seen, 'utf8')).toContain('name: test-city/people')
    expect(await readFile(seen, 'utf8')).toContain('version: 1.5.0')
    expect(await read(id)).toMatchObject({ state: 'failed', because: 'enough' })
  })

  test('watching sends the run on each change, with heartbeats, until it is over', async () => {
    let go = (): void => {}
    pipeline = async (_request, { progress }) => {
      progress({ stage: 'collect', unit: 'rows', done: 5, total: 10 })
      await new Promise<void>((resolve) => { go = resolve })
      throw new Refusal('promise-failed', 'enough')
    }
    const { id } = await start('1.6.0')
    const working = runs.work()
    const answer = await runs.ask('member', 'GET', `/runs/${id}/progress`)
    expect(answer.headers.get('content-type')).toContain('text/event-stream')
    setTimeout(() => { go() }, 700)
    const text = await answer.text()
    await working
    const events = text.split('\n\n').filter((event) => event.startsWith('event: run'))
    const told = events.map((event) => RunAnswer.parse(JSON.parse(/^data: (.*)$/m.exec(event)?.[1] ?? '')))
    expect(told.at(-1)).toMatchObject({ state: 'failed' })
    expect(told.some(({ stages }) => stages[0]?.done === 5 && stages[0].total === 10)).toBe(true)
    expect(text).toContain(': still here')
    const ids = events.map((event) => Number(/^id: (\d+)$/m.exec(event)?.[1]))
    expect(ids).toEqual(ids.toSorted((a, b) => a - b))
    expect(new Set(ids).size).toBe(ids.length)
    // Who comes back has seen the end, or is sent it.
    expect((await runs.ask('member', 'GET', `/runs/${id}/progress`, undefined, { 'last-event-id': String(ids.at(-1)) })).status).toBe(204)
    expect(await (await runs.ask('member', 'GET', `/runs/${id}/progress`, undefined, { 'last-event-id': '1' })).text()).toContain('"state":"failed"')
  })

  test('an upload that a run needs cannot be removed until it is over', async () => {
    const id = await runs.upload('people.csv', PEOPLE_CSV)
    const run = await start('1.7.0')
    expect(await bodyOf(await runs.ask('steward', 'DELETE', `/uploads/${id}`), Said)).toMatchObject({ code: 'conflict' })
    await runs.ask('steward', 'POST', `/runs/${run.id}/cancel`, {})
    expect((await runs.ask('steward', 'DELETE', `/uploads/${id}`)).status).toBe(204)
    await runs.ask('steward', 'POST', `/runs/${run.id}/resume`, {})
    await runs.work()
    expect(await read(run.id)).toMatchObject({ state: 'failed', because: expect.stringContaining('people.csv was removed') })
  })

  test('nobody from outside learns of a run, and readers inside change nothing', async () => {
    const { items: [run] } = await bodyOf(await runs.ask('member', 'GET', RUNS), Page(RunAnswer))
    const id = run?.id ?? ''
    for (const path of ['', '/progress', '/report']) {
      expect((await runs.ask('stranger', 'GET', `/runs/${id}${path}`)).status).toBe(404)
      expect((await runs.ask('recused', 'GET', `/runs/${id}${path}`)).status).toBe(404)
      expect((await runs.ask('nobody', 'GET', `/runs/${id}${path}`)).status).toBe(401)
    }
    for (const act of ['cancel', 'resume']) {
      expect((await runs.ask('stranger', 'POST', `/runs/${id}/${act}`, {})).status).toBe(404)
      expect((await runs.ask('member', 'POST', `/runs/${id}/${act}`, {})).status).toBe(403)
    }
    expect((await runs.ask('member', 'POST', RUNS, {})).status).toBe(403)
    expect((await runs.ask('stranger', 'POST', RUNS, {})).status).toBe(404)
    expect((await runs.ask('steward', 'GET', '/runs/nothing')).status).toBe(404)
    expect(runs.faults).toEqual([])
  })
})
