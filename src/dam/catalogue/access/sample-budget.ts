import type { AccessClass } from '../datasets/dataset-answers.ts'

/** How much of a version one person may draw in samples. */
export interface SampleBudget {
  readonly rowsPerDay: number
  /** In all, for good; no end when null. */
  readonly rowsInAll: number | null
}

/** Of whoever may have every row anyway: only so that nobody keeps the engine busy. */
const ROWS_PER_DAY = 1_000_000

/** Of whoever may not: a day's worth to look at, and a twentieth of the version for good. */
const CLOSED_ROWS_PER_DAY = 1_000
const CLOSED_SHARE_IN_ALL = 0.05

/**
 * Samples of data on application come from a tenth of its rows, chosen once for each version. So those who draw under
 * many names, with many seeds, never hold more than that tenth together.
 */
const POOL_SHARE = 0.1

/** What one person may draw of a version of so many rows. */
export function budgetOf({ rows, mayDownload }: { readonly rows: number; readonly mayDownload: boolean }): SampleBudget {
  if (mayDownload) return { rowsPerDay: ROWS_PER_DAY, rowsInAll: null }
  return { rowsPerDay: CLOSED_ROWS_PER_DAY, rowsInAll: Math.floor(rows * CLOSED_SHARE_IN_ALL) }
}

/** How many of a version's rows samples are drawn from, whoever asks: so the same wish gives everybody the same rows. */
export function poolOf({ rows, access }: { readonly rows: number; readonly access: AccessClass }): number {
  return access === 'on-application' ? Math.floor(rows * POOL_SHARE) : rows
}

/** What is left of a budget after rows that were drawn today and in all. */
export function budgetLeft({ rowsPerDay, rowsInAll }: SampleBudget, drawn: { readonly today: number; readonly inAll: number }): number {
  const today = rowsPerDay - drawn.today
  return Math.max(0, rowsInAll === null ? today : Math.min(today, rowsInAll - drawn.inAll))
}
