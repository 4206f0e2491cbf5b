import type { Principal } from '#platform/auth/principal.ts'
import { Refusal } from '#platform/refusal.ts'
import { asJsonb } from '../datasets/as-jsonb.ts'
import { recordAct } from '../datasets/record-act.ts'
import { beginVersion } from '../publishing/begin-version.ts'
import { failVersion } from '../publishing/fail-version.ts'
import { getRun } from './find-run.ts'
import { runEnded } from './run-events.ts'
import { executeRunJob } from './run-jobs.ts'
import type { RunTables } from './run-tables.ts'
import { begunAnew } from './stage-progress.ts'
import type { RunActNeeds } from './start-run.ts'

/**
 * Cancels a run. It is cancelled at once: whoever works on it hears so within seconds, and can write nothing more until then.
 *
 * @throws {Refusal} `conflict` when it is over; `not-found`, `forbidden`
 */
export async function cancelRun({ principal, id }: { readonly principal: Principal; readonly id: string }, { database, clock, newId, isRecused, jobs }: RunActNeeds): Promise<void> {
  await database.transaction(async (tx) => {
    const { run, dataset } = await getRun({ principal, id, permission: 'run:cancel' }, { queries: tx, isRecused })
    const stopped = await tx.withTables<RunTables>().updateTable('run').set((row) => ({ state: 'cancelled', ended_at: clock.now(), because: 'The run was cancelled', stages: asJsonb(begunAnew(run.stages)), change: row('change', '+', 1) }))
      .where('id', '=', id).where('state', 'in', ['waiting', 'running']).returning('id').executeTakeFirst()
    if (!stopped) throw new Refusal('conflict', 'The run is over already')
    await jobs.cancel(executeRunJob, run.job_id, tx)
    await failVersion({ versionId: run.version_id, runId: id }, { tx })
    const payload = { runId: id, datasetId: dataset.id, organisationId: dataset.organisation.id, publisher: run.publisher, slug: run.slug, version: run.version, startedBy: run.started_by, state: 'cancelled' as const }
    await recordAct({ principal, act: 'run:cancel', object: `run:${id}`, event: { definition: runEnded, payload } }, { tx, clock, newId })
  })
}

/**
 * Goes on with a run that failed or was cancelled, with the same recipe and files, after its last finished stage.
 *
 * @throws {Refusal} `conflict` while it goes on, when it is done, or its version is another run's by now; `not-found`, `forbidden`
 */
export async function resumeRun({ principal, id }: { readonly principal: Principal; readonly id: string }, { database, clock, newId, isRecused, jobs }: RunActNeeds): Promise<void> {
  await database.transaction(async (tx) => {
    const { run, dataset } = await getRun({ principal, id, permission: 'run:start' }, { queries: tx, isRecused })
    const jobId = await jobs.enqueue(executeRunJob, { runId: id }, tx)
    const resumed = await tx.withTables<RunTables>().updateTable('run').set((row) => ({ state: 'waiting', ended_at: null, because: null, job_id: jobId, stages: asJsonb(begunAnew(run.stages)), change: row('change', '+', 1) }))
      .where('id', '=', id).where('state', 'in', ['failed', 'cancelled']).returning('id').executeTakeFirst()
    if (!resumed) throw new Refusal('conflict', run.state === 'done' ? 'The run is done; begin another one' : 'The run goes on already')
    await beginVersion({ principal, dataset, version: run.version, runId: id }, { tx, clock, newId })
  })
}
