import type { EntryTable } from './entry-table.ts'
import { KEPT, type JudgedClasses } from './judge-classes.ts'
import type { Lattice, Levels } from './lattice.ts'
import { metricCosts } from './metric-costs.ts'
import type { Frequencies } from './frequencies.ts'

/** Whether a node keeps what is promised about groups; `classOf` holds the class of each entry of the table. */
export type KeepsParity = (table: EntryTable, levels: Levels, judged: JudgedClasses, classOf: Int32Array) => boolean

/** What is promised about groups of rows. */
export interface ParityDemand {
  /** How many times as often, or as much, as the whole. */
  readonly atMost: number
  /** Groups with fewer rows are not judged. */
  readonly smallest: number
  /** Of each group of the table, the group that is judged. */
  readonly ofGroup: Int32Array
}

const ROUNDING = 1e-9

/** A test of nodes against parity. Formulas in docs/release-format.md, section 5. */
export function parityTest(frequencies: Frequencies, lattice: Lattice, weights: readonly number[], { atMost, smallest, ofGroup }: ParityDemand): KeepsParity {
  const costs = metricCosts('loss', frequencies, lattice, weights)
  const groups = ofGroup.reduce((most, group) => Math.max(most, group + 1), 0)
  return (table, levels, { fates }, classOf) => {
    const rows = new Float64Array(groups)
    const suppressed = new Float64Array(groups)
    const lost = new Float64Array(groups)
    const perLabel = levels.map((level, column) => Float64Array.from(costs.ofLabel[column]?.[level] ?? [], (cost) => {
      const top = costs.top[column] ?? 1
      return top <= 1 ? 0 : (weights[column] ?? 1) * (cost - 1) / (top - 1)
    }))
    const weight = weights.reduce((sum, one, column) => sum + ((costs.top[column] ?? 1) > 1 ? one : 0), 0)
    const ways = levels.map((level, column) => lattice.between(column, table.levels[column] ?? 0, level))
    for (let entry = 0; entry < table.entries; entry++) {
      const group = ofGroup[table.groups?.[entry] ?? 0] ?? 0
      const count = table.counts[entry] ?? 0
      rows[group]! += count // safe: groups are below their number
      if (fates[classOf[entry] ?? 0] !== KEPT) {
        suppressed[group]! += count // safe: as above
        lost[group]! += count * weight // safe: as above
        continue
      }
      let loss = 0
      for (let column = 0; column < ways.length; column++) loss += perLabel[column]?.[ways[column]?.[table.codes[column]?.[entry] ?? 0] ?? 0] ?? 0
      lost[group]! += count * loss // safe: as above
    }
    const total = rows.reduce((sum, one) => sum + one, 0)
    const inWhole = (counts: Float64Array) => counts.reduce((sum, one) => sum + one, 0) / total
    const keeps = (counts: Float64Array) => {
      const most = atMost * inWhole(counts) + ROUNDING
      return counts.every((count, group) => (rows[group] ?? 0) < smallest || count <= most * (rows[group] ?? 0))
    }
    return keeps(suppressed) && keeps(lost)
  }
}
