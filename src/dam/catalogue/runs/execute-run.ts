import { existsSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { recordInAuditLog } from '#platform/audit-log/record-in-audit-log.ts'
import type { Clock } from '#platform/clock.ts'
import type { Database } from '#platform/database/database.ts'
import { appendEvent } from '#platform/events/append-event.ts'
import type { JobContext } from '#platform/jobs/work-on-jobs.ts'
import type { Progress } from '#platform/progress.ts'
import { Refusal } from '#platform/refusal.ts'
import type { ObjectStore } from '#platform/storage/object-store.ts'
import { replaceDurably } from '#platform/storage/durable-file.ts'
import { asJsonb } from '../datasets/as-jsonb.ts'
import { completeEvidence } from '../publishing/complete-evidence.ts'
import type { Evidence } from '../publishing/evidence.ts'
import { failVersion } from '../publishing/fail-version.ts'
import { readEvidence, releaseFolder } from '../publishing/read-evidence.ts'
import { cleanName } from '../uploads/clean-name.ts'
import type { UploadTables } from '../uploads/upload-tables.ts'
import { RECIPE_FILE } from './check-draft.ts'
import { copyRelease } from './copy-release.ts'
import { findRun, type RunRow } from './find-run.ts'
import { keepProgress, type KeptProgress } from './keep-progress.ts'
import { type InputFile, materialiseInputs } from './materialise-inputs.ts'
import { runEnded } from './run-events.ts'
import { executeRunJob } from './run-jobs.ts'
import type { RunTables } from './run-tables.ts'
import { atTheEnd, begunAnew } from './stage-progress.ts'

/** Runs the recipe of this file, into `<out>/<publisher>/<data set>@<version>`. Begun anew, it goes on after its last finished stage. */
export type RunPipeline = (request: { readonly recipeFile: string; readonly out: string }, needs: { readonly progress: Progress; readonly signal: AbortSignal }) => Promise<void>

/** What a worker needs for runs. */
export interface ExecuteNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly newId: () => string
  readonly store: ObjectStore
  readonly runPipeline: RunPipeline
  /** A folder on this machine for runs that are not over; what a failed one has done is kept here until it is swept. */
  readonly workspace: string
  readonly report: (fault: unknown) => void
  /** Runs that this process has in hand: an attempt that was given up may still be ending. */
  readonly inHand: Map<string, Promise<unknown>>
}

/**
 * The job's act: takes a run to its end.
 *
 * A refusal is the run's answer, and a release is too: both end the job. Any other fault is thrown, so that the job is
 * tried anew after a wait; only after the last attempt it ends the run. Done twice, the work is done once: a run that
 * is over is left alone, a release that is made is not made again, and an attempt that is no longer the newest writes nothing.
 */
export async function executeRun({ runId }: { readonly runId: string }, context: JobContext, needs: ExecuteNeeds): Promise<void> {
  const before = needs.inHand.get(runId) ?? Promise.resolve()
  const work = before.catch(() => {}).then(() => attemptRun(runId, context, needs))
  needs.inHand.set(runId, work)
  try {
    await work
  } finally {
    if (needs.inHand.get(runId) === work) needs.inHand.delete(runId)
  }
}

async function attemptRun(runId: string, { id: jobId, attempt: jobAttempt, signal: jobSignal }: JobContext, needs: ExecuteNeeds): Promise<void> {
  const { database, clock, store, report } = needs
  const run = await takeRun(runId, jobId, needs)
  if (!run) return
  const outdated = new AbortController()
  const signal = AbortSignal.any([jobSignal, outdated.signal])
  const kept = keepProgress({ runId, attempt: run.attempt, stages: run.stages }, { database, clock, report, stop: () => { outdated.abort() } })
  kept.tell(`attempt ${run.attempt} begins`)
  try {
    const { folder, evidence } = await makeRelease(run, kept, signal, needs)
    kept.progress({ stage: 'publish', message: 'the release is kept' })
    const releasePath = releasePathOf(run)
    await copyRelease({ folder, releasePath }, { store, signal })
    const stages = atTheEnd(await kept.end(), 'done', clock.now())
    await endRun(run, { state: 'done', because: null, stages, release: { releasePath, evidence } }, needs)
    await rm(join(needs.workspace, runId), { recursive: true, force: true })
  } catch (fault) {
    const stages = await kept.end().catch(() => run.stages)
    // Stopped from outside: whoever stopped it says what it is now, or another attempt goes on with it.
    if (signal.aborted) throw fault
    // A lock that another process has on the run's folder is no answer; it will be free.
    const isAnswer = fault instanceof Refusal && fault.code !== 'conflict'
    if (!isAnswer && jobAttempt < executeRunJob.retry.attempts) throw fault
    if (!isAnswer) report(fault)
    const because = isAnswer ? withoutFolders(fault.message, needs.workspace) : 'The server failed at this run again and again; the operator finds the cause in its log. Go on with the run when it is mended'
    await endRun(run, { state: 'failed', because, stages: atTheEnd(stages, 'failed', clock.now()) }, needs)
  }
}

