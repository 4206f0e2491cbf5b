import type { ValueTally } from './class-tally.ts'

/** How far a class's values lie from those of the whole table, 0 to 1. */
export type ValueDistance = (value: ValueTally) => number

/** Half the sum of absolute differences: all values are as far apart. `whole` holds shares that add up to 1. */
export function equalDistance(whole: Float64Array): ValueDistance {
  return ({ counts, present, distinct, total }) => {
    if (total === 0) return 0
    // Values that the class does not hold differ by their whole share.
    let absent = 1
    let difference = 0
    for (let place = 0; place < distinct; place++) {
      const code = present[place] ?? 0
      const share = whole[code] ?? 0
      absent -= share
      difference += Math.abs((counts[code] ?? 0) / total - share)
    }
    return (difference + Math.max(0, absent)) / 2
  }
}

/** Earth mover's distance along the order of the codes, neighbours being 1 / (number of values - 1) apart. */
export function orderedDistance(whole: Float64Array): ValueDistance {
  return ({ counts, total }) => {
    if (total === 0 || whole.length < 2) return 0
    let moved = 0
    let sum = 0
    for (let code = 0; code < whole.length - 1; code++) {
      moved += (counts[code] ?? 0) / total - (whole[code] ?? 0)
      sum += Math.abs(moved)
    }
    return sum / (whole.length - 1)
  }
}

/** A tree of values: for each node its parent, -1 for the root, children before parents; the first nodes are the values. */
export interface ValueForest {
  readonly parents: Int32Array
  /** Levels above the values, 0 for a value. */
  readonly heights: Uint8Array
}

/** Earth mover's distance over a tree, values that part at its root being 1 apart. */
export function hierarchicalDistance(whole: Float64Array, { parents, heights }: ValueForest): ValueDistance {
  const height = heights.at(-1) ?? 0
  const extra = new Float64Array(parents.length)
  const over = new Float64Array(parents.length)
  const under = new Float64Array(parents.length)
  return ({ counts, total }) => {
    if (total === 0 || height === 0) return 0
    for (let code = 0; code < whole.length; code++) extra[code] = (counts[code] ?? 0) / total - (whole[code] ?? 0)
    extra.fill(0, whole.length)
    over.fill(0)
    under.fill(0)
    let distance = 0
    for (let node = 0; node < parents.length; node++) {
      if (node >= whole.length) {
        extra[node] = (over[node] ?? 0) - (under[node] ?? 0)
        distance += (heights[node] ?? 0) / height * Math.min(over[node] ?? 0, under[node] ?? 0)
      }
      const parent = parents[node] ?? -1
      const own = extra[node] ?? 0
      if (parent < 0) continue
      if (own > 0) over[parent]! += own // safe: parents are nodes
      else under[parent]! -= own // safe: as above
    }
    return distance
  }
}

/** The tree of a hierarchy's codes by level; the same values on neighbouring levels are one node each, as the levels are counted. */
export function forestOf(codes: readonly Int32Array[]): ValueForest {
  const values = codes[0]?.length ?? 0
  const parents: number[] = []
  const heights: number[] = []
  let first = 0
  codes.forEach((ofLevel, level) => {
    const size = ofLevel.reduce((most, code) => Math.max(most, code + 1), 0)
    const next = codes[level + 1]
    const above = new Int32Array(size).fill(-1)
    if (next) for (let leaf = 0; leaf < values; leaf++) above[ofLevel[leaf] ?? 0] = first + size + (next[leaf] ?? 0)
    for (const parent of above) { parents.push(parent); heights.push(level) }
    first += size
  })
  return { parents: Int32Array.from(parents), heights: Uint8Array.from(heights) }
}
