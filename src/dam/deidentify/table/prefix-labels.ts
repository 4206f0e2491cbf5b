import type { LeafLabels, Leaves } from './leaf-labels.ts'

/** The first characters (code points) of the value and `*`. A leaf of the domain is a value that occurs. */
export function labelPrefixes(leaves: Leaves, lengths: readonly number[]): LeafLabels {
  const above = leaves.texts.map((text) => {
    if (text === null) return undefined
    const points = Array.from(text)
    return lengths.map((length) => `${points.slice(0, length).join('')}*`)
  })
  return { above, ...countOccurring(leaves, above) }
}

/** No level between the value and `*`. A leaf of the domain is a value that occurs. */
export function labelValues(leaves: Leaves): LeafLabels {
  const above = leaves.texts.map((text) => (text === null ? undefined : []))
  return { above, ...countOccurring(leaves, above) }
}

/** Counts, for each label, the values under it that occur. `above` holds the labels of each leaf by level, without the leaf itself. */
export function countOccurring(leaves: Leaves, above: readonly (readonly string[] | undefined)[]): Pick<LeafLabels, 'leavesUnder' | 'domain'> {
  const counts: Map<string, number>[] = []
  let domain = 0
  above.forEach((labels, leaf) => {
    if (!labels || !leaves.rows[leaf]) return
    domain++
    labels.forEach((label, place) => {
      const ofLevel = (counts[place] ??= new Map<string, number>())
      ofLevel.set(label, (ofLevel.get(label) ?? 0) + 1)
    })
  })
  return {
    domain,
    leavesUnder: (leaf, level) => (level === 0 ? 1 : counts[level - 1]?.get(above[leaf]?.[level - 1] ?? '') ?? 0),
  }
}
