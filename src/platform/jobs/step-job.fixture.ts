// A worker of its own, to be killed: it takes ten steps of a tenth of a second, keeps each, and tells them on stdout.
import { sql } from 'kysely'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import type { DatabaseLocation } from '#platform/database/database.ts'
import { openDatabase } from '#platform/database/open-database.ts'
import { defineJob } from './define-job.ts'
import { openJobs } from './open-jobs.ts'
import { workOn, workOnJobs } from './work-on-jobs.ts'

/** Takes steps from wherever it stopped. */
export const takeSteps = defineJob({ name: 'take-steps', payload: z.object({ steps: z.number() }) })

async function work(location: DatabaseLocation): Promise<void> {
  const database = await openDatabase(location)
  const report = (fault: unknown) => { process.stderr.write(`${String(fault)}\n`) }
  const jobs = await openJobs([takeSteps], { database, report })
  const worker = await workOnJobs([workOn(takeSteps, async ({ steps }, { id, attempt, signal }) => {
    process.stdout.write(`attempt ${attempt}\n`)
    const { rows } = await sql<{ done: number }>`select count(*) as done from step where job = ${id}`.execute(database.queries)
    for (let step = rows[0]?.done ?? 0; step < steps; step++) {
      signal.throwIfAborted()
      await wait(100)
      await sql`insert into step values (${id}, ${step}, ${attempt})`.execute(database.queries)
      process.stdout.write(`step ${step}\n`)
    }
    process.stdout.write('done\n')
  })], { jobs, database, report })
  process.on('SIGTERM', () => {
    void worker.stop({ limitSeconds: 5 }).then(() => jobs.close()).then(() => database.close()).then(() => process.exit(0))
  })
  process.stdout.write('ready\n')
}

const [location] = process.argv.slice(2)
if (process.argv[1] === import.meta.filename && location !== undefined) {
  await work(z.union([z.object({ url: z.string() }), z.object({ folder: z.string() })]).parse(JSON.parse(location)))
}
