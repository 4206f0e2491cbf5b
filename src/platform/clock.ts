/** Tells the time. Acts get it as a need, so that a test can say what time it is. */
export interface Clock {
  now(): Date
}

/** The machine's own time. */
export const systemClock: Clock = { now: () => new Date() }
