import { codeArray, type CodeArray } from '../frequencies.ts'
import type { RecodedClasses } from '../recoded-classes.ts'
import type { LabelTree } from './label-tree.ts'

/**
 * A set of boxes: one label's node a column. The first are the classes of a release, by their number.
 *
 * Hashes are sums of one number a column and node, so that a box with one other label is looked up without reading the
 * rest. Cells lie in arrays that double when they are full: a box of ten columns costs 16 to 44 bytes.
 */
export interface BoxTable {
  readonly columns: number
  /** How many boxes there are. */
  size(): number
  /** The node of a box in a column. */
  node(box: number, column: number): number
  /** The number of the box that differs from another in one column, or -1. */
  findBeside(box: number, column: number, node: number): number
  /** The same, of one more column. */
  addBeside(box: number, column: number, node: number): number
}

/** The boxes of all classes. */
export function boxesOfClasses(trees: readonly LabelTree[], { classes, levels, codes }: RecodedClasses): BoxTable {
  const keys = trees.map(({ nodes }, column) => Int32Array.from({ length: nodes }, (_, node) => mix(column + 1, node + 1)))
  let cells: CodeArray[] = trees.map(({ nodes }) => codeArray(nodes, Math.max(16, classes)))
  let hashes = new Int32Array(Math.max(16, classes))
  let slots = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(32, classes * 2))))
  let size = 0

  const place = (hash: number) => spread(hash) & (slots.length - 1)
  const insert = (box: number) => {
    let slot = place(hashes[box] ?? 0)
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1)
    slots[slot] = box + 1
  }
  const grow = () => {
    if (size === hashes.length) {
      cells = cells.map((column, place) => {
        const longer = codeArray(trees[place]?.nodes ?? 1, size * 2)
        longer.set(column)
        return longer
      })
      const longer = new Int32Array(size * 2)
      longer.set(hashes)
      hashes = longer
    }
    if (size * 10 < slots.length * 7) return
    slots = new Int32Array(slots.length * 2)
    for (let box = 0; box < size; box++) insert(box)
  }
  const isBeside = (candidate: number, box: number, column: number, node: number) => {
    for (let other = 0; other < cells.length; other++) {
      if (cells[other]?.[candidate] !== (other === column ? node : cells[other]?.[box])) return false
    }
    return true
  }
  const hashBeside = (box: number, column: number, node: number) => ((hashes[box] ?? 0) - (keys[column]?.[cells[column]?.[box] ?? 0] ?? 0) + (keys[column]?.[node] ?? 0)) | 0
  const find = (hash: number, box: number, column: number, node: number) => {
    let slot = place(hash)
    for (let found = slots[slot] ?? 0; found !== 0; found = slots[slot] ?? 0) {
      if (hashes[found - 1] === hash && isBeside(found - 1, box, column, node)) return found - 1
      slot = (slot + 1) & (slots.length - 1)
    }
    return -1
  }

  for (let box = 0; box < classes; box++) {
    let hash = 0
    trees.forEach(({ nodeOf }, column) => {
      const node = nodeOf[levels[column]?.[box] ?? 0]?.[codes[column]?.[box] ?? 0] ?? 0
      cells[column]![box] = node // safe: one array a column
      hash = (hash + (keys[column]?.[node] ?? 0)) | 0
    })
    hashes[box] = hash
    size++
    insert(box)
  }
  return {
    columns: trees.length,
    size: () => size,
    node: (box, column) => cells[column]?.[box] ?? 0,
    findBeside: (box, column, node) => find(hashBeside(box, column, node), box, column, node),
    addBeside(box, column, node) {
      const hash = hashBeside(box, column, node)
      const known = find(hash, box, column, node)
      if (known >= 0) return known
      grow()
      for (let other = 0; other < cells.length; other++) cells[other]![size] = other === column ? node : cells[other]?.[box] ?? 0 // safe: one array a column
      hashes[size] = hash
      insert(size)
      return size++
    },
  }
}

function mix(first: number, second: number): number {
  let mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d)
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39)
  return mixed ^ (mixed >>> 15)
}

function spread(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x2c1b3c6d)
  return mixed ^ (mixed >>> 15)
}
