import type { Kysely, Transaction } from 'kysely'
import type { PgliteSession } from './pglite-session.ts'

/** No table by itself: each room names its own with `withTables`, so that no room reads another's. */
export type NoTables = Record<never, never>

/** Statements of their own, each one its own transaction. */
export type Queries = Kysely<NoTables>

/** A transaction that is open. It is handed on as `tx` to all who take part in it. */
export type Tx = Transaction<NoTables>

/** Where the tables lie: a PostgreSQL server, a folder of ours, or nowhere (gone when closed), empty or with what a dump of PGlite holds. */
export type DatabaseLocation = { readonly url: string } | { readonly folder: string } | { readonly memory: true; readonly contents?: Blob }

/** How long a transaction may take before it is rolled back. */
export interface TransactionLimits {
  /** 5 unless said otherwise. */
  readonly limitSeconds?: number
}

/** A lock that the database frees by itself when this process dies. */
export interface SessionLock {
  /** Told once when the lock is lost although nobody released it: the server went away. */
  readonly lost: AbortSignal
  release(): Promise<void>
}

/** The tables of this product, wherever they lie. */
export interface Database {
  readonly queries: Queries
  /**
   * Does the work whole or not at all. Inside, only `tx` may be awaited: on PGlite everybody else waits meanwhile.
   *
   * Using `queries`, another transaction or the job library inside is an error at once;
   * waiting for anything else is one when the time is over. What is left of the work can write nothing after that.
   */
  transaction<Result>(work: (tx: Tx) => Promise<Result>, limits?: TransactionLimits): Promise<Result>
  /** Takes the lock of these two numbers, waiting until it is free. */
  lockForSession(kind: number, number: number): Promise<SessionLock>
  /** What the job library stands on. */
  readonly driver: { readonly kind: 'pglite'; readonly session: PgliteSession } | { readonly kind: 'postgresql'; readonly url: string }
  close(): Promise<void>
}
