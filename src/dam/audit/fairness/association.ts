/** How many rows hold the first value together with the second; values are numbered by the caller, missing ones too. */
export type PairCount = readonly [first: string | number, second: string | number, rows: number]

/** How well one column tells another, over the same rows. */
export interface Association {
  /** With Bergsma's correction for bias (Journal of the Korean Statistical Society 42, 2013), 0 to 1. */
  readonly cramersV: number
  readonly mutualInformationBits: number
  /** Mutual information by the entropy of the first column, 0 to 1. */
  readonly entropyShare: number
}

/** Measures pairs of values that are all different. Where either column has one value only there is nothing to tell. */
export function measureAssociation(pairs: readonly PairCount[]): Association {
  const ofFirst = new Map<string | number, number>()
  const ofSecond = new Map<string | number, number>()
  let rows = 0
  for (const [first, second, count] of pairs) {
    rows += count
    ofFirst.set(first, (ofFirst.get(first) ?? 0) + count)
    ofSecond.set(second, (ofSecond.get(second) ?? 0) + count)
  }
  if (rows < 2 || ofFirst.size < 2 || ofSecond.size < 2) return { cramersV: 0, mutualInformationBits: 0, entropyShare: 0 }
  let chiSquareByRows = -1
  let bits = 0
  for (const [first, second, count] of pairs) {
    const expected = ((ofFirst.get(first) ?? 0) * (ofSecond.get(second) ?? 0)) / rows
    chiSquareByRows += (count / expected) * (count / rows)
    bits += (count / rows) * Math.log2(count / expected)
  }
  const entropy = [...ofFirst.values()].reduce((sum, count) => sum - (count / rows) * Math.log2(count / rows), 0)
  return {
    cramersV: correctedV(chiSquareByRows, rows, ofFirst.size, ofSecond.size),
    mutualInformationBits: Math.max(0, bits),
    entropyShare: Math.min(1, Math.max(0, bits / entropy)),
  }
}

function correctedV(phiSquare: number, rows: number, first: number, second: number): number {
  const corrected = Math.max(0, phiSquare - ((first - 1) * (second - 1)) / (rows - 1))
  const size = (values: number) => values - (values - 1) ** 2 / (rows - 1)
  const value = Math.sqrt(corrected / Math.min(size(first) - 1, size(second) - 1))
  return Number.isFinite(value) ? Math.min(1, value) : 0
}
