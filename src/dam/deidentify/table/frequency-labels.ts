import type { LeafLabels, Leaves } from './leaf-labels.ts'
import { countOccurring } from './prefix-labels.ts'

/** The value where it is one of the most frequent of the delivery, `other:n` elsewhere. A leaf of the domain is a value that occurs. */
export function labelFrequencies(leaves: Leaves, counts: readonly number[]): LeafLabels {
  const delivered = leaves.delivered ?? leaves.rows
  const valued = Array.from(leaves.texts.keys()).filter((leaf) => leaves.texts[leaf] !== null)
  // Leaves are in the order of their code points, so that of equally frequent ones the smaller text comes first.
  const ranks = new Map(valued.toSorted((a, b) => (delivered[b] ?? 0) - (delivered[a] ?? 0) || a - b).map((leaf, rank) => [leaf, rank]))
  const above = leaves.texts.map((text, leaf) => {
    const rank = ranks.get(leaf)
    return text === null || rank === undefined ? undefined : counts.map((count) => (rank < count ? text : othersLabel(count)))
  })
  return { above, ...countOccurring(leaves, above) }
}

/** The label of all values that are not among the most frequent `count`. */
export function othersLabel(count: number): string {
  return `other:${count}`
}
