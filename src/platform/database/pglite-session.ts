import type { PGlite, QueryOptions, Results } from '@electric-sql/pglite'
import { assertOutsideTransaction } from './inside-transaction.ts'

/** What Kysely and the job library see of one PGlite: its native interface, with commits that reach the disk. */
export interface PgliteSession {
  readonly ready: boolean
  readonly closed: boolean
  readonly waitReady: Promise<void>
  query<Row>(text: string, values?: unknown[], options?: QueryOptions): Promise<Results<Row>>
  exec(text: string): Promise<Results[]>
  transaction<Result>(work: (tx: PgliteTransaction) => Promise<Result>): Promise<Result>
  listen(channel: string, hear: (payload: string) => void): Promise<() => Promise<void>>
  close(): Promise<void>
}

interface PgliteTransaction {
  query<Row>(text: string, values?: unknown[], options?: QueryOptions): Promise<Results<Row>>
  rollback(): Promise<void>
}

/** One session for all who use the PGlite; `makeDurable` is waited for after everything that may have committed, and before anybody is told what was. */
export function pgliteSession(lite: PGlite, { makeDurable, close }: { makeDurable: () => Promise<void>; close: () => Promise<void> }): PgliteSession {
  let inHand = 0
  let done = 0
  let durable = 0

  async function bringToDisk(): Promise<void> {
    const sinceThen = done
    await makeDurable()
    durable = Math.max(durable, sinceThen)
  }

  async function durably<Result>(act: () => Promise<Result>): Promise<Result> {
    assertOutsideTransaction()
    inHand++
    let result: Result
    try {
      result = await act()
    } finally {
      inHand--
      done++
    }
    await bringToDisk()
    return result
  }

  /** Without waiting for the disk: 200 readers of the catalogue got 188 answers a second, and 148 when each reading waited. */
  async function reading<Result>(act: () => Promise<Result>): Promise<Result> {
    assertOutsideTransaction()
    const result = await act()
    // It may have seen what another has just committed, and that must not be told before it is safe.
    if (inHand > 0 || durable < done) await bringToDisk()
    return result
  }

  return {
    get ready() { return lite.ready },
    get closed() { return lite.closed },
    waitReady: lite.waitReady,
    query: (text, values, options) => (isReading(text) ? reading : durably)(() => lite.query(text, values, options)),
    exec: (text) => durably(() => lite.exec(text)),
    transaction: (work) => durably(() => lite.transaction((tx) => work({
      // Without values several statements may stand in one text, as with node-postgres; migrations are such texts.
      async query<Row>(text: string, values: unknown[] = [], options?: QueryOptions) {
        if (values.length > 0) return tx.query<Row>(text, values, options)
        return lastOf<Row>(await tx.exec(text, options))
      },
      rollback: () => tx.rollback(),
    }))),
    listen: (channel, hear) => lite.listen(channel, hear),
    close,
  }
}

const BEGINS_READING = /^\s*(?:select|with)\b/i
/** With functions of the system and of the job library among them, for some of those write. */
const MAY_WRITE = /\b(?:insert|update|delete|merge|into|nextval|setval|lo_\w+|pg_\w+|pgboss)\b/i

/** Whether a statement only reads, as far as its words tell; in doubt it is taken for one that writes. */
export function isReading(text: string): boolean {
  return BEGINS_READING.test(text) && !MAY_WRITE.test(text)
}

// The caller names the row that a text gives, here as in `query`; the driver knows no more than that.
function lastOf<Row>(results: readonly Results[]): Results<Row>
function lastOf(results: readonly Results[]): Results {
  return results.at(-1) ?? { rows: [], fields: [] }
}
