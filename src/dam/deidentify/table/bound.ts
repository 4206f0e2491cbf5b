import type { Metric } from '#dam/recipe/recipe.ts'
import type { EntryTable } from './entry-table.ts'
import { costsByLevel, type Evaluation } from './evaluate-node.ts'
import type { Lattice, Levels } from './lattice.ts'
import { columnCost, joinCosts, type MetricCosts } from './metric-costs.ts'
import { aecsOf, discernibilityOf } from './score.ts'

/** What scores are computed with. */
export interface Price {
  readonly metric: Metric
  readonly rows: number
  /** Left out for the metrics that do not add up over rows. */
  readonly costs?: MetricCosts
  /** For each column and level: what all rows' labels cost, added up. */
  readonly sums: readonly Float64Array[]
  /** Whether any row may be suppressed at all. */
  readonly mayStaySuppressed: boolean
}

/** For each column and level: what the labels of all rows cost, added up. */
export function sumCosts(base: EntryTable, costs: MetricCosts, lattice: Lattice): Float64Array[] {
  return base.codes.map((codes, column) => {
    const histogram = new Float64Array(lattice.cardinality(column, 0))
    for (let entry = 0; entry < base.entries; entry++) histogram[codes[entry] ?? 0]! += base.counts[entry] ?? 0 // safe: codes are below the cardinality
    return costsByLevel(histogram, column, 0, costs.ofLabel[column] ?? [], lattice)
  })
}

/** The loss of each column at these levels, when so many rows are suppressed that would cost so much. */
function columnLosses(levels: Levels, { suppressed, suppressedCosts, forcedCosts = [] }: Omit<Evaluation['floor'], 'forced' | 'forcedCosts'> & { readonly forcedCosts?: readonly number[] }, costs: MetricCosts, sums: readonly Float64Array[]): number[] {
  return levels.map((level, column) => {
    const kept = (sums[column]?.[level] ?? 0) - (suppressedCosts[column]?.[level] ?? 0) + (forcedCosts[column] ?? 0)
    return columnCost(kept + suppressed * (costs.top[column] ?? 0), column, costs)
  })
}

/** The score of an evaluated node. */
export function scoreOf(evaluation: Evaluation, { metric, rows, costs, sums }: Price): number {
  const { suppressed, classes, squares, levels } = evaluation
  if (metric === 'aecs') return aecsOf(rows, classes, suppressed)
  if (metric === 'discernibility') return discernibilityOf(squares, suppressed, rows)
  return costs ? joinCosts(columnLosses(levels, evaluation, costs, sums), costs) : 0
}

/** No node from `lowest` up to the evaluated one has a smaller score. */
export function boundOf(lowest: Levels, at: Evaluation, { metric, rows, costs, sums, mayStaySuppressed }: Price): number {
  if (metric === 'aecs') return aecsOf(rows, at.mostClasses, mayStaySuppressed ? 1 : 0)
  if (metric === 'discernibility') return at.leastDiscernibility
  return costs ? joinCosts(columnLosses(lowest, at.floor, costs, sums), costs) : 0
}
