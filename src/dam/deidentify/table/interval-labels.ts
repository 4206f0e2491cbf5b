import type { LeafLabels, Leaves } from './leaf-labels.ts'

/** `[a, b)` for each width, with a = from + floor((v - from) / w) * w. A leaf of the domain is one unit of the number. */
export function labelIntervals(leaves: Leaves, { widths, from, isWhole }: { widths: readonly number[]; from: number; isWhole: boolean }): LeafLabels {
  const start = (value: number, width: number) => from + Math.floor((value - from) / width) * width
  const isKnown = (value: number | null): value is number => value !== null && Number.isFinite(value)
  const above = leaves.numbers.map((value) => (isKnown(value)
    ? widths.map((width) => { const a = start(value, width); return `[${String(a + 0)}, ${String(a + width)})` })
    : undefined))
  const widest = widths.at(-1) ?? 1
  let lowest = Infinity
  let highest = -Infinity
  leaves.numbers.forEach((value, leaf) => {
    if (!isKnown(value) || !leaves.rows[leaf]) return
    const a = start(value, widest)
    if (a < lowest) lowest = a
    if (a + widest > highest) highest = a + widest
  })
  return {
    above,
    leavesUnder: (_, level) => (level === 0 ? (isWhole ? 1 : 0) : widths[level - 1] ?? widest),
    domain: lowest < highest ? highest - lowest : 0,
  }
}
