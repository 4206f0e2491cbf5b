import { expect, test } from 'vitest'
import { childTowards, countChildren, growLabelTree } from './label-tree.ts'
import { makeColumn } from './split-rows.fixture.ts'

test('labels that stand for the same leaves are one node, and parents come after their children', () => {
  // On the first level two leaves are joined and the third stays alone; the second level repeats the first.
  const tree = growLabelTree(makeColumn([0, 1, 2], [0, 0, 1], [0, 0, 1], [0, 0, 0]))
  expect(tree.nodes).toBe(5)
  expect(tree.nodeOf.map((codes) => Array.from(codes))).toEqual([[0, 1, 2], [3, 2], [3, 2], [4]])
  expect(Array.from(tree.parents)).toEqual([3, 3, 4, 4, -1])
  expect(tree.parents.every((parent, node) => parent < 0 || parent > node)).toBe(true)
  expect([0, 3, 4].map((node) => countChildren(tree, node))).toEqual([0, 2, 2])
  expect([childTowards(tree, 0, 4), childTowards(tree, 0, 3), childTowards(tree, 2, 4)]).toEqual([3, 0, 2])
})

test('widths are the logarithm of the share of the domain, and never of nothing', () => {
  const { widths } = growLabelTree({ codes: [Int32Array.of(0, 1), Int32Array.of(0, 0)], leaves: [Float64Array.of(0, 0), Float64Array.of(10)], domain: 10 })
  expect(widths[2]).toBe(0)
  expect(Number.isFinite(widths[0])).toBe(true)
  expect(widths[0]).toBeLessThan(-5)
})
