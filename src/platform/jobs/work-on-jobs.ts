import type { JobWithMetadata } from 'pg-boss'
import type { Database } from '#platform/database/database.ts'
import { Refusal } from '#platform/refusal.ts'
import type { JobDefinition } from './define-job.ts'
import { beginLife, claimJob, dropClaim, takeOverFromTheDead, tryAgainAtOnce, waitOr, type WorkerLife } from './job-claims.ts'
import type { Jobs } from './open-jobs.ts'

const LOOK_MILLISECONDS = 1000
/** How soon a running job hears that it was cancelled. */
const HEARTBEAT_SECONDS = 1
/** A job whose wait is over is found so late at most; one just asked for is told at once. */
const POLL_SECONDS = 2

/** What an attempt is told beside its payload. */
export interface JobContext {
  readonly id: string
  /** From 1. */
  readonly attempt: number
  /** Aborted when the job was cancelled, took too long, or must be laid down because the worker stops; it is then to end soon. */
  readonly signal: AbortSignal
}

/** A job with the act that does it. The act may be begun anew at any time, so it keeps checkpoints of its own. */
export interface JobWork {
  readonly job: JobDefinition
  run(payload: unknown, context: JobContext): Promise<void>
}

/** Joins a job and its act; the act gets the payload as the job's schema reads it. */
export function workOn<Payload extends object>(job: JobDefinition<Payload>, run: (payload: Payload, context: JobContext) => Promise<void>): JobWork {
  return {
    job,
    run(raw, context) {
      const payload = job.payload.safeParse(raw)
      if (!payload.success) throw new Refusal('bad-input', `The payload is not what the job ${job.name} wants; it was asked for by another version of this program`)
      return run(payload.data, context)
    },
  }
}

/** Jobs being worked on. */
export interface Worker {
  /** Takes no more jobs, asks the running ones to end, and waits for them; what has not ended then is left for others. */
  stop(limits?: { readonly limitSeconds?: number }): Promise<void>
}

/**
 * Works on jobs until it is stopped.
 *
 * A `Refusal` thrown by an act is final: the job becomes a dead letter at once. Any other fault is tried anew after a wait.
 */
export async function workOnJobs(works: readonly JobWork[], needs: { jobs: Jobs; database: Database; report: (fault: unknown) => void }): Promise<Worker> {
  const { jobs: { boss }, database, report } = needs
  const stopping = new AbortController()
  const running = new Map<string, { id: string; name: string; retryCount: number }>()
  let life = await beginLife({ database })
  const lookAfter = lookAfterTheDead(needs, stopping.signal)
  const keepAlive = keepLiving(() => life, (next) => { life = next }, needs, stopping.signal)

  async function attempt({ job, run }: JobWork, taken: JobWithMetadata): Promise<{ id: string; status: 'completed' | 'failed' | 'deadletter'; output?: object }> {
    const { id, retryCount } = taken
    const mine = life
    const signal = AbortSignal.any([taken.signal, stopping.signal, mine.lock.lost])
    running.set(id, { id, name: job.name, retryCount })
    try {
      await claimJob({ id, name: job.name, retryCount }, mine.worker, { database })
      await run(taken.data, { id, attempt: retryCount + 1, signal })
      return { id, status: 'completed' }
    } catch (fault) {
      if (!signal.aborted) report(fault)
      const isFinal = fault instanceof Refusal && !signal.aborted
      return { id, status: isFinal ? 'deadletter' : 'failed', output: { because: reasonOf(fault) } }
    } finally {
      running.delete(id)
      await dropClaim({ id, retryCount }, { database }).catch(report)
    }
  }

  /** One at a time; after each job it looks for the next at once, where the library would wait for its next poll. */
  async function openSlot(work: JobWork): Promise<void> {
    let slot = ''
    slot = await boss.work(work.job.name, {
      batchSize: 1, includeMetadata: true, perJobResults: true,
      pollingIntervalSeconds: POLL_SECONDS, notifyPollingIntervalSeconds: POLL_SECONDS, heartbeatRefreshSeconds: HEARTBEAT_SECONDS,
    }, async (taken: JobWithMetadata[]) => {
      const ended = await Promise.all(taken.map((job) => attempt(work, job)))
      boss.notifyWorker(slot)
      return ended
    })
  }

  for (const work of works) for (let slot = 0; slot < work.job.concurrency; slot++) await openSlot(work)
  return {
    async stop({ limitSeconds = 10 } = {}) {
      const laidDown = [...running.values()]
      stopping.abort(new Error('The worker stops'))
      await Promise.all([lookAfter, keepAlive])
      const ended = new AbortController()
      const all = Promise.all(works.map(({ job }) => boss.offWork(job.name, { wait: true }))).then(() => ended.abort())
      await Promise.race([all, waitOr(ended.signal, limitSeconds * 1000)])
      for (const job of laidDown) await tryAgainAtOnce(job, 'The worker stopped', boss)
      await life.lock.release()
    },
  }
}

/** Only our own sentences are kept: a driver's message may quote a value. */
function reasonOf(fault: unknown): string {
  if (fault instanceof Refusal) return fault.message
  return fault instanceof Error ? `${fault.name}; the log of the worker tells more` : 'A fault that is no error'
}

async function lookAfterTheDead({ jobs: { boss }, database, report }: { jobs: Jobs; database: Database; report: (fault: unknown) => void }, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    await takeOverFromTheDead({ database, boss }).catch(report)
    await waitOr(stopping, LOOK_MILLISECONDS)
  }
}

/** When the server went away and came back, the worker takes a new number; what it had in hand was told to end by its signal. */
async function keepLiving(now: () => WorkerLife, renew: (life: WorkerLife) => void, { database, report }: { database: Database; report: (fault: unknown) => void }, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    await waitOr(AbortSignal.any([stopping, now().lock.lost]), LOOK_MILLISECONDS)
    if (!stopping.aborted && now().lock.lost.aborted) {
      await waitOr(stopping, LOOK_MILLISECONDS)
      await beginLife({ database }).then(renew, report)
    }
  }
}
