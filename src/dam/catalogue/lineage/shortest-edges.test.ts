import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shortestEdges } from './shortest-edges.ts'

const edge = ([from, to]: readonly [string, string]) => ({ from, to })

test('shortestEdges() leaves out what a longer way says already, and what is said twice', () => {
  const edges = ([['a', 'b'], ['b', 'c'], ['a', 'c'], ['a', 'b'], ['d', 'c']] as const).map(edge)
  expect(shortestEdges(edges)).toEqual(([['a', 'b'], ['b', 'c'], ['d', 'c']] as const).map(edge))
})

test('whoever was reached is still reached, and by fewer edges', () => {
  const graph = fc.array(fc.tuple(fc.nat(8), fc.nat(8)).filter(([from, to]) => from < to).map(([from, to]) => ({ from: String(from), to: String(to) })), { maxLength: 30 })
  fc.assert(fc.property(graph, (edges) => {
    const kept = shortestEdges(edges)
    expect(reached(kept)).toEqual(reached(edges))
    for (const one of kept) expect(reached(kept.filter((other) => other !== one))).not.toEqual(reached(edges))
  }))
})

/** Every pair of which one leads to the other, by closing the edges again and again. */
function reached(edges: readonly { readonly from: string; readonly to: string }[]): string[] {
  const pairs = new Set(edges.map(({ from, to }) => `${from}>${to}`))
  for (let before = -1; before < pairs.size;) {
    before = pairs.size
    for (const one of pairs) for (const { from, to } of edges) if (one.endsWith(`>${from}`)) pairs.add(`${one.split('>')[0]}>${to}`)
  }
  return [...pairs].toSorted()
}
