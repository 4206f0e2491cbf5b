import type { PrivacyReport } from '#dam/dataset/reports.ts'
import type { Frequencies } from './frequencies.ts'
import type { Lattice } from './lattice.ts'
import { type AdditiveMetric, columnCost, joinCosts, metricCosts } from './metric-costs.ts'
import type { RecodedClasses } from './recoded-classes.ts'
import { aecsOf, discernibilityOf } from './score.ts'

/** What a release's classes cost, by every metric. */
export interface ScoredClasses {
  readonly rows: number
  readonly suppressed: number
  readonly scores: PrivacyReport['scores']
  /** L_j of each column. */
  readonly losses: readonly number[]
}

/** Scores classes of any recoding. Formulas in docs/release-format.md, section 5. */
export function scoreClasses(recoded: RecodedClasses, frequencies: Frequencies, lattice: Lattice, weights: readonly number[]): ScoredClasses {
  const rows = frequencies.counts.reduce((sum, count) => sum + count, 0)
  const suppressed = rows - recoded.rows.reduce((sum, count) => sum + count, 0)
  const additive = (metric: AdditiveMetric) => {
    const costs = metricCosts(metric, frequencies, lattice, weights)
    const losses = costs.ofLabel.map((ofLevel, column) => {
      const levels = recoded.levels[column]
      const codes = recoded.codes[column]
      let sum = suppressed * (costs.top[column] ?? 0)
      for (let place = 0; place < recoded.classes; place++) sum += (recoded.rows[place] ?? 0) * (ofLevel[levels?.[place] ?? 0]?.[codes?.[place] ?? 0] ?? 0)
      return columnCost(sum, column, costs)
    })
    return { losses, score: joinCosts(losses, costs) }
  }
  const loss = additive('loss')
  const squares = recoded.rows.reduce((sum, size) => sum + size * size, 0)
  return {
    rows, suppressed, losses: loss.losses,
    scores: {
      loss: loss.score, aecs: aecsOf(rows, recoded.classes, suppressed), discernibility: discernibilityOf(squares, suppressed, rows),
      precision: additive('precision').score, entropy: additive('entropy').score,
    },
  }
}

/** Rows of each level of a column, suppressed ones left out, from the finest. */
export function rowsByLevel({ classes, levels, rows }: RecodedClasses, column: number): { level: number; rows: number }[] {
  const counts: number[] = []
  for (let place = 0; place < classes; place++) {
    const level = levels[column]?.[place] ?? 0
    counts[level] = (counts[level] ?? 0) + (rows[place] ?? 0)
  }
  return Array.from(counts.keys(), (level) => ({ level, rows: counts[level] ?? 0 })).filter((one) => one.rows > 0)
}
