import { countSampled, type SampledColumn } from './row-sample.ts'

/** How often each pair of values of two columns stands in a row of the sample; missing is a value of its own. */
export interface JointCounts {
  readonly rows: number
  /** For each pair that occurs: the first column's code, the second's, the rows. */
  readonly pairs: readonly (readonly [a: number, b: number, count: number])[]
}

const DENSE_PAIRS = 1_000_000

/** Counts pairs over every `step`-th row of the sample. */
export function countJointly(a: SampledColumn, b: SampledColumn, step: number): JointCounts {
  const width = countSampled(b) + 1
  const size = (countSampled(a) + 1) * width
  const length = a.codes.length
  const rows = Math.ceil(length / step)
  const pairs: [number, number, number][] = []
  const keep = (pair: number, count: number) => { pairs.push([Math.floor(pair / width), pair % width, count]) }
  if (size <= DENSE_PAIRS) {
    const counts = new Int32Array(size)
    for (let row = 0; row < length; row += step) {
      const pair = (a.codes[row] ?? 0) * width + (b.codes[row] ?? 0)
      counts[pair] = (counts[pair] ?? 0) + 1
    }
    counts.forEach((count, pair) => { if (count > 0) keep(pair, count) })
  } else {
    const counts = new Map<number, number>()
    for (let row = 0; row < length; row += step) {
      const pair = (a.codes[row] ?? 0) * width + (b.codes[row] ?? 0)
      counts.set(pair, (counts.get(pair) ?? 0) + 1)
    }
    counts.forEach((count, pair) => { keep(pair, count) })
  }
  return { rows, pairs }
}
