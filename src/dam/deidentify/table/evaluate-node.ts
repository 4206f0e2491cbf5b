import type { Metric } from '#dam/recipe/recipe.ts'
import type { ClassModels } from './class-models.ts'
import { groupEntries, type EntryTable, type Workspace } from './entry-table.ts'
import { FAILED, judgeClasses, type JudgedClasses, KEPT, OUTSIDE } from './judge-classes.ts'
import type { Lattice, Levels } from './lattice.ts'
import type { MetricCosts } from './metric-costs.ts'

/** What one node of the lattice costs. */
export interface Evaluation {
  readonly levels: Levels
  /** Rows in classes that do not keep the models. */
  readonly suppressed: number
  /** Classes that do. */
  readonly classes: number
  /** Sum of their squared sizes, in rows. */
  readonly squares: number
  /** For each column and level: what the suppressed rows' labels would cost, added up. Empty where the node cannot be chosen, nor any finer one. */
  readonly suppressedCosts: readonly Float64Array[]
  /**
   * What is suppressed here and in every finer node, down to the table's own; beside it `forced` rows at least, whichever
   * they are, which cost `forcedCosts` more in each column than their labels here.
   */
  readonly floor: { readonly suppressed: number; readonly suppressedCosts: readonly Float64Array[]; readonly forced: number; readonly forcedCosts: readonly number[] }
  /** No node below this one, down to the table's own, has more classes that keep the models. */
  readonly mostClasses: number
  /** No node below this one, down to the table's own, has a smaller discernibility. */
  readonly leastDiscernibility: number
}

/** What a node must keep. */
export interface Demand {
  readonly models: ClassModels
  /** How many values each sensitive column has. */
  readonly cardinalities: readonly number[]
  readonly rows: number
  /** Share of the rows that may be suppressed, 0 to 1. */
  readonly limit: number
  readonly metric: Metric
  /** Left out for the metrics that do not add up over rows. */
  readonly costs?: MetricCosts
}

/** Whether a node with so many suppressed rows may be chosen. A node that suppresses every row may not: nothing would be released. */
export function isAllowed(suppressed: number, { rows, limit }: Pick<Demand, 'rows' | 'limit'>): boolean {
  return suppressed <= limit * rows + 1e-9 && (suppressed < rows || rows === 0)
}

/** Whether a finer node may still be allowed, where this one is not. */
export function mayLieAbove({ suppressed, floor }: Evaluation, demand: Demand): boolean {
  // With nothing suppressed every class must keep the models, so that no finer node is better than this one.
  return isAllowed(demand.limit === 0 && demand.models.isKeptTogether ? suppressed : floor.suppressed + floor.forced, demand)
}

/** Counts one node from any table that is at least as fine. `space.classOf` then holds the class of each entry. */
export function evaluateNode(table: EntryTable, levels: Levels, demand: Demand, lattice: Lattice, space: Workspace): Evaluation & { readonly judged: JudgedClasses } {
  const cells = groupEntries(table, levels, lattice, space)
  const judged = judgeClasses(table, cells, demand.models, demand.cardinalities, space)
  const { rows, fates } = judged
  let outside = 0
  let failed = 0
  let classes = 0
  let squares = 0
  let forced = 0
  for (let place = 0; place < cells; place++) {
    const size = rows[place] ?? 0
    if (fates[place] === KEPT) { classes++; squares += size * size } else if (fates[place] === FAILED) { failed += size; forced += judged.forced?.[place] ?? 0 }
    else outside += size
  }
  const found = { levels, judged, suppressed: outside + failed, classes, squares, suppressedCosts: [], floor: { suppressed: outside, suppressedCosts: [], forced, forcedCosts: [] }, mostClasses: Infinity, leastDiscernibility: 0 }
  if (!mayLieAbove(found, demand)) return found
  if (demand.metric === 'aecs') return { ...found, mostClasses: mostClassesBelow(table, judged, demand.models.k, space) }
  if (demand.metric === 'discernibility') return { ...found, leastDiscernibility: leastDiscernibilityBelow(table, judged, outside, demand, space) }
  const costs = costsOf(table, { fates, below: FAILED }, outside, demand.costs, lattice, space)
  const all = failed === 0 ? costs : costsOf(table, { fates, below: KEPT }, outside + failed, demand.costs, lattice, space)
  return { ...found, suppressedCosts: all, floor: { suppressed: outside, suppressedCosts: costs, forced, forcedCosts: forced > 0 ? costsOfForced(table, judged, levels, demand.costs, lattice, space) : [] } }
}