/** Takes a run for a new attempt; undefined when it is over, or another job's by now. */
async function takeRun(runId: string, jobId: string, { database, clock }: ExecuteNeeds): Promise<RunRow | undefined> {
  return database.transaction(async (tx) => {
    const found = await findRun(runId, tx)
    if (!found) return undefined
    const taken = await tx.withTables<RunTables>().updateTable('run').set((row) => ({ state: 'running', attempt: row('attempt', '+', 1), started_at: found.started_at ?? clock.now(), stages: asJsonb(begunAnew(found.stages)), change: row('change', '+', 1) }))
      .where('id', '=', runId).where('job_id', '=', jobId).where('state', 'in', ['waiting', 'running']).returning('id').executeTakeFirst()
    return taken && findRun(runId, tx)
  })
}

/** Lays recipe and files into the run's folder and runs the pipeline there, unless an earlier attempt has come so far. */
async function makeRelease(run: RunRow, { progress, tell }: KeptProgress, signal: AbortSignal, { database, store, runPipeline, workspace }: ExecuteNeeds): Promise<{ readonly folder: string; readonly evidence: Evidence }> {
  const working = join(workspace, run.id)
  const inputs = join(working, 'inputs')
  const out = join(working, 'out')
  const folder = join(out, run.publisher, `${run.slug}@${run.version}`)
  // The pipeline moves a release there whole or not at all.
  if (existsSync(folder)) tell('the release was made by an earlier attempt')
  else {
    progress({ stage: 'collect', message: 'fetching the files' })
    await mkdir(inputs, { recursive: true, mode: 0o700 })
    await materialiseInputs({ folder: inputs, files: await listInputs(run, database) }, { store, signal })
    // No upload's name begins with a dot, so none can take the recipe's place.
    const recipeFile = join(inputs, `.${RECIPE_FILE}`)
    await replaceDurably(recipeFile, run.recipe, 0o600)
    await runPipeline({ recipeFile, out }, { progress, signal })
  }
  return { folder, evidence: await readEvidence(run, releaseFolder(folder)) }
}

async function listInputs(run: RunRow, database: Database): Promise<InputFile[]> {
  const ids = run.inputs.map(({ uploadId }) => uploadId)
  const rows = ids.length === 0 ? [] : await database.queries.withTables<UploadTables>().selectFrom('upload').select(['id', 'sha256', 'bytes']).where('dataset_id', '=', run.dataset_id).where('state', '=', 'complete').where('id', 'in', ids).execute()
  return run.inputs.map(({ name, uploadId }) => {
    const row = rows.find(({ id }) => id === uploadId)
    if (!row?.sha256 || cleanName(name) !== name) throw new Refusal('not-found', `The upload ${name} was removed; upload it again and begin another run`)
    return { name, uploadId, sha256: row.sha256, bytes: row.bytes ?? 0 }
  })
}

/** Where a run's release lies; each run has its own, for a version that was returned is run anew with other bytes. */
function releasePathOf({ publisher, slug, version, id }: RunRow): string {
  return `releases/${publisher}/${slug}@${version}/${id}`
}

/** How a run ended. */
interface RunEnd {
  readonly state: 'done' | 'failed'
  readonly because: string | null
  readonly stages: RunRow['stages']
  readonly release?: { readonly releasePath: string; readonly evidence: Evidence }
}

/** Ends a run that stands as it was read, and writes nothing where it does not any more: another attempt or a person was faster. */
export async function endRun(run: RunRow, end: RunEnd, { database, clock, newId }: Pick<ExecuteNeeds, 'database' | 'clock' | 'newId'>): Promise<void> {
  const { state, because, stages, release } = end
  const versionId = run.version_id
  await database.transaction(async (tx) => {
    const ended = await tx.withTables<RunTables>().updateTable('run').set((row) => ({ state, because, ended_at: clock.now(), stages: asJsonb(stages), release_path: release?.releasePath ?? null, change: row('change', '+', 1) }))
      .where('id', '=', run.id).where('job_id', '=', run.job_id).where('attempt', '=', run.attempt).where('state', '=', run.state).returning('id').executeTakeFirst()
    if (!ended) return
    if (release) await completeEvidence({ versionId, runId: run.id, ...release }, { tx })
    else await failVersion({ versionId, runId: run.id }, { tx })
    const payload = { runId: run.id, datasetId: run.dataset_id, organisationId: run.organisationId, publisher: run.publisher, slug: run.slug, version: run.version, startedBy: run.started_by, state }
    await appendEvent(runEnded, { actor: 'worker', subject: `run:${run.id}`, payload }, { tx, clock, newId })
    await recordInAuditLog({ actor: 'worker', act: `run:${state}`, object: `run:${run.id}`, detail: { attempt: run.attempt } }, { tx, clock })
  })
}

/** A sentence without the server's folders, which say nothing to whoever reads it. `inside` is below the folder of all that the server keeps. */
export function withoutFolders(sentence: string, inside: string): string {
  const root = dirname(inside)
  if (dirname(root) === root) return sentence
  const told = sentence.split(`${root}/`).map((part, place) => (place === 0 ? part : part.replace(/^(?:[^\s/]+\/)+/, ''))).join('')
  return told.replaceAll(`.${RECIPE_FILE}`, RECIPE_FILE)
}
