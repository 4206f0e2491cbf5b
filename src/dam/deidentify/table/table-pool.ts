import { estimateEntries, type EntryTable, rollUp, type Workspace } from './entry-table.ts'
import type { Lattice, Levels } from './lattice.ts'

/** Coarser tables of the same rows, kept while they are of use. */
export interface TablePool {
  /** The shortest table from which every node of a box can be counted; makes one where that will pay. */
  tableFor(lowest: Levels, highest: Levels): EntryTable
}

/** When a coarser table pays. */
export interface Worth {
  /** Nodes that a box must have. */
  readonly nodes: number
  /** A table longer than this share of the one before would only take memory. */
  readonly share: number
}

/** Shorter tables are rolled up about as fast as the outcome is estimated. */
const WORTH_ESTIMATING = 500_000
/** All coarser tables together may hold this many times the entries of the first one. */
const KEPT_ENTRIES = 2

/**
 * A pool over one table. Without persons and with eight columns an entry takes about 16 bytes,
 * so that ten million entries and what is rolled up from them stay below half a gigabyte.
 */
export function tablePool(base: EntryTable, worth: Worth, lattice: Lattice, space: Workspace): TablePool {
  /** The least recently used first. */
  let kept: EntryTable[] = []
  /** How long tables at these levels are, also of those that were not kept. */
  const lengths: { levels: Levels; entries: number }[] = []

  const shortest = (lowest: Levels) => kept.reduce((best, table) => (table.entries < best.entries && isNoFiner(lowest, table.levels) ? table : best), base)
  const keep = (table: EntryTable) => {
    kept = [...kept.filter((one) => one !== table), table]
    let entries = kept.reduce((sum, one) => sum + one.entries, 0)
    while (entries > KEPT_ENTRIES * base.entries && kept.length > 1) entries -= kept.shift()?.entries ?? 0
  }

  return {
    tableFor(lowest, highest) {
      const table = shortest(lowest)
      if (table !== base) keep(table)
      const nodes = lowest.reduce((product, level, column) => product * ((highest[column] ?? 0) - level + 1), 1)
      // A finer table is never shorter than a coarser one, so lengths once measured tell which roll-ups are in vain.
      const least = lengths.reduce((most, one) => (isNoFiner(one.levels, lowest) ? Math.max(most, one.entries) : most), 0)
      if (nodes < worth.nodes || least > worth.share * table.entries || lowest.every((level, column) => level === table.levels[column])) return table
      const estimate = table.entries < WORTH_ESTIMATING ? 0 : estimateEntries(table, lowest, lattice, space)
      if (estimate > worth.share * table.entries) {
        lengths.push({ levels: lowest, entries: estimate })
        return table
      }
      const coarser = rollUp(table, lowest, lattice, space)
      lengths.push({ levels: lowest, entries: coarser.entries })
      if (coarser.entries > worth.share * table.entries) return table
      keep(coarser)
      return coarser
    },
  }
}

function isNoFiner(levels: Levels, than: Levels): boolean {
  return levels.every((level, column) => level >= (than[column] ?? 0))
}
