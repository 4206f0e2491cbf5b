import type { RecodedClasses } from '../recoded-classes.ts'
import type { BoxTable } from './box-table.ts'
import type { LabelTree } from './label-tree.ts'
import { plantClasses } from './prefix-tree.ts'

/** For each class, the classes that lie within it: from `starts[x]` to `starts[x + 1]` of `inner`. */
export interface InnerClasses {
  readonly starts: Int32Array
  readonly inner: Int32Array
}

/** Finds the classes whose every label lies within that of a wider one; only wider ones that `isWanted` says. */
export function findInnerClasses(boxes: BoxTable, trees: readonly LabelTree[], recoded: RecodedClasses, isWanted: (number: number) => boolean): InnerClasses {
  const { classes } = recoded
  const { order, step, classAt } = plantClasses(trees, recoded, isWanted)
  const last = order.length - 1
  const pairs = pairList()
  const search = (depth: number, at: number, own: number) => {
    const column = order[depth] ?? 0
    const parents = trees[column]?.parents
    for (let node = boxes.node(own, column); node >= 0; node = parents?.[node] ?? -1) {
      const next = step(at, node)
      if (next < 0) continue
      if (depth < last) search(depth + 1, next, own)
      else if (classAt(next) !== own) pairs.add(classAt(next), own)
    }
  }
  for (let own = 0; own < classes; own++) search(0, 0, own)
  return pairs.byFirst(classes)
}

/** Pairs of numbers in arrays that double when they are full. */
function pairList(): { add(first: number, second: number): void; byFirst(many: number): InnerClasses } {
  let pairs = new Int32Array(1024)
  let size = 0
  return {
    add(first, second) {
      if (size === pairs.length) {
        const longer = new Int32Array(size * 2)
        longer.set(pairs)
        pairs = longer
      }
      pairs[size++] = first
      pairs[size++] = second
    },
    byFirst(many) {
      const starts = new Int32Array(many + 1)
      for (let place = 0; place < size; place += 2) starts[(pairs[place] ?? 0) + 1]! += 1 // safe: first numbers are below `many`
      for (let first = 0; first < many; first++) starts[first + 1]! += starts[first] ?? 0 // safe: as above
      const next = starts.slice(0, many)
      const inner = new Int32Array(size / 2)
      for (let place = 0; place < size; place += 2) {
        const first = pairs[place] ?? 0
        inner[next[first] ?? 0] = pairs[place + 1] ?? 0
        next[first]! += 1 // safe: as above
      }
      return { starts, inner }
    },
  }
}
