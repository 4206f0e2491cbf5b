import type { Clock } from '#platform/clock.ts'
import type { Database } from '#platform/database/database.ts'
import type { Jobs } from '#platform/jobs/open-jobs.ts'
import { endRun } from './execute-run.ts'
import { selectRuns } from './find-run.ts'
import { executeRunJob } from './run-jobs.ts'
import { atTheEnd } from './stage-progress.ts'

const BECAUSE = 'The server ended again and again while it worked at this run; the operator finds the cause. Go on with the run when it is mended'

/**
 * Ends the runs that nobody will go on with: their job has no attempt left, since the process died at each of them and could
 * not say so itself. Whoever began one is told, and can go on with it.
 *
 * @returns how many there were
 */
export async function endLostRuns({ database, clock, newId, jobs }: { readonly database: Database; readonly clock: Clock; readonly newId: () => string; readonly jobs: Pick<Jobs, 'find'> }): Promise<number> {
  let lost = 0
  for (const run of await selectRuns(database.queries).where('r.state', 'in', ['waiting', 'running']).execute()) {
    const job = await jobs.find(executeRunJob, run.job_id)
    if (job !== undefined && job.state !== 'failed' && job.state !== 'cancelled') continue
    await endRun(run, { state: 'failed', because: BECAUSE, stages: atTheEnd(run.stages, 'failed', clock.now()) }, { database, clock, newId })
    lost++
  }
  return lost
}
