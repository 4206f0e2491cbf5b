import { classSizes, groupEntries, workspaceFor } from './entry-table.ts'
import { codeArray, type CodeArray, type Frequencies } from './frequencies.ts'
import type { Lattice, Levels } from './lattice.ts'

/** The classes of one node, suppressed ones included. */
export interface ClassList {
  readonly classes: number
  /** By column, the code of each class at the node's level. */
  readonly codes: readonly CodeArray[]
  readonly rows: Uint32Array
  /** Rows, or distinct persons. */
  readonly sizes: Uint32Array
}

/** Lists the classes at a node, with their sizes. */
export function listClasses(frequencies: Frequencies, levels: Levels, lattice: Lattice): ClassList {
  const { entries, counts } = frequencies
  // Without persons every entry is a class already; ten million of them need no hashing.
  if (!frequencies.persons && levels.length > 0 && levels.every((level) => level === 0)) return { classes: entries, codes: frequencies.codes, rows: counts, sizes: counts }
  const space = workspaceFor(entries)
  const table = { ...frequencies, levels: levels.map(() => 0) }
  const cells = groupEntries(table, levels, lattice, space)
  const { rows, sizes } = classSizes(table, cells, space)
  const firsts = new Int32Array(cells).fill(-1)
  for (let entry = entries - 1; entry >= 0; entry--) firsts[space.classOf[entry] ?? 0] = entry
  const used = Uint32Array.from(firsts.keys()).filter((place) => (firsts[place] ?? -1) >= 0)
  const codes = frequencies.codes.map((column, place) => {
    const way = lattice.between(place, 0, levels[place] ?? 0)
    const coarse = codeArray(lattice.cardinality(place, levels[place] ?? 0), used.length)
    for (let index = 0; index < used.length; index++) coarse[index] = way[column[firsts[used[index] ?? 0] ?? 0] ?? 0] ?? 0
    return coarse
  })
  return { classes: used.length, codes, rows: used.map((place) => rows[place] ?? 0), sizes: used.map((place) => sizes[place] ?? 0) }
}

/** Classes of one size: how many, how many rows they hold, how many of them hold a single row. */
export interface SizeGroup {
  readonly size: number
  readonly classes: number
  readonly rows: number
  readonly uniques: number
}

/** Counts classes of at least `smallest` by their size, the smallest first. */
export function groupBySize({ classes, rows, sizes }: ClassList, smallest: number): SizeGroup[] {
  const groups = new Map<number, { size: number; classes: number; rows: number; uniques: number }>()
  for (let place = 0; place < classes; place++) {
    const size = sizes[place] ?? 0
    if (size < smallest) continue
    let group = groups.get(size)
    if (!group) groups.set(size, group = { size, classes: 0, rows: 0, uniques: 0 })
    group.classes++
    group.rows += rows[place] ?? 0
    if (rows[place] === 1) group.uniques++
  }
  return Array.from(groups.values()).toSorted((a, b) => a.size - b.size)
}
