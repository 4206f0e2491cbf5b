import type { HierarchyRows } from '#dam/recipe/hierarchy-rows.ts'
import type { LeafLabels, Leaves } from './leaf-labels.ts'

/** Labels out of the rows of a file or a tree. A leaf of the domain is a row, whether its value occurs or not. */
export function labelGiven(leaves: Leaves, rows: HierarchyRows): LeafLabels {
  const byValue = new Map(rows.map((row) => [row[0] ?? '', row]))
  const counts = Array.from(rows[0] ?? [], (_, level) => {
    const ofLevel = new Map<string, number>()
    for (const row of rows) ofLevel.set(row[level] ?? '', (ofLevel.get(row[level] ?? '') ?? 0) + 1)
    return ofLevel
  })
  const found = leaves.texts.map((text) => (text === null ? undefined : byValue.get(text)))
  return {
    above: found.map((row) => row?.slice(1)),
    leavesUnder: (leaf, level) => counts[level]?.get(found[leaf]?.[level] ?? '') ?? 0,
    domain: rows.length,
  }
}
