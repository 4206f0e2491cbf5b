import type { GroupRate, RateTest } from '#dam/dataset/fairness-report.ts'

/** Standard normal deviate that leaves 2.5 % on each side. */
const DEVIATE = 1.959963984540054

/** The bounds of a share by Wilson's score interval of 95 %; null where there is nothing to share. */
export function wilsonBounds(count: number, of: number): { low: number | null; high: number | null } {
  if (of === 0) return { low: null, high: null }
  const share = count / of
  const square = DEVIATE ** 2 / of
  const middle = (share + square / 2) / (1 + square)
  const reach = (DEVIATE / (1 + square)) * Math.sqrt((share * (1 - share)) / of + square / (4 * of))
  // The bound of an extreme share is that share itself; rounding would put it beside.
  return { low: count === 0 ? 0 : Math.max(0, middle - reach), high: count === of ? 1 : Math.min(1, middle + reach) }
}

/** A share with its bounds. */
export function measureRate(count: number, of: number): GroupRate {
  return { count, of, rate: of === 0 ? null : count / of, ...wilsonBounds(count, of) }
}

/** Two-sided p of the two-proportion test with pooled variance; 1 where both shares are the same or one side is empty. */
export function compareRates(a: { count: number; of: number }, b: { count: number; of: number }): number {
  if (a.of === 0 || b.of === 0) return 1
  const pooled = (a.count + b.count) / (a.of + b.of)
  const variance = pooled * (1 - pooled) * (1 / a.of + 1 / b.of)
  if (variance === 0) return 1
  const deviate = Math.abs(a.count / a.of - b.count / b.of) / Math.sqrt(variance)
  return Math.min(1, complementaryError(deviate / Math.SQRT2))
}

/** Holm's correction: each p as it stands among all of them, in their order. */
export function correctByHolm(chances: readonly number[]): number[] {
  const corrected = chances.map(() => 1)
  let least = 0
  chances.map((p, place) => ({ p, place })).toSorted((a, b) => a.p - b.p).forEach(({ p, place }, rank) => {
    least = Math.max(least, Math.min(1, p * (chances.length - rank)))
    corrected[place] = least
  })
  return corrected
}

/** Every test of one report, so that all are corrected together. */
export interface TestLedger {
  readonly count: number
  /** Tests a part against the rest of the whole. `corrected` is 1 until the ledger is closed. */
  testAgainstRest(part: { count: number; of: number }, whole: { count: number; of: number }): RateTest
  /** Writes the corrected p into every test given out. */
  close(): void
}

/** Opens the ledger of one report. */
export function openTests(): TestLedger {
  const tests: RateTest[] = []
  return {
    get count() { return tests.length },
    testAgainstRest(part, whole) {
      const test = { p: compareRates(part, { count: whole.count - part.count, of: whole.of - part.of }), corrected: 1 }
      tests.push(test)
      return test
    },
    close() {
      correctByHolm(tests.map(({ p }) => p)).forEach((corrected, place) => {
        const test = tests[place]
        if (test) test.corrected = corrected
      })
    },
  }
}

/** erfc for x of 0 or more: its series below 2, its continued fraction beyond. */
function complementaryError(x: number): number {
  if (x < 2) {
    let term = x
    let sum = x
    for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
      term *= -(x * x) / n
      sum += term / (2 * n + 1)
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * sum
  }
  let fraction = 0
  for (let n = 60; n >= 1; n--) fraction = (n / 2) / (x + fraction)
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction)
}
