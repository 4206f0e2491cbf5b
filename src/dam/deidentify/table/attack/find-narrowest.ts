import type { RecodedClasses } from '../recoded-classes.ts'
import type { LabelTree } from './label-tree.ts'
import { plantClasses } from './prefix-tree.ts'

/** Shares that differ in their last digits only are equal. */
const ROUNDING = 1e-9

/**
 * Prepares the search for the narrowest class that a combination of leaves fits: the one whose labels leave least of
 * the domain, the product of their shares.
 *
 * A search follows a leaf and the labels above it, the narrowest first, and leaves a branch that cannot become narrower
 * than the best found.
 * @returns of an array with the node of the leaf in each column, the class; -1 where none fits
 */
export function narrowestFinder(trees: readonly LabelTree[], recoded: RecodedClasses): (leafNodes: Int32Array) => number {
  const { order, step, classAt } = plantClasses(trees, recoded, () => true)
  const last = order.length - 1
  /** From each depth on, the width of the leaves themselves. */
  const least = new Float64Array(order.length + 1)
  let best = -1
  let bestWidth = Infinity
  const search = (depth: number, at: number, width: number, leafNodes: Int32Array) => {
    const tree = trees[order[depth] ?? 0]
    if (!tree) return
    for (let node = leafNodes[order[depth] ?? 0] ?? 0; node >= 0; node = tree.parents[node] ?? -1) {
      const wider = width + (tree.widths[node] ?? 0)
      if (wider + (least[depth + 1] ?? 0) >= bestWidth - ROUNDING) return
      const next = step(at, node)
      if (next < 0) continue
      if (depth < last) search(depth + 1, next, wider, leafNodes)
      else {
        best = classAt(next)
        bestWidth = wider
      }
    }
  }
  return (leafNodes) => {
    best = -1
    bestWidth = Infinity
    for (let depth = last; depth >= 0; depth--) {
      const column = order[depth] ?? 0
      least[depth] = (least[depth + 1] ?? 0) + (trees[column]?.widths[leafNodes[column] ?? 0] ?? 0)
    }
    search(0, 0, 0, leafNodes)
    return best
  }
}
