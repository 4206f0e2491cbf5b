import { sql } from 'kysely'
import type { PgBoss } from 'pg-boss'
import { setTimeout as wait } from 'node:timers/promises'
import type { Database, SessionLock } from '#platform/database/database.ts'

/** Spells "work": the kind of the advisory lock by which a worker shows that it lives; the other number is the worker's. */
const LIFE = 0x776f726b

/**
 * A worker notes a job within milliseconds of taking it, and says every second that it has it in hand; one that was taken, not
 * noted, and of which nothing was heard for so long was taken by a worker that died in between.
 */
const UNCLAIMED_SECONDS = 10

/** One attempt at a job. */
export interface JobAttempt {
  readonly id: string
  readonly name: string
  readonly retryCount: number
}

type ClaimTables = { job_claim: { job_id: string; job: string; attempt: number; worker: number } }

/** A worker that others can see to live: the database frees its lock in the moment in which its process dies. */
export interface WorkerLife {
  readonly worker: number
  readonly lock: SessionLock
}

/** Begins a worker's life. */
export async function beginLife({ database }: { database: Database }): Promise<WorkerLife> {
  const { rows } = await sql<{ worker: number }>`select nextval('job_worker_number') as worker`.execute(database.queries)
  const worker = rows[0]?.worker ?? 0
  return { worker, lock: await database.lockForSession(LIFE, worker) }
}

/** Notes that a worker has a job in hand. */
export async function claimJob({ id, name, retryCount }: JobAttempt, worker: number, { database }: { database: Database }): Promise<void> {
  const claim = { job: name, attempt: retryCount, worker }
  await database.queries.withTables<ClaimTables>().insertInto('job_claim').values({ job_id: id, ...claim }).onConflict((conflict) => conflict.column('job_id').doUpdateSet(claim)).execute()
}

/** Notes that a worker has laid a job down. */
export async function dropClaim({ id, retryCount }: Pick<JobAttempt, 'id' | 'retryCount'>, { database }: { database: Database }): Promise<void> {
  await database.queries.withTables<ClaimTables>().deleteFrom('job_claim').where('job_id', '=', id).where('attempt', '=', retryCount).execute()
}

/** Gives the jobs that dead workers had in hand to the living, at once. Any number of workers may do so at the same time. */
export async function takeOverFromTheDead({ database, boss }: { database: Database; boss: PgBoss }): Promise<void> {
  const { rows } = await sql<{ id: string; name: string; retryCount: number }>`
    select job_id as id, job as name, attempt as "retryCount" from job_claim
    where not exists (
      select from pg_locks
      where locktype = 'advisory' and granted and classid = ${LIFE}::bigint::oid and objid = worker::oid and objsubid = 2
        and database = (select oid from pg_database where datname = current_database())
    )
    union all
    select id, name, retry_count from pgboss.job
    where state = 'active' and coalesce(heartbeat_on, started_on) < now() - make_interval(secs => ${UNCLAIMED_SECONDS})
      and not exists (select from job_claim where job_id = job.id)
  `.execute(database.queries)
  for (const attempt of rows) {
    await tryAgainAtOnce(attempt, 'The process that did it ended', boss)
    await dropClaim(attempt, { database })
  }
}

/** Ends an attempt, unless it has ended already, and lets the next one begin without a wait. */
export async function tryAgainAtOnce({ id, name, retryCount }: JobAttempt, because: string, boss: PgBoss): Promise<void> {
  await boss.fail(name, { id, retryCount }, { because })
  await boss.update(name, undefined, { id, startAfter: new Date() })
}

/** Waits, but no longer than until the signal. */
export async function waitOr(signal: AbortSignal, milliseconds: number): Promise<void> {
  await wait(milliseconds, undefined, { signal }).catch(() => {})
}
