/** How long answers took, in milliseconds: the middle, and what 5 and 1 of a hundred exceed. */
export interface Latencies {
  readonly p50: number
  readonly p95: number
  readonly p99: number
}

/** Sums up measured times; each figure is one that was measured (nearest rank). NaN where nothing was. */
export function latenciesOf(milliseconds: readonly number[]): Latencies {
  const sorted = milliseconds.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}
