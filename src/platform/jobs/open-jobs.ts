import { sql } from 'kysely'
import { fromKysely, fromPglite, PgBoss } from 'pg-boss'
import { z } from 'zod'
import type { Database, Tx } from '#platform/database/database.ts'
import { Refusal } from '#platform/refusal.ts'
import type { JobDefinition } from './define-job.ts'

/** Where jobs go that have failed for good, until somebody tries them anew. */
const DEAD_LETTERS = 'dead-letter'
/** Kept so long, with what they were to do; letters too. */
export const DEAD_LETTERS_KEPT_SECONDS = 365 * 86_400

/** What was done is kept so long, with what it was, so that an operator can look it up; letters too. */
export const DONE_JOBS_KEPT_SECONDS = 7 * 86_400

/**
 * A worker that says nothing for so long has lost its jobs. Generous, for a worker that computes says nothing meanwhile;
 * one whose process died is found at once, by its lock.
 */
const SILENCE_SECONDS = 60
const LOOK_AFTER_SECONDS = 5

/** When a job begins, if not at once. */
export interface JobTiming {
  readonly startAfter?: Date
}

/** A job that failed for good. */
export interface DeadLetter {
  readonly id: string
  readonly job: string
  readonly payload: unknown
  readonly attempts: number
  readonly because: string
  readonly failedAt: Date
}

/** Those that are looked at; what failed for good is a dead letter. */
export type ListedState = 'waiting' | 'active' | 'completed'

/** A job that is looked at. */
export interface ListedJob {
  readonly id: string
  readonly job: string
  /** From 1. */
  readonly attempt: number
  readonly createdAt: Date
}

/** How a job stands. */
export interface JobState {
  readonly state: 'created' | 'retry' | 'active' | 'completed' | 'cancelled' | 'failed'
  readonly attempt: number
}

/** Jobs: asked for in the transaction of an act, done by workers. */
export interface Jobs {
  readonly boss: PgBoss
  /** Asks for a job; it is there when the transaction is. @returns its id */
  enqueue<Payload extends object>(definition: JobDefinition<Payload>, payload: Payload, tx: Tx, timing?: JobTiming): Promise<string>
  find(definition: Pick<JobDefinition, 'name'>, id: string): Promise<JobState | undefined>
  /** Ends a job that waits, and tells the worker of one that runs, within two seconds of the commit, by its signal. */
  cancel(definition: Pick<JobDefinition, 'name'>, id: string, tx: Tx): Promise<void>
  /** Jobs that wait, are in hand or were done, and how many there are; the newest first. */
  list(wanted: { readonly state: ListedState; readonly offset: number; readonly limit: number }): Promise<{ items: ListedJob[]; total: number }>
  /** Oldest first, 1000 at most. */
  listDeadLetters(): Promise<DeadLetter[]>
  /** Gives a dead letter all its attempts anew. @throws {Refusal} `not-found` */
  retryDeadLetter(id: string, tx: Tx): Promise<void>
  /** Ends what this process does about jobs, once its workers have stopped. */
  close(): Promise<void>
}

