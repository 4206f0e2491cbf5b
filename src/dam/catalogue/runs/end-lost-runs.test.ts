import { describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import type { JobState } from '#platform/jobs/open-jobs.ts'
import { endLostRuns } from './end-lost-runs.ts'
import { executeRun } from './execute-run.ts'
import { findRun } from './find-run.ts'
import { RunAnswer } from './run-answers.ts'
import { bodyOf, openRuns, PEOPLE_CSV, PEOPLE_RECIPE } from './runs.fixture.ts'

describe.each(testDatabases())('endLostRuns() on $name', ({ open }) => {
  test('ends a run whose job has no attempt left, once, and leaves those that somebody will go on with', async () => {
    const database = await open()
    const runs = await openRuns(database)
    await runs.upload('people.csv', PEOPLE_CSV)
    await runs.ask('steward', 'PUT', '/datasets/test-city/people/recipe', { text: PEOPLE_RECIPE })
    const { id } = await bodyOf(await runs.ask('steward', 'POST', '/datasets/test-city/people/runs', {}), RunAnswer)
    const jobId = runs.asked[0]?.id ?? ''
    // An attempt that died: it had begun, and said nothing more.
    await expect(executeRun({ runId: id }, { id: jobId, attempt: 1, signal: AbortSignal.abort() }, runs.needs)).rejects.toMatchObject({ code: 'cancelled' })
    const jobIs = (state: JobState['state'] | undefined) => endLostRuns({ ...runs.needs, jobs: { find: (_, asked) => Promise.resolve(asked === jobId && state ? { state, attempt: 6 } : undefined) } })
    for (const state of ['created', 'retry', 'active', 'completed'] as const) expect(await jobIs(state), state).toBe(0)
    expect(await findRun(id, database.queries)).toMatchObject({ state: 'running' })
    expect(await jobIs('failed')).toBe(1)
    expect(await jobIs('failed')).toBe(0)
    expect(await bodyOf(await runs.ask('steward', 'GET', `/runs/${id}`), RunAnswer)).toMatchObject({ state: 'failed', because: expect.stringContaining('Go on with the run'), mayResume: true })
    expect((await sql`select payload ->> 'state' as state from event where type = 'run.ended'`.execute(database.queries)).rows).toEqual([{ state: 'failed' }])
    expect((await sql`select act from audit_line where object = ${`run:${id}`} and act like 'run:%'`.execute(database.queries)).rows).toContainEqual({ act: 'run:failed' })
    // It goes on with another job, which is not lost.
    expect((await runs.ask('steward', 'POST', `/runs/${id}/resume`)).status).toBe(202)
    const { state } = await bodyOf(await runs.ask('steward', 'GET', `/runs/${id}`), RunAnswer)
    expect(state).toBe('waiting')
    await runs.close()
    await database.close()
  })
})
