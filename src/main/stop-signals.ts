/** What tells a program to stop: the process, or an emitter in a test. */
export interface StopSource {
  on(name: 'SIGINT' | 'SIGTERM', listener: () => void): unknown
  off(name: 'SIGINT' | 'SIGTERM', listener: () => void): unknown
}

/** A terminal's Ctrl-C reaches us directly and through every program that started us, all at once; that is one wish. */
const ONE_WISH_MILLISECONDS = 500

/** Hears the first signal as the wish to stop well, and a second Ctrl-C as the wish to end at once. */
export function listenForStop(source: StopSource, { now, endAtOnce }: { now: () => number; endAtOnce: () => void }): { readonly signal: AbortSignal; close(): void } {
  const stop = new AbortController()
  let stoppedAt = Number.POSITIVE_INFINITY
  const terminate = () => {
    if (stop.signal.aborted) return
    stoppedAt = now()
    stop.abort()
  }
  const interrupt = () => {
    if (now() - stoppedAt >= ONE_WISH_MILLISECONDS) endAtOnce()
    else terminate()
  }
  source.on('SIGINT', interrupt)
  source.on('SIGTERM', terminate)
  return {
    signal: stop.signal,
    close() {
      source.off('SIGINT', interrupt)
      source.off('SIGTERM', terminate)
    },
  }
}
