import { AsyncLocalStorage } from 'node:async_hooks'
import type { KyselyPlugin } from 'kysely'

const around = new AsyncLocalStorage<{ isOpen: boolean }>()

/** Runs the work so that what it calls knows to be inside a transaction, until the work has ended. */
export async function insideTransaction<Result>(work: () => Promise<Result>): Promise<Result> {
  const state = { isOpen: true }
  try {
    return await around.run(state, work)
  } finally {
    state.isOpen = false
  }
}

/** Fails where somebody inside a transaction reaches past its `tx`: on PGlite the two would wait for each other. */
export function assertOutsideTransaction(): void {
  if (around.getStore()?.isOpen) throw new Error('Inside a transaction only its tx may be used; hand tx on to whoever needs the database')
}

/** Lets no statement pass that is asked inside a transaction of `runTransaction` but not of its `tx`. */
export const refuseInsideTransaction: KyselyPlugin = {
  transformQuery({ node }) {
    assertOutsideTransaction()
    return node
  },
  transformResult: ({ result }) => Promise.resolve(result),
}
