import { classSizes, groupEntries, type EntryTable, type Workspace } from './entry-table.ts'
import type { Lattice, Levels } from './lattice.ts'
import type { Metric } from './score.ts'

/** What one node of the lattice costs. */
export interface Evaluation {
  readonly levels: Levels
  /** Rows in classes below k. */
  readonly suppressed: number
  /** Classes of at least k. */
  readonly classes: number
  /** Sum of their squared sizes, in rows. */
  readonly squares: number
  /** For each column and level: leaves under the suppressed rows' labels, added up. Empty where the node may not be chosen. */
  readonly suppressedLeaves: readonly Float64Array[]
  /** No node below this one, down to the table's own, has more classes of at least k. */
  readonly mostClasses: number
  /** No node below this one, down to the table's own, has a smaller discernibility. */
  readonly leastDiscernibility: number
}

/** What a node must keep. */
export interface Demand {
  readonly k: number
  readonly rows: number
  /** Share of the rows that may be suppressed, 0 to 1. */
  readonly limit: number
  readonly metric: Metric
}

/** Whether a node with so many suppressed rows may be chosen. A node that suppresses every row may not: nothing would be released. */
export function isAllowed(suppressed: number, { rows, limit }: Demand): boolean {
  return suppressed <= limit * rows + 1e-9 && (suppressed < rows || rows === 0)
}

/** Counts one node from any table that is at least as fine. */
export function evaluateNode(table: EntryTable, levels: Levels, demand: Demand, lattice: Lattice, space: Workspace): Evaluation {
  const cells = groupEntries(table, levels, lattice, space)
  const { rows, sizes } = classSizes(table, cells, space)
  let suppressed = 0
  let classes = 0
  let squares = 0
  for (let place = 0; place < cells; place++) {
    const size = rows[place] ?? 0
    if ((sizes[place] ?? 0) >= demand.k) { classes++; squares += size * size } else suppressed += size
  }
  const found = { levels, suppressed, classes, squares, suppressedLeaves: [], mostClasses: Infinity, leastDiscernibility: 0 }
  if (!isAllowed(suppressed, demand)) return found
  if (demand.metric === 'aecs') return { ...found, mostClasses: mostClassesBelow(table, sizes, demand.k, space) }
  if (demand.metric === 'discernibility') return { ...found, leastDiscernibility: leastDiscernibilityBelow(table, sizes, suppressed, demand, space) }
  return { ...found, suppressedLeaves: leavesOfSuppressed(table, sizes, suppressed, demand.k, lattice, space) }
}

function leavesOfSuppressed(table: EntryTable, sizes: Uint32Array, suppressed: number, k: number, lattice: Lattice, { classOf, word }: Workspace): Float64Array[] {
  let listed = 0
  if (suppressed > 0) {
    for (let entry = 0; entry < table.entries; entry++) {
      if ((sizes[classOf[entry] ?? 0] ?? 0) < k) { word[listed] = entry; listed++ }
    }
  }
  return table.codes.map((codes, column) => {
    const from = table.levels[column] ?? 0
    const histogram = new Float64Array(lattice.cardinality(column, from))
    for (let place = 0; place < listed; place++) {
      const entry = word[place] ?? 0
      histogram[codes[entry] ?? 0]! += table.counts[entry] ?? 0 // safe: codes are below the cardinality
    }
    return leavesByLevel(histogram, column, from, lattice)
  })
}

/** For rows counted by code at one level: leaves under their labels, added up, for this level and each coarser one; 0 for finer ones. */
export function leavesByLevel(histogram: Float64Array, column: number, from: number, lattice: Lattice): Float64Array {
  const leaves = lattice.hierarchies[column]?.leaves ?? []
  return Float64Array.from(leaves, (ofCodes, level) => {
    if (level < from) return 0
    const way = lattice.between(column, from, level)
    let sum = 0
    histogram.forEach((count, code) => { sum += count * (ofCodes[way[code] ?? 0] ?? 0) })
    return sum
  })
}

/**
 * A class below holds either an entry that alone has k, or at least two small ones that together have k;
 * entries never part, and a class below never reaches over two classes of this node.
 */
function mostClassesBelow(table: EntryTable, sizes: Uint32Array, k: number, { classOf }: Workspace): number {
  const smallSizes = new Float64Array(sizes.length)
  const smallEntries = new Uint32Array(sizes.length)
  let most = 0
  for (let entry = 0; entry < table.entries; entry++) {
    const place = classOf[entry] ?? 0
    if ((sizes[place] ?? 0) < k) continue
    const size = table.persons ? 1 : table.counts[entry] ?? 0
    if (size >= k) { most++; continue }
    smallSizes[place]! += size // safe: every class is below the number of sizes
    smallEntries[place]! += 1 // safe: as above
  }
  for (let place = 0; place < sizes.length; place++) {
    most += Math.min(Math.floor((smallSizes[place] ?? 0) / k), k > 1 ? Math.floor((smallEntries[place] ?? 0) / 2) : Infinity)
  }
  return most
}

/** A row suppressed here is suppressed below; any other one lies in a class of at least k rows and of its whole entry, or costs n. */
function leastDiscernibilityBelow(table: EntryTable, sizes: Uint32Array, suppressed: number, { k, rows }: Demand, { classOf }: Workspace): number {
  let least = suppressed * rows
  for (let entry = 0; entry < table.entries; entry++) {
    const count = table.counts[entry] ?? 0
    if ((sizes[classOf[entry] ?? 0] ?? 0) >= k) least += count * Math.max(count, k)
  }
  return least
}
