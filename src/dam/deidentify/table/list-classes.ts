import type { ClassModels } from './class-models.ts'
import { baseTable, classSizes, groupEntries, workspaceFor } from './entry-table.ts'
import { codeArray, type CodeArray, type Frequencies, numbersBelow } from './frequencies.ts'
import { judgeClasses, KEPT } from './judge-classes.ts'
import type { Lattice, Levels } from './lattice.ts'
import type { RecodedClasses } from './recoded-classes.ts'

/** The sizes of classes, suppressed ones included or not. */
export interface ClassList {
  readonly classes: number
  readonly rows: Uint32Array
  /** Rows, or distinct persons. */
  readonly sizes: Uint32Array
}

/** All combinations of leaves, as they were delivered, with their sizes; `classOf` is the combination of each entry. */
export function listLeaves(frequencies: Frequencies, lattice: Lattice): ClassList & { readonly classOf: Int32Array } {
  const { entries, counts, persons, sensitive, groups, delivered } = frequencies
  // Without anything beside codes every entry is a class already; ten million of them need no hashing.
  if (!persons && !sensitive && !groups && !delivered && frequencies.codes.length > 0) return { classes: entries, rows: counts, sizes: counts, classOf: new Int32Array(0) }
  const space = workspaceFor(entries)
  const table = baseTable(frequencies)
  const cells = groupEntries(table, table.levels, lattice, space)
  const { rows, sizes } = classSizes(table, cells, space)
  const numbers = new Int32Array(cells).fill(-1)
  const used = Uint32Array.from(rows.keys()).filter((place) => (rows[place] ?? 0) > 0)
  used.forEach((place, number) => { numbers[place] = number })
  return {
    classes: used.length, rows: used.map((place) => rows[place] ?? 0), sizes: used.map((place) => sizes[place] ?? 0),
    classOf: space.classOf.map((place) => numbers[place] ?? -1),
  }
}

/** The classes at a node that keep the models; all others are suppressed. */
export function recodeAtNode(frequencies: Frequencies, levels: Levels, models: ClassModels, cardinalities: readonly number[], lattice: Lattice): RecodedClasses {
  const { entries } = frequencies
  const space = workspaceFor(entries)
  const table = baseTable(frequencies)
  const cells = groupEntries(table, levels, lattice, space)
  const { rows, sizes, fates } = judgeClasses(table, cells, models, cardinalities, space)
  const numbers = new Int32Array(cells).fill(-1)
  let classes = 0
  for (let place = 0; place < cells; place++) if (fates[place] === KEPT) numbers[place] = classes++
  const used = Uint32Array.from(numbers.keys()).filter((place) => fates[place] === KEPT)
  const classOf = new Int32Array(entries)
  const codes = levels.map(() => new Int32Array(classes))
  const ways = levels.map((level, column) => lattice.between(column, 0, level))
  for (let entry = entries - 1; entry >= 0; entry--) {
    const number = numbers[space.classOf[entry] ?? 0] ?? -1
    classOf[entry] = number
    if (number < 0) continue
    for (let column = 0; column < codes.length; column++) codes[column]![number] = ways[column]?.[frequencies.codes[column]?.[entry] ?? 0] ?? 0 // safe: one array a level
  }
  return {
    classes, classOf, codes, levels: levels.map((level) => new Uint8Array(classes).fill(level)),
    rows: used.map((place) => rows[place] ?? 0), sizes: used.map((place) => sizes[place] ?? 0),
  }
}

/** One entry of each combination of leaves. */
export function listCombinations(frequencies: Frequencies, lattice: Lattice): Int32Array {
  const { entries, persons, sensitive, groups } = frequencies
  if (!persons && !sensitive && !groups) return numbersBelow(entries)
  const space = workspaceFor(entries)
  const table = baseTable(frequencies)
  const firsts = new Int32Array(groupEntries(table, table.levels, lattice, space)).fill(-1)
  for (let entry = 0; entry < entries; entry++) firsts[space.classOf[entry] ?? 0] = entry
  return firsts.filter((entry) => entry >= 0)
}

/** The codes at a node of the combinations that are suppressed, each once. */
export function listSuppressed(frequencies: Frequencies, levels: Levels, { classOf }: RecodedClasses, lattice: Lattice): { readonly classes: number; readonly codes: readonly CodeArray[] } {
  const table = baseTable(frequencies)
  const space = workspaceFor(frequencies.entries)
  const cells = groupEntries(table, levels, lattice, space)
  const firsts = new Int32Array(cells).fill(-1)
  for (let entry = 0; entry < frequencies.entries; entry++) if ((classOf[entry] ?? -1) < 0) firsts[space.classOf[entry] ?? 0] = entry
  const used = firsts.filter((entry) => entry >= 0)
  const codes = frequencies.codes.map((column, place) => {
    const way = lattice.between(place, 0, levels[place] ?? 0)
    const coarse = codeArray(lattice.cardinality(place, levels[place] ?? 0), used.length)
    used.forEach((entry, index) => { coarse[index] = way[column[entry] ?? 0] ?? 0 })
    return coarse
  })
  return { classes: used.length, codes }
}

/** Classes of one size: how many, how many rows they hold, how many of them hold a single row. */
export interface SizeGroup {
  readonly size: number
  readonly classes: number
  readonly rows: number
  readonly uniques: number
}

/** Counts classes by their size, the smallest first. */
export function groupBySize({ classes, rows, sizes }: ClassList): SizeGroup[] {
  const groups = new Map<number, { size: number; classes: number; rows: number; uniques: number }>()
  for (let place = 0; place < classes; place++) {
    const size = sizes[place] ?? 0
    let group = groups.get(size)
    if (!group) groups.set(size, group = { size, classes: 0, rows: 0, uniques: 0 })
    group.classes++
    group.rows += rows[place] ?? 0
    if (rows[place] === 1) group.uniques++
  }
  return Array.from(groups.values()).toSorted((a, b) => a.size - b.size)
}
