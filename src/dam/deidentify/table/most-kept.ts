import type { ValueTally } from './class-tally.ts'
import type { ValueForest } from './value-distance.ts'

/**
 * How many rows of a class can at most be in classes of finer levels that keep a model.
 *
 * Classes that keep entropy or recursive l-diversity, or t-closeness, keep it together. So the rows that stay, of all
 * classes into which this one is split, keep it too: the rest must be suppressed. Valid where rows are counted, not
 * persons, of whom one may be in several classes.
 */
export type MostKept = (value: ValueTally) => number

/** At most so many rows stay within half the sum of absolute differences `t` of the whole. */
export function mostWithinEqual(whole: Float64Array, t: number): MostKept {
  return ({ counts, present, distinct, total }) => {
    let absent = 1
    for (let place = 0; place < distinct; place++) absent -= whole[present[place] ?? 0] ?? 0
    const missing = (rows: number) => {
      let sum = Math.max(0, absent)
      for (let place = 0; place < distinct; place++) {
        const code = present[place] ?? 0
        sum += Math.max(0, (whole[code] ?? 0) - (counts[code] ?? 0) / rows)
      }
      return sum
    }
    return largest(total, (rows) => missing(rows) <= t + ROUNDING)
  }
}

/** As above, along an order: whatever moves, moves one step at least. */
export function mostWithinOrdered(whole: Float64Array, t: number): MostKept {
  return mostWithinEqual(whole, t * Math.max(1, whole.length - 1))
}

/** As above, over a tree: whatever parts company at some height moves at least as far as the next height. */
export function mostWithinTree(whole: Float64Array, { parents, heights }: ValueForest, t: number): MostKept {
  const height = heights.at(-1) ?? 0
  if (height === 0) return ({ total }) => total
  const bounds = Array.from({ length: height }, (_, below) => {
    const groupOf = Int32Array.from(whole, (_, code) => {
      let node = code
      while ((heights[node] ?? 0) < below) node = parents[node] ?? node
      return node
    })
    const numbers = new Map([...new Set(groupOf)].map((node, number) => [node, number]))
    const ofCode = groupOf.map((node) => numbers.get(node) ?? 0)
    const shares = new Float64Array(numbers.size)
    whole.forEach((share, code) => { shares[ofCode[code] ?? 0]! += share }) // safe: numbers are below the size
    return { ofCode, most: mostWithinEqual(shares, t * height / (below + 1)), tally: { counts: new Float64Array(numbers.size), present: new Int32Array(numbers.size), distinct: 0, total: 0 } }
  })
  return (value) => bounds.reduce((least, { ofCode, most, tally }) => {
    tally.counts.fill(0)
    tally.distinct = 0
    tally.total = value.total
    for (let place = 0; place < value.distinct; place++) {
      const code = value.present[place] ?? 0
      const group = ofCode[code] ?? 0
      if (tally.counts[group] === 0) tally.present[tally.distinct++] = group
      tally.counts[group]! += value.counts[code] ?? 0 // safe: as above
    }
    return Math.min(least, most(tally))
  }, value.total)
}

/** At most so many rows have the entropy of `l` equally frequent values: the commonest values are cut to one height. */
export function mostWithEntropy(l: number): MostKept {
  const least = Math.log(l) - ROUNDING
  return (value) => {
    const falling = Array.from(value.present.subarray(0, value.distinct), (code) => value.counts[code] ?? 0).toSorted((a, b) => b - a)
    const height = largest(falling[0] ?? 0, (cut) => entropyCutAt(falling, cut) >= least)
    // Between two heights some values may be one higher.
    return Math.min(value.total, falling.reduce((sum, count) => sum + Math.min(count, height + 1), 0))
  }
}

/** At most so many rows have a commonest value below `c` times those from the l-th on. */
export function mostRecursive(l: number, c: number): MostKept {
  return (value) => {
    const falling = Array.from(value.present.subarray(0, value.distinct), (code) => value.counts[code] ?? 0).toSorted((a, b) => b - a)
    const rest = falling.slice(l - 1).reduce((sum, count) => sum + count, 0)
    return falling.reduce((sum, count) => sum + Math.min(count, c * rest), 0)
  }
}

const ROUNDING = 1e-9

function entropyCutAt(falling: readonly number[], cut: number): number {
  let total = 0
  for (const count of falling) total += Math.min(count, cut)
  let entropy = 0
  for (const count of falling) {
    const share = Math.min(count, cut) / total
    entropy -= share * Math.log(share)
  }
  return entropy
}

/** The largest whole number from 1 to `most` that fits, where all smaller ones fit too; 0 when none does. */
function largest(most: number, fits: (rows: number) => boolean): number {
  let low = 0
  let high = most
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (fits(middle)) low = middle
    else high = middle - 1
  }
  return low
}