/** Opens the jobs of a database, and makes known which there are. Every process that asks for jobs or does them opens them. */
export async function openJobs(definitions: readonly JobDefinition[], { database, report }: { database: Database; report: (fault: unknown) => void }): Promise<Jobs> {
  const boss = bossOn(database)
  boss.on('error', report)
  await boss.start()
  await boss.createQueue(DEAD_LETTERS, { retentionSeconds: DEAD_LETTERS_KEPT_SECONDS })
  for (const definition of definitions) {
    await boss.createQueue(definition.name, queueOf(definition))
    await boss.updateQueue(definition.name, queueOf(definition))
  }
  return {
    boss,
    async enqueue(definition, payload, tx, timing) {
      const id = await boss.send(definition.name, definition.payload.parse(payload), { ...timing, db: fromKysely(tx) })
      if (id === null) throw new Error(`The job ${definition.name} was not taken`)
      return id
    },
    async find({ name }, id) {
      const [job] = await boss.findJobs(name, { id })
      return job && { state: job.state, attempt: job.retryCount + 1 }
    },
    async cancel({ name }, id, tx) { await boss.cancel(name, id, { db: fromKysely(tx) }) },
    async list({ state, offset, limit }) {
      const wanted = sql`from pgboss.job where name <> ${DEAD_LETTERS} and state::text in (${sql.join(STATES[state])})`
      const { rows } = await sql`select id::text as id, name as job, retry_count + 1 as attempt, created_on as "createdAt" ${wanted} order by created_on desc, id limit ${limit} offset ${offset}`.execute(database.queries)
      const { rows: [counted] } = await sql`select count(*) as total ${wanted}`.execute(database.queries)
      return { items: ListedRow.array().parse(rows), total: z.object({ total: z.number() }).parse(counted).total }
    },
    async listDeadLetters() {
      return (await boss.findJobs(DEAD_LETTERS, { queued: true })).map((job) => ({
        id: job.id, job: job.sourceName ?? '', payload: job.data, attempts: (job.sourceRetryCount ?? 0) + 1,
        because: Output.parse(job.sourceOutput), failedAt: job.createdOn,
      }))
    },
    async retryDeadLetter(id, tx) {
      // What is no id of a job is none that was kept; the database would fault on it.
      const moved = z.uuid().safeParse(id).success ? await boss.redrive(DEAD_LETTERS, { ids: [id], db: fromKysely(tx) }) : 0
      if (moved === 0) throw new Refusal('not-found', 'There is no such dead letter; it was tried anew already')
    },
    async close() { await boss.stop({ graceful: false }) },
  }
}

/** Makes the job library's tables where they are not there yet, or not of this version; nothing is done about jobs. */
export async function prepareJobTables({ database }: { database: Database }): Promise<void> {
  const boss = bossOn(database)
  let fault: unknown
  boss.on('error', (one) => { fault ??= one })
  await boss.start()
  await boss.stop({ graceful: false })
  if (fault !== undefined) throw fault
}

/** Gives the jobs that were in hand to whoever works next, and all that wait as much time as they had: for rows that come out of a backup. */
export async function layDownActiveJobs({ tx }: { tx: Tx }): Promise<void> {
  // When it is taken, an attempt that was begun before counts as one.
  await sql`update pgboss.job set state = 'retry', start_after = now(), heartbeat_on = null where state = 'active'`.execute(tx)
  await sql`update pgboss.job set keep_until = greatest(keep_until, now() + (keep_until - created_on)) where state in ('created', 'retry')`.execute(tx)
}

const STATES: Readonly<Record<ListedState, readonly JobState['state'][]>> = { waiting: ['created', 'retry'], active: ['active'], completed: ['completed'] }

const ListedRow = z.object({ id: z.string(), job: z.string(), attempt: z.number(), createdAt: z.date() })

/** What a failed attempt left behind; the job library's own words come as a message or a value. */
const Output = z.union([
  z.object({ because: z.string() }).transform(({ because }) => because),
  z.object({ message: z.string() }).transform(({ message }) => message),
  z.object({ value: z.string() }).transform(({ value }) => value),
  z.unknown().transform(() => 'it is not known why'),
])

function bossOn({ driver }: Database): PgBoss {
  const times = { superviseIntervalSeconds: LOOK_AFTER_SECONDS, monitorIntervalSeconds: LOOK_AFTER_SECONDS, useListenNotify: true, schedule: false }
  if (driver.kind === 'pglite') return new PgBoss({ ...times, db: fromPglite(driver.session), backend: 'pglite', reindex: false })
  return new PgBoss({ ...times, connectionString: driver.url, max: 4 })
}

function queueOf({ retry, limitSeconds }: JobDefinition) {
  return {
    retryLimit: retry.attempts - 1, retryDelay: retry.firstWaitSeconds, retryBackoff: true, retryDelayMax: retry.longestWaitSeconds,
    expireInSeconds: limitSeconds, heartbeatSeconds: SILENCE_SECONDS, deleteAfterSeconds: DONE_JOBS_KEPT_SECONDS, deadLetter: DEAD_LETTERS, notify: true,
  }
}
