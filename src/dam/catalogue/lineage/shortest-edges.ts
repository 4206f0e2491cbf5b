import type { LineageEdge } from './lineage-answers.ts'

/** The edges without those that a longer way says already: of a → b, b → c and a → c the last is left out. For graphs without a cycle. */
export function shortestEdges(edges: readonly LineageEdge[]): LineageEdge[] {
  const after = new Map<string, string[]>()
  for (const { from, to } of edges) after.set(from, [...after.get(from) ?? [], to])
  const kept = new Map(edges.map((edge) => [JSON.stringify([edge.from, edge.to]), edge]))
  return [...kept.values()].filter(({ from, to }) => !(after.get(from) ?? []).some((next) => next !== to && leadsTo(next, to, after)))
}

function leadsTo(from: string, to: string, after: ReadonlyMap<string, readonly string[]>): boolean {
  const seen = new Set<string>()
  const open = [from]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (one === to) return true
    if (seen.has(one)) continue
    seen.add(one)
    open.push(...after.get(one) ?? [])
  }
  return false
}
