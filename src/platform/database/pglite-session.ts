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

/** One session for all who use the PGlite; `makeDurable` is waited for after everything that may have committed. */
export function pgliteSession(lite: PGlite, { makeDurable, close }: { makeDurable: () => Promise<void>; close: () => Promise<void> }): PgliteSession {
  async function durably<Result>(act: () => Promise<Result>): Promise<Result> {
    assertOutsideTransaction()
    const result = await act()
    await makeDurable()
    return result
  }
  return {
    get ready() { return lite.ready },
    get closed() { return lite.closed },
    waitReady: lite.waitReady,
    query: (text, values, options) => durably(() => lite.query(text, values, options)),
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

// The caller names the row that a text gives, here as in `query`; the driver knows no more than that.
function lastOf<Row>(results: readonly Results[]): Results<Row>
function lastOf(results: readonly Results[]): Results {
  return results.at(-1) ?? { rows: [], fields: [] }
}
