import type { JointCounts } from './joint-counts.ts'
import type { SampledColumn } from './row-sample.ts'

/** Pearson's correlation over every `step`-th row where both columns hold a number. Undefined when either does not vary. */
export function measurePearson(a: SampledColumn, b: SampledColumn, step: number): number | undefined {
  const numbersA = numbersOf(a)
  const numbersB = numbersOf(b)
  let rows = 0, meanA = 0, meanB = 0, squareA = 0, squareB = 0, product = 0
  for (let row = 0; row < a.codes.length; row += step) {
    const x = numbersA[a.codes[row] ?? 0] ?? NaN
    const y = numbersB[b.codes[row] ?? 0] ?? NaN
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue
    // Welford's way: sums of squares would lose the small differences of large numbers.
    rows++
    const differenceA = x - meanA
    const differenceB = y - meanB
    meanA += differenceA / rows
    meanB += differenceB / rows
    squareA += differenceA * (x - meanA)
    squareB += differenceB * (y - meanB)
    product += differenceA * (y - meanB)
  }
  const value = product / Math.sqrt(squareA * squareB)
  return Number.isFinite(value) ? Math.max(-1, Math.min(1, value)) : undefined
}

/**
 * Cramér's V with Bergsma's correction for chance (Journal of the Korean Statistical Society 42, 2013), 0 to 1,
 * over rows where neither value is missing. Undefined when either column does not vary.
 */
export function measureCramersV(joint: JointCounts): number | undefined {
  const present = joint.pairs.filter(([a, b]) => a !== 0 && b !== 0)
  const ofA = new Map<number, number>()
  const ofB = new Map<number, number>()
  let rows = 0
  for (const [a, b, count] of present) {
    rows += count
    ofA.set(a, (ofA.get(a) ?? 0) + count)
    ofB.set(b, (ofB.get(b) ?? 0) + count)
  }
  if (rows < 2 || ofA.size < 2 || ofB.size < 2) return undefined
  const shares = present.reduce((sum, [a, b, count]) => sum + (count / (ofA.get(a) ?? 1)) * (count / (ofB.get(b) ?? 1)), 0)
  const chance = ((ofA.size - 1) * (ofB.size - 1)) / (rows - 1)
  const corrected = Math.max(0, shares - 1 - chance)
  const sizeA = ofA.size - (ofA.size - 1) ** 2 / (rows - 1)
  const sizeB = ofB.size - (ofB.size - 1) ** 2 / (rows - 1)
  const value = Math.sqrt(corrected / Math.min(sizeA - 1, sizeB - 1))
  return Number.isFinite(value) ? Math.min(1, value) : undefined
}

function numbersOf(column: SampledColumn): Float64Array {
  return Float64Array.from(column.texts, (text) => (text === null || text.trim() === '' ? NaN : Number(text)))
}
