import { expect, test } from 'vitest'
import { boundOf, columnLosses, scoreOf, sumLeaves } from './bound.ts'
import { workspaceFor } from './entry-table.ts'
import { evaluateNode, isAllowed } from './evaluate-node.ts'
import { latticeOf } from './lattice.ts'

// Four leaves in two halves; 5, 1, 3 and 3 rows.
const hierarchy = {
  codes: [Int32Array.of(0, 1, 2, 3), Int32Array.of(0, 0, 1, 1), Int32Array.of(0, 0, 0, 0)],
  leaves: [Float64Array.of(1, 1, 1, 1), Float64Array.of(2, 2), Float64Array.of(4)], domain: 4,
}
const lattice = latticeOf([hierarchy])
const table = { entries: 4, levels: [0], codes: [Uint8Array.of(0, 1, 2, 3)], counts: Uint32Array.of(5, 1, 3, 3) }
const evaluate = (level: number, metric: 'loss' | 'aecs' | 'discernibility', k = 5) => evaluateNode(table, [level], { k, rows: 12, limit: 1, metric }, lattice, workspaceFor(4))

test('evaluateNode() counts what is suppressed, what stays, and the leaves under what is suppressed', () => {
  expect(evaluate(0, 'loss')).toMatchObject({ suppressed: 7, classes: 1, squares: 25 })
  expect(evaluate(0, 'loss').suppressedLeaves.map((leaves) => [...leaves])).toEqual([[7, 14, 28]])
  expect(evaluate(1, 'loss')).toMatchObject({ suppressed: 0, classes: 2, squares: 72 })
})

test('scoreOf() is the formula: seven of twelve rows suppressed, the others as they are', () => {
  const price = { metric: 'loss' as const, rows: 12, leaves: sumLeaves(table, lattice), domains: [4], mayStaySuppressed: true }
  expect(columnLosses([0], evaluate(0, 'loss'), price)).toEqual([7 / 12])
  expect(scoreOf(evaluate(0, 'loss'), price)).toBeCloseTo(7 / 12, 12)
  expect(scoreOf(evaluate(1, 'loss'), price)).toBeCloseTo(1 / 3, 12)
})

test('boundOf() of a node is never above the score of a finer one', () => {
  for (const metric of ['loss', 'aecs', 'discernibility'] as const) {
    const price = { metric, rows: 12, leaves: sumLeaves(table, lattice), domains: [4], mayStaySuppressed: true }
    for (const level of [1, 2]) {
      for (let finer = 0; finer <= level; finer++) expect(boundOf([finer], evaluate(level, metric), price)).toBeLessThanOrEqual(scoreOf(evaluate(finer, metric), price) + 1e-12)
    }
  }
})

test('isAllowed() keeps the limit, and never releases nothing at all', () => {
  const demand = { k: 5, rows: 20, limit: 0.05, metric: 'loss' as const }
  expect([0, 1, 2].map((suppressed) => isAllowed(suppressed, demand))).toEqual([true, true, false])
  expect(isAllowed(20, { ...demand, limit: 1 })).toBe(false)
})
