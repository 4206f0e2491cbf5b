import { sql } from 'kysely'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { applyMigrations } from '#platform/database/apply-migrations.ts'
import type { Database, DatabaseLocation } from '#platform/database/database.ts'
import { openDatabase } from '#platform/database/open-database.ts'
import { MIGRATIONS, testDatabases } from '#platform/database/test-databases.fixture.ts'
import { openJobs } from './open-jobs.ts'
import { takeSteps } from './step-job.fixture.ts'

interface Program {
  readonly process: ChildProcess
  /** Waits until the program has told this line. */
  tells(line: string): Promise<void>
  end(signal: NodeJS.Signals): Promise<void>
}

function startWorker(location: DatabaseLocation): Program {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'step-job.fixture.ts'), JSON.stringify(location)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const told: string[] = []
  child.stdout.setEncoding('utf8').on('data', (text: string) => { told.push(...text.split('\n')); child.emit('told') })
  return {
    process: child,
    async tells(line) {
      while (!told.includes(line)) {
        if (child.exitCode !== null) throw new Error(`The worker ended before it told "${line}"`)
        await once(child, 'told', { signal: AbortSignal.timeout(60_000) })
      }
    },
    async end(signal) {
      const closed = once(child, 'close')
      child.kill(signal)
      await closed
    },
  }
}

describe.each(testDatabases())('on $name', ({ place }) => {
  async function withDatabase<Result>(location: DatabaseLocation, act: (database: Database) => Promise<Result>): Promise<Result> {
    const database = await openDatabase(location)
    try {
      return await act(database)
    } finally {
      await database.close()
    }
  }

  async function prepare(location: DatabaseLocation): Promise<string> {
    return withDatabase(location, async (database) => {
      await applyMigrations(database, MIGRATIONS)
      await sql`create table step (job uuid, step integer, attempt integer, primary key (job, step))`.execute(database.queries)
      const jobs = await openJobs([takeSteps], { database, report: (fault) => { throw fault } })
      const id = await database.transaction((tx) => jobs.enqueue(takeSteps, { steps: 10 }, tx))
      await jobs.close()
      return id
    })
  }

  test.each(['SIGKILL', 'SIGTERM'] as const)('a job whose worker got %s in the middle goes on in the next one within seconds', { timeout: 180_000 }, async (signal) => {
    const { location, remove } = await place()
    const id = await prepare(location)
    const first = startWorker(location)
    await first.tells('step 3')
    await first.end(signal)
    const second = startWorker(location)
    await second.tells('ready')
    const ready = Date.now()
    await second.tells('attempt 2')
    // The wait before a second attempt would be half a second to a second; a worker's silence would last a minute.
    expect(Date.now() - ready).toBeLessThan(5000)
    await second.tells('done')
    await second.end('SIGTERM')
    await withDatabase(location, async (database) => {
      const { rows } = await sql<{ step: number; attempt: number }>`select step, attempt from step where job = ${id} order by step`.execute(database.queries)
      expect(rows.map(({ step }) => step)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
      expect(new Set(rows.map(({ attempt }) => attempt))).toEqual(new Set([1, 2]))
      expect((await sql`select * from job_claim`.execute(database.queries)).rows).toEqual([])
      const jobs = await openJobs([takeSteps], { database, report: (fault) => { throw fault } })
      expect(await jobs.find(takeSteps, id)).toEqual({ state: 'completed', attempt: 2 })
      await jobs.close()
    })
    await remove()
  })
})
