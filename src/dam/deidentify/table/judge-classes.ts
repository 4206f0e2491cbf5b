import type { ClassModels } from './class-models.ts'
import { tallyClasses } from './class-tally.ts'
import { classSizes, type EntryTable, type Workspace } from './entry-table.ts'

/** What becomes of a class. */
export const OUTSIDE = 0
/** Keeps those models that any larger class keeps too, and fails another. */
export const FAILED = 1
export const KEPT = 2

/** The classes of one grouping, by their number; numbers without rows are outside. */
export interface JudgedClasses {
  readonly rows: Uint32Array
  /** Rows, or distinct persons. */
  readonly sizes: Uint32Array
  readonly fates: Uint8Array
  /** Rows of a failed class that must be suppressed in every finer node too; left out where no model tells. */
  readonly forced?: Uint32Array
}

/**
 * Asks every class of a grouping whether it keeps the models, from `space.classOf`, which stays as it is.
 *
 * Only where a model needs more than sizes are the entries sorted by class and tallied. Where a model asks for an
 * average over all classes, those of the smallest sizes fail until it holds.
 */
export function judgeClasses(table: EntryTable, cells: number, models: ClassModels, cardinalities: readonly number[], space: Workspace): JudgedClasses {
  const { rows, sizes } = classSizes(table, cells, space)
  const fates = new Uint8Array(cells)
  const forced = models.needsTally ? new Uint32Array(cells) : undefined
  if (forced) tallyFates(table, { rows, sizes, fates, forced }, models, cardinalities, space)
  else for (let place = 0; place < cells; place++) if ((sizes[place] ?? 0) >= models.k && (rows[place] ?? 0) >= models.leastRows) fates[place] = KEPT
  if (models.averageRisk !== undefined) failSmallest(sizes, fates, models.averageRisk)
  return { rows, sizes, fates, ...(forced && { forced }) }
}

function tallyFates(table: EntryTable, { rows, sizes, fates, forced }: Required<JudgedClasses>, models: ClassModels, cardinalities: readonly number[], space: Workspace): void {
  const { order, starts } = sortByClass(table, fates.length, space)
  const { tally, clear, add } = tallyClasses(table, cardinalities)
  for (let place = 0; place < fates.length; place++) {
    if ((sizes[place] ?? 0) < models.k || (rows[place] ?? 0) < models.leastRows) continue
    clear()
    const end = starts[place + 1] ?? 0
    for (let at = starts[place] ?? 0; at < end; at++) add(order[at] ?? 0)
    if (models.passes(tally)) fates[place] = KEPT
    else if (models.passesMonotone(tally)) {
      fates[place] = FAILED
      forced[place] = Math.max(0, Math.ceil(tally.rows - models.mostKept(tally) - 1e-6))
    }
  }
}

/** Entries by class, in the order of the table within each; a class's entries begin at its start. */
export function sortByClass({ entries }: EntryTable, cells: number, { classOf, word }: Workspace): { order: Int32Array; starts: Uint32Array } {
  const starts = new Uint32Array(cells + 1)
  for (let entry = 0; entry < entries; entry++) starts[(classOf[entry] ?? 0) + 1]! += 1 // safe: classes are below `cells`
  for (let place = 0; place < cells; place++) starts[place + 1]! += starts[place] ?? 0 // safe: as above
  const next = starts.slice(0, cells)
  for (let entry = 0; entry < entries; entry++) {
    const place = classOf[entry] ?? 0
    word[next[place] ?? 0] = entry
    next[place]! += 1 // safe: as above
  }
  return { order: word, starts }
}

function failSmallest(sizes: Uint32Array, fates: Uint8Array, averageRisk: number): void {
  const classesOf = new Map<number, number>()
  let classes = 0
  let total = 0
  for (let place = 0; place < fates.length; place++) {
    if (fates[place] !== KEPT) continue
    const size = sizes[place] ?? 0
    classesOf.set(size, (classesOf.get(size) ?? 0) + 1)
    classes++
    total += size
  }
  let least = 0
  for (const [size, many] of Array.from(classesOf).toSorted(([a], [b]) => a - b)) {
    if (classes <= averageRisk * total * (1 + 1e-12)) break
    classes -= many
    total -= size * many
    least = size + 1
  }
  for (let place = 0; place < fates.length; place++) if (fates[place] === KEPT && (sizes[place] ?? 0) < least) fates[place] = FAILED
}
