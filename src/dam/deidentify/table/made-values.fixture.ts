import type { ClassTally, ValueTally } from './class-tally.ts'

/** The tally of a column of which each value occurs so often in a class. */
export function tallyOf(counts: readonly number[]): ValueTally {
  const present = new Int32Array(counts.length)
  const codes = counts.flatMap((count, code) => (count > 0 ? [code] : []))
  present.set(codes)
  return { counts: Float64Array.from(counts), present, distinct: codes.length, total: counts.reduce((sum, count) => sum + count, 0) }
}

/** The tally of a class of rows with one sensitive column. */
export function classOf(counts: readonly number[], delivered = 0): ClassTally {
  const value = tallyOf(counts)
  return { rows: value.total, size: value.total, delivered, values: [value] }
}

/** Counts as shares of their sum. */
export function sharesOf(counts: readonly number[]): Float64Array {
  const total = counts.reduce((sum, count) => sum + count, 0)
  return Float64Array.from(counts, (count) => count / total)
}
