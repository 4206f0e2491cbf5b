import type { Queries, TransactionLimits, Tx } from './database.ts'
import { assertOutsideTransaction, insideTransaction } from './inside-transaction.ts'

const LIMIT_SECONDS = 5

/**
 * Runs the work in a transaction on `queries`, which must not carry `refuseInsideTransaction`.
 *
 * The time limit does not stop the work, for nothing can; it rolls back, and Kysely refuses what the work still asks of `tx`.
 */
export async function runTransaction<Result>(queries: Queries, work: (tx: Tx) => Promise<Result>, { limitSeconds = LIMIT_SECONDS }: TransactionLimits = {}): Promise<Result> {
  assertOutsideTransaction()
  const tx = await queries.startTransaction().execute()
  try {
    const result = await endsWithin(limitSeconds, insideTransaction(() => work(tx)))
    await tx.commit().execute()
    return result
  } catch (fault) {
    // The fault of the work is the one to tell; a connection that cannot roll back is thrown away, and the server rolls back.
    if (!tx.isCommitted && !tx.isRolledBack) await tx.rollback().execute().catch(() => {})
    throw fault
  }
}

async function endsWithin<Result>(limitSeconds: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`A transaction was rolled back after ${limitSeconds} s; only the database may be waited for inside one`)), limitSeconds * 1000)
  })
  try {
    return await Promise.race([work, limit])
  } finally {
    clearTimeout(timer)
  }
}
