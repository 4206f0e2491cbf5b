import { randomUUID } from 'node:crypto'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { Refusal } from '#platform/refusal.ts'
import { RunAnswer } from './run-answers.ts'
import { bodyOf, openRuns, PEOPLE_CSV, PEOPLE_RECIPE } from './runs.fixture.ts'
import { sweepRuns } from './sweep-runs.ts'

describe.each(testDatabases())('sweepRuns() on $name', ({ open }) => {
  test('removes what nobody went on with for a week, and nothing else', async () => {
    const database = await open()
    const runs = await openRuns(database, { runPipeline: () => Promise.reject(new Refusal('promise-failed', 'enough')) })
    await runs.upload('people.csv', PEOPLE_CSV)
    await runs.ask('steward', 'PUT', '/datasets/test-city/people/recipe', { text: PEOPLE_RECIPE })
    const ids: string[] = []
    for (const version of ['1.0.0', '1.1.0', '1.2.0']) {
      ids.push((await bodyOf(await runs.ask('steward', 'POST', '/datasets/test-city/people/runs', { version }), RunAnswer)).id)
      if (version !== '1.2.0') await runs.work()
    }
    const [old = '', fresh = '', waiting = ''] = ids
    await sql`update run set ended_at = ended_at - interval '8 days' where id = ${old}`.execute(database.queries)
    await mkdir(join(runs.needs.workspace, waiting))
    const foreign = randomUUID()
    await mkdir(join(runs.needs.workspace, foreign))
    expect(await sweepRuns(runs.needs)).toBe(1)
    expect((await readdir(runs.needs.workspace)).toSorted()).toEqual([fresh, waiting, foreign].toSorted())
    await runs.close()
    await database.close()
  })
})
