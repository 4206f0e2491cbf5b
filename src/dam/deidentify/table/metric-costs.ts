import type { Metric } from '#dam/recipe/recipe.ts'
import { type Frequencies, rowsOfLeaves } from './frequencies.ts'
import type { Lattice } from './lattice.ts'

/** The metrics that add up over rows and columns. */
export type AdditiveMetric = Exclude<Metric, 'aecs' | 'discernibility'>

/**
 * What a row costs in each column under each label. Formulas in docs/release-format.md, section 5.
 *
 * A column's loss is (sum over all rows - `base`) / (rows · `top` - `base`); a suppressed row costs `top`.
 */
export interface MetricCosts {
  readonly metric: AdditiveMetric
  readonly rows: number
  /** By column, level and code. */
  readonly ofLabel: readonly (readonly Float64Array[])[]
  readonly top: readonly number[]
  readonly base: readonly number[]
  /** By column. */
  readonly weights: readonly number[]
}

/** Costs of every label for one metric; entropy counts the rows under each label. */
export function metricCosts(metric: AdditiveMetric, frequencies: Frequencies, lattice: Lattice, weights: readonly number[]): MetricCosts {
  const { hierarchies } = lattice
  let rows = 0
  for (const count of frequencies.counts) rows += count
  if (metric === 'loss') {
    return { metric, rows, weights, ofLabel: hierarchies.map(({ leaves }) => leaves), top: hierarchies.map(({ domain }) => domain), base: hierarchies.map(() => rows) }
  }
  if (metric === 'precision') {
    const ofLabel = hierarchies.map(({ codes }, column) => codes.map((_, level) => new Float64Array(lattice.cardinality(column, level)).fill(codes.length < 2 ? 0 : level / (codes.length - 1))))
    return { metric, rows, weights, ofLabel, top: hierarchies.map(({ codes }) => (codes.length < 2 ? 0 : 1)), base: hierarchies.map(() => 0) }
  }
  const counted = hierarchies.map(({ codes }, column) => rowsOfLabels(frequencies, column, codes, lattice))
  const ofLabel = counted.map((levels) => levels.map((counts) => counts.map((count) => Math.log2(Math.max(1, count)))))
  const base = counted.map(([leaves = new Float64Array(0)]) => leaves.reduce((sum, count) => sum + count * Math.log2(Math.max(1, count)), 0))
  return { metric, rows, weights, ofLabel, top: hierarchies.map(() => Math.log2(Math.max(1, rows))), base }
}

/** By level, the rows under each code of a column. */
function rowsOfLabels(frequencies: Frequencies, column: number, levels: readonly Int32Array[], lattice: Lattice): Float64Array[] {
  const leaves = rowsOfLeaves(frequencies, column, lattice.cardinality(column, 0))
  return levels.map((_, level) => {
    const way = lattice.between(column, 0, level)
    const counted = new Float64Array(lattice.cardinality(column, level))
    leaves.forEach((count, leaf) => { counted[way[leaf] ?? 0]! += count }) // safe: ways lead to codes of the level
    return counted
  })
}

/** Loss of one column, 0 none, 1 all, when its rows cost so much together. */
export function columnCost(sum: number, column: number, { rows, top, base }: MetricCosts): number {
  const least = base[column] ?? 0
  const most = rows * (top[column] ?? 0) - least
  return most <= 0 ? 0 : (sum - least) / most
}

/** The score of all columns' losses: for Loss the geometric mean of 1 + loss, less 1, else the mean; both weighted. */
export function joinCosts(losses: ArrayLike<number>, { metric, weights }: Pick<MetricCosts, 'metric' | 'weights'>): number {
  let weight = 0
  let joined = metric === 'loss' ? 1 : 0
  for (let column = 0; column < losses.length; column++) {
    const own = weights[column] ?? 1
    weight += own
    if (metric === 'loss') joined *= own === 1 ? 1 + (losses[column] ?? 0) : (1 + (losses[column] ?? 0)) ** own
    else joined += own * (losses[column] ?? 0)
  }
  if (weight === 0) return 0
  return metric === 'loss' ? joined ** (1 / weight) - 1 : joined / weight
}
