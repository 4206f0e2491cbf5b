import { setTimeout as wait } from 'node:timers/promises'

/** Something to be done now and then, safe to be begun anew at any time and by several processes at once. */
export interface Chore {
  readonly name: string
  readonly everySeconds: number
  run(): Promise<unknown>
}

/** Does each chore at once and then at its interval, never twice at the same time. A fault is reported, and the chore tried again at its next turn. */
export function startChores(chores: readonly Chore[], { report, stopping }: { readonly report: (fault: unknown) => void; readonly stopping: AbortSignal }): { stop(): Promise<void> } {
  const stop = new AbortController()
  const ended = AbortSignal.any([stop.signal, stopping])
  const all = Promise.all(chores.map(async ({ everySeconds, run }) => {
    while (!ended.aborted) {
      await run().catch(report)
      await wait(everySeconds * 1000, undefined, { signal: ended }).catch(() => {})
    }
  }))
  return {
    async stop() {
      stop.abort()
      await all
    },
  }
}
