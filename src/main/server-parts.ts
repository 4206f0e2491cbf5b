import type { Principal } from '#platform/auth/principal.ts'
import type { Clock } from '#platform/clock.ts'
import type { Database } from '#platform/database/database.ts'
import type { Consumer } from '#platform/events/consumer.ts'
import type { JobDefinition } from '#platform/jobs/define-job.ts'
import type { Jobs } from '#platform/jobs/open-jobs.ts'
import type { JobWork } from '#platform/jobs/work-on-jobs.ts'
import type { Log } from '#platform/log.ts'
import type { ObjectStore } from '#platform/storage/object-store.ts'
import type { Feature } from './api.ts'
import type { Chore } from './chores.ts'
import type { Config } from './config.ts'

/** What every feature of the server may ask for; each takes only what it uses. */
export interface ServerParts {
  readonly config: Config
  readonly database: Database
  readonly jobs: Jobs
  readonly objects: ObjectStore
  readonly clock: Clock
  readonly log: Log
  /** How people reach the server, without a slash at the end. */
  readonly publicUrl: string
  /** Whose days count, such as Asia/Seoul. */
  readonly timeZone: string
  readonly version: string
  /** Aborted when the server begins to stop; what would stay open ends itself then. */
  readonly stopping: AbortSignal
  newId(): string
}

/** The three doors of all features: routes, jobs, events. */
export interface Connected {
  readonly features: readonly Feature[]
  readonly works: readonly JobWork[]
  readonly consumers: readonly Consumer[]
  readonly chores: readonly Chore[]
  /** The link that makes the first operator, while there is none. */
  readonly firstOperatorLink?: string | undefined
  /** Frees what the features hold, after the server has stopped. */
  close(): void
  whoAsks(request: Request): Promise<Principal>
}

/** What is plugged into the server. */
export interface Plugs {
  readonly jobs: readonly JobDefinition[]
  connect(parts: ServerParts): Promise<Connected>
}
