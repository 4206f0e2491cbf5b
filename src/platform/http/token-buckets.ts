import type { Clock } from '#platform/clock.ts'

/** How often something may be done: so often at once, and again as the window goes by. */
export interface Allowance {
  readonly requests: number
  readonly windowSeconds: number
}

/** What is left after one was asked for. */
export interface Left {
  readonly isAllowed: boolean
  readonly remaining: number
  /** Until one more is allowed; 0 while some are left. */
  readonly waitSeconds: number
}

/** Counts by key what was used of an allowance. Forgets who was not seen for longest when there are too many, so that strangers cannot fill the memory. */
export interface TokenBuckets {
  take(key: string): Left
  readonly size: number
}

const MOST_KEYS = 50_000

/** Buckets that hold as many tokens as requests are allowed, and fill up again evenly. */
export function openTokenBuckets({ requests, windowSeconds }: Allowance, { clock, mostKeys = MOST_KEYS }: { clock: Clock; mostKeys?: number }): TokenBuckets {
  // In whole numbers, so that whoever waits as long as was said is let in: a token is `price` units, and `requests` units come back each millisecond.
  const price = windowSeconds * 1000
  const buckets = new Map<string, { units: number; at: number }>()
  return {
    take(key) {
      const at = clock.now().getTime()
      const before = buckets.get(key) ?? { units: requests * price, at }
      // A clock that was set back takes nothing away.
      const filled = Math.min(requests * price, before.units + Math.max(0, at - before.at) * requests)
      const isAllowed = filled >= price
      const units = isAllowed ? filled - price : filled
      // Set anew, so that the map's order is that of last use.
      buckets.delete(key)
      buckets.set(key, { units, at })
      const [oldest] = buckets.keys()
      if (buckets.size > mostKeys && oldest !== undefined) buckets.delete(oldest)
      return { isAllowed, remaining: Math.floor(units / price), waitSeconds: Math.max(0, Math.ceil((price - units) / requests / 1000)) }
    },
    get size() { return buckets.size },
  }
}
