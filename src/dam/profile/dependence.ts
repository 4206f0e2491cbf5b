import type { JointCounts } from './joint-counts.ts'

/** Weaker dependences than this share of rows are not told. */
export const WEAKEST_DEPENDENCE = 0.95

/** Least part of the uncertainty about `to` that `from` must take away. */
const LEAST_GAIN = 0.5

/** How well one column foretells another. */
export interface Dependence {
  /** Share of rows whose `to` is the commonest one for their `from`. */
  readonly strength: number
  /** True when that is strong, and not only because `to` is nearly constant or `from` nearly a key. */
  readonly isTold: boolean
}

/** The dependence of the second column on the first, and of the first on the second. */
export function measureDependences(joint: JointCounts): { forth: Dependence; back: Dependence } {
  const turned = { rows: joint.rows, pairs: joint.pairs.map(([a, b, count]) => [b, a, count] as const) }
  return { forth: dependenceOf(joint), back: dependenceOf(turned) }
}

/**
 * Goodman and Kruskal's lambda, corrected for the values of `from`: guessing always right is no merit
 * when nearly every row has a `from` of its own. 1 foretells everything, 0 nothing more than the commonest `to`.
 */
export function measureGain(strength: number, commonestShare: number, rows: number, groups: number): number {
  if (commonestShare >= 1 || rows <= groups) return 0
  return 1 - ((1 - strength) / (1 - commonestShare)) * ((rows - 1) / (rows - groups))
}

function dependenceOf({ rows, pairs }: JointCounts): Dependence {
  const best = new Map<number, number>()
  const totals = new Map<number, number>()
  for (const [from, to, count] of pairs) {
    best.set(from, Math.max(best.get(from) ?? 0, count))
    totals.set(to, (totals.get(to) ?? 0) + count)
  }
  const strength = best.values().reduce((sum, count) => sum + count, 0) / rows
  const commonest = totals.values().reduce((most, count) => Math.max(most, count), 0) / rows
  const isTold = strength >= WEAKEST_DEPENDENCE && best.size <= rows / 2 && measureGain(strength, commonest, rows, best.size) >= LEAST_GAIN
  return { strength, isTold }
}