/** A suppressed row costs more than its label here by this much at least, since finer labels cost less still. */
function costsOfForced(table: EntryTable, { fates, forced }: JudgedClasses, levels: Levels, costs: MetricCosts | undefined, lattice: Lattice, { classOf }: Workspace): number[] {
  const left = Uint32Array.from(forced ?? [])
  const sums = levels.map(() => 0)
  const ways = levels.map((level, column) => lattice.between(column, table.levels[column] ?? 0, level))
  for (let entry = 0; entry < table.entries; entry++) {
    const place = classOf[entry] ?? 0
    const rows = left[place] ?? 0
    if (rows === 0 || fates[place] !== FAILED) continue
    left[place] = 0
    for (let column = 0; column < levels.length; column++) {
      const own = costs?.ofLabel[column]?.[levels[column] ?? 0]?.[ways[column]?.[table.codes[column]?.[entry] ?? 0] ?? 0] ?? 0
      sums[column]! += rows * ((costs?.top[column] ?? 0) - own) // safe: one sum a level
    }
  }
  return sums
}

function costsOf(table: EntryTable, { fates, below }: { fates: Uint8Array; below: number }, suppressed: number, costs: MetricCosts | undefined, lattice: Lattice, { classOf, word }: Workspace): Float64Array[] {
  let listed = 0
  if (suppressed > 0) {
    for (let entry = 0; entry < table.entries; entry++) {
      if ((fates[classOf[entry] ?? 0] ?? 0) < below) { word[listed] = entry; listed++ }
    }
  }
  return table.codes.map((codes, column) => {
    const from = table.levels[column] ?? 0
    const histogram = new Float64Array(lattice.cardinality(column, from))
    for (let place = 0; place < listed; place++) {
      const entry = word[place] ?? 0
      histogram[codes[entry] ?? 0]! += table.counts[entry] ?? 0 // safe: codes are below the cardinality
    }
    return costsByLevel(histogram, column, from, costs?.ofLabel[column] ?? [], lattice)
  })
}

/** For rows counted by code at one level: what their labels cost, added up, for this level and each coarser one; 0 for finer ones. */
export function costsByLevel(histogram: Float64Array, column: number, from: number, ofLabel: readonly Float64Array[], lattice: Lattice): Float64Array {
  return Float64Array.from(ofLabel, (ofCodes, level) => {
    if (level < from) return 0
    const way = lattice.between(column, from, level)
    let sum = 0
    histogram.forEach((count, code) => { if (count > 0) sum += count * (ofCodes[way[code] ?? 0] ?? 0) })
    return sum
  })
}

/**
 * A class below holds either an entry that alone has k, or at least two small ones that together have k;
 * entries never part, and a class below never reaches over two classes of this node.
 */
function mostClassesBelow(table: EntryTable, { sizes, fates }: JudgedClasses, k: number, { classOf }: Workspace): number {
  if (table.marks) return mostByRows(table, fates, k, classOf)
  const smallSizes = new Float64Array(sizes.length)
  const smallEntries = new Uint32Array(sizes.length)
  let most = 0
  for (let entry = 0; entry < table.entries; entry++) {
    const place = classOf[entry] ?? 0
    if (fates[place] === OUTSIDE) continue
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

/** Entries of one combination are told apart by their marks, so that only their rows, or their persons' entries, bound the classes. */
function mostByRows({ entries, counts, persons }: EntryTable, fates: Uint8Array, k: number, classOf: Int32Array): number {
  const sizes = new Float64Array(fates.length)
  for (let entry = 0; entry < entries; entry++) sizes[classOf[entry] ?? 0]! += persons ? 1 : counts[entry] ?? 0 // safe: every class is below the number of fates
  return sizes.reduce((most, size, place) => most + (fates[place] === OUTSIDE ? 0 : Math.floor(size / k)), 0)
}

/** A row suppressed here is suppressed below; any other one lies in a class of at least k rows and of its whole entry, or costs n. */
function leastDiscernibilityBelow(table: EntryTable, { fates }: JudgedClasses, suppressed: number, { models: { k }, rows }: Demand, { classOf }: Workspace): number {
  let least = suppressed * rows
  for (let entry = 0; entry < table.entries; entry++) {
    const count = table.counts[entry] ?? 0
    if (fates[classOf[entry] ?? 0] !== OUTSIDE) least += count * Math.max(count, k)
  }
  return least
}
