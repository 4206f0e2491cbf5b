/**
 * How many rows of a sample come from each stratum: in proportion to its rows, what is left over to the largest
 * remainders (Hamilton's method), the earlier stratum first where they are equal.
 *
 * The numbers add up to the size, or to all rows where they are fewer. No stratum gives more than it has, and each gives
 * its exact share rounded down or up. Sizes times rows must stay below 2^53.
 */
export function allocateSample(rows: readonly number[], size: number): number[] {
  const total = rows.reduce((sum, count) => sum + count, 0)
  if (total <= size) return [...rows]
  const shares = rows.map((count, place) => ({ place, whole: Math.floor(count * size / total), remainder: count * size % total }))
  const left = size - shares.reduce((sum, { whole }) => sum + whole, 0)
  const raised = new Set(shares.toSorted((a, b) => b.remainder - a.remainder || a.place - b.place).slice(0, left).map(({ place }) => place))
  return shares.map(({ place, whole }) => whole + Number(raised.has(place)))
}
