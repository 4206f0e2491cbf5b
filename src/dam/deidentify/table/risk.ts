import type { Risk } from '#dam/dataset/reports.ts'

/** Rows whose classes have one size in the release and one in the whole delivery. */
export interface RiskGroup {
  readonly size: number
  /** Size of the same classes in the whole delivery, where a sample was drawn. */
  readonly delivered: number
  readonly rows: number
  /** Rows that are alone in their class. */
  readonly uniques: number
}

/** Chances above which records are counted, 1 in 2 to 1 in 20. */
const THRESHOLDS = [1 / 2, 1 / 3, 1 / 5, 1 / 10, 1 / 20] as const

/**
 * The chance of re-identifying rows, from the sizes of their classes.
 * `rows` counts suppressed rows too: nobody finds those, which lowers the marketer's share.
 */
export function riskOf(groups: readonly RiskGroup[], rows: number, k: number): Risk {
  const shown = sum(groups, (group) => group.rows)
  const chances = (size: (group: RiskGroup) => number) => ({
    highest: groups.reduce((most, group) => Math.max(most, 1 / size(group)), 0),
    average: shown === 0 ? 0 : sum(groups, (group) => group.rows / size(group)) / shown,
    atRisk: shown === 0 ? 0 : sum(groups, (group) => (size(group) < k ? group.rows : 0)) / shown,
  })
  return {
    prosecutor: chances(({ size }) => size),
    journalist: chances(({ delivered }) => delivered),
    marketer: rows === 0 ? 0 : sum(groups, (group) => group.rows / group.size) / rows,
    sampleUniques: sum(groups, ({ uniques }) => uniques),
    recordsAtRisk: THRESHOLDS.map((threshold) => ({ threshold, rows: sum(groups, (group) => (1 / group.size > threshold ? group.rows : 0)) })),
  }
}

function sum(groups: readonly RiskGroup[], value: (group: RiskGroup) => number): number {
  return groups.reduce((total, group) => total + value(group), 0)
}
