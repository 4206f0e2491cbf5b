import type { EntryTable } from './entry-table.ts'
import { leavesByLevel, type Evaluation } from './evaluate-node.ts'
import type { Lattice, Levels } from './lattice.ts'
import { aecsOf, columnLoss, discernibilityOf, lossOf, type Metric } from './score.ts'

/** What scores are computed with. */
export interface Price {
  readonly metric: Metric
  readonly rows: number
  /** For each column and level: leaves under all rows' labels, added up. */
  readonly leaves: readonly Float64Array[]
  readonly domains: readonly number[]
  /** Whether any row may be suppressed at all. */
  readonly mayStaySuppressed: boolean
}

/** For each column and level: leaves under the labels of all rows, added up. */
export function sumLeaves(base: EntryTable, lattice: Lattice): Float64Array[] {
  return base.codes.map((codes, column) => {
    const histogram = new Float64Array(lattice.cardinality(column, 0))
    for (let entry = 0; entry < base.entries; entry++) histogram[codes[entry] ?? 0]! += base.counts[entry] ?? 0 // safe: codes are below the cardinality
    return leavesByLevel(histogram, column, 0, lattice)
  })
}

/** L_j of each column at these levels, when the rows suppressed at `at` are suppressed. */
export function columnLosses(levels: Levels, at: Evaluation, { rows, leaves, domains }: Pick<Price, 'rows' | 'leaves' | 'domains'>): number[] {
  return levels.map((level, column) => {
    const domain = domains[column] ?? 1
    const kept = (leaves[column]?.[level] ?? 0) - (at.suppressedLeaves[column]?.[level] ?? 0)
    return columnLoss(kept + at.suppressed * domain, rows, domain)
  })
}

/** The score of an evaluated node. */
export function scoreOf(evaluation: Evaluation, price: Price): number {
  const { suppressed, classes, squares, levels } = evaluation
  switch (price.metric) {
    case 'loss': return lossOf(columnLosses(levels, evaluation, price))
    case 'aecs': return aecsOf(price.rows, classes, suppressed)
    case 'discernibility': return discernibilityOf(squares, suppressed, price.rows)
  }
}

/** No node from `lowest` up to the evaluated one has a smaller score. */
export function boundOf(lowest: Levels, at: Evaluation, price: Price): number {
  switch (price.metric) {
    case 'loss': return lossOf(columnLosses(lowest, at, price))
    case 'aecs': return aecsOf(price.rows, at.mostClasses, price.mayStaySuppressed ? 1 : 0)
    case 'discernibility': return at.leastDiscernibility
  }
}
