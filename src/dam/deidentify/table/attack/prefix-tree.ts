import type { RecodedClasses } from '../recoded-classes.ts'
import type { LabelTree } from './label-tree.ts'

/** Some classes of a release, written into a tree column by column, so that those around a box are found quickly. */
export interface PrefixTree {
  /** The columns in the order of the tree, those with the most labels first. */
  readonly order: readonly number[]
  /** The place that a node leads to, or -1; the root is 0. */
  step(at: number, node: number): number
  /** The class at the end of a path; of several with the same labels the last. */
  classAt(end: number): number
}

/** Writes those classes into a tree that `isWanted` says. */
export function plantClasses(trees: readonly LabelTree[], { classes, levels, codes }: RecodedClasses, isWanted: (number: number) => boolean): PrefixTree {
  const order = trees.map((_, column) => column).toSorted((a, b) => (trees[b]?.nodes ?? 0) - (trees[a]?.nodes ?? 0) || a - b)
  const steps = stepTable(1024)
  const ends = new Int32Array(classes).fill(-1)
  for (let number = 0; number < classes; number++) {
    if (!isWanted(number)) continue
    let at = 0
    for (const column of order) at = steps.add(at, trees[column]?.nodeOf[levels[column]?.[number] ?? 0]?.[codes[column]?.[number] ?? 0] ?? 0)
    ends[number] = at
  }
  const classOf = new Int32Array(steps.size() + 1).fill(-1)
  ends.forEach((at, number) => { if (at >= 0) classOf[at] = number })
  return { order, step: steps.find, classAt: (end) => classOf[end] ?? -1 }
}

/** The steps of a tree: from a place by a node to the next place; places are numbered from 1. */
function stepTable(expected: number): { add(at: number, node: number): number; find(at: number, node: number): number; size(): number } {
  let capacity = 2 ** Math.ceil(Math.log2(expected * 1.5))
  let from = new Int32Array(capacity)
  let by = new Int32Array(capacity)
  let to = new Int32Array(capacity)
  let size = 0
  const slotOf = (at: number, node: number) => {
    let mixed = Math.imul(at + 1, 0x9e3779b1) ^ Math.imul(node + 1, 0x85ebca6b)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d)
    let slot = (mixed ^ (mixed >>> 13)) & (capacity - 1)
    while (to[slot] !== 0 && (from[slot] !== at || by[slot] !== node)) slot = (slot + 1) & (capacity - 1)
    return slot
  }
  const grow = () => {
    const old = { from, by, to }
    capacity *= 2
    from = new Int32Array(capacity)
    by = new Int32Array(capacity)
    to = new Int32Array(capacity)
    old.to.forEach((place, slot) => {
      if (place === 0) return
      const moved = slotOf(old.from[slot] ?? 0, old.by[slot] ?? 0)
      from[moved] = old.from[slot] ?? 0
      by[moved] = old.by[slot] ?? 0
      to[moved] = place
    })
  }
  return {
    add(at, node) {
      let slot = slotOf(at, node)
      if (to[slot] !== 0) return to[slot] ?? 0
      if (size * 10 > capacity * 7) {
        grow()
        slot = slotOf(at, node)
      }
      size++
      from[slot] = at
      by[slot] = node
      to[slot] = size
      return size
    },
    find(at, node) {
      const place = to[slotOf(at, node)] ?? 0
      return place === 0 ? -1 : place
    },
    size: () => size,
  }
}
