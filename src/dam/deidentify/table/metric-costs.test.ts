import fc from 'fast-check'
import { expect, test } from 'vitest'
import { latticeOf } from './lattice.ts'
import { columnCost, joinCosts, metricCosts } from './metric-costs.ts'
import { countEntries, MadeHierarchy, makeHierarchy } from './naive-search.fixture.ts'

/** What a metric knows of one column. */
function costsOf(rows: number, top: number, base: number) {
  return { metric: 'loss' as const, rows, ofLabel: [], top: [top], base: [base], weights: [1] }
}

test('columnCost() is 0 for leaves, 1 for the whole domain, and nothing where there is nothing to lose', () => {
  expect([10, 40, 25].map((sum) => columnCost(sum, 0, costsOf(10, 4, 10)))).toEqual([0, 1, 0.5])
  expect([columnCost(10, 0, costsOf(10, 1, 10)), columnCost(0, 0, costsOf(0, 4, 0))]).toEqual([0, 0])
})

test('columnCost() is the formula of the release format for Loss: (sum of shares - n / D) / (n - n / D)', () => {
  const [rows, domain, leaves] = [30, 8, 75]
  expect(columnCost(leaves, 0, costsOf(rows, domain, rows))).toBeCloseTo((leaves / domain - rows / domain) / (rows - rows / domain), 12)
})

test('joinCosts() is for Loss the geometric mean of 1 + L, less 1, for others the mean; both by weight', () => {
  expect(joinCosts([0.5, 0], { metric: 'loss', weights: [1, 1] })).toBeCloseTo(Math.sqrt(1.5) - 1, 12)
  expect([joinCosts([], { metric: 'loss', weights: [] }), joinCosts([1, 1, 1], { metric: 'loss', weights: [1, 1, 1] })]).toEqual([0, 1])
  expect(joinCosts([0.5, 0.25], { metric: 'loss', weights: [3, 0.5] })).toBeCloseTo((1.5 ** 3 * 1.25 ** 0.5) ** (1 / 3.5) - 1, 12)
  expect(joinCosts([0.5, 0.25], { metric: 'precision', weights: [3, 1] })).toBe(0.4375)
  expect([joinCosts([0.5, 0.1], { metric: 'entropy', weights: [0, 0] }), joinCosts([], { metric: 'entropy', weights: [] })]).toEqual([0, 0])
})

const Rows = fc.array(fc.record({ leaves: fc.tuple(fc.nat(7)), person: fc.constant(0), value: fc.constant(0), group: fc.constant(0), isReleased: fc.constant(true) }), { minLength: 1, maxLength: 30, size: 'max' })

test('metricCosts() costs a label what the release format says, for any rows under any hierarchy', () => {
  fc.assert(fc.property(MadeHierarchy, Rows, (made, drawn) => {
    const hierarchy = makeHierarchy(made)
    const size = hierarchy.codes[0]?.length ?? 1
    const rows = drawn.map((row) => ({ ...row, leaves: [(row.leaves[0] ?? 0) % size] }))
    const frequencies = countEntries(rows, [hierarchy], { persons: false, values: false, groups: false, delivered: false })
    const lattice = latticeOf([hierarchy])
    const [loss, precision, entropy] = (['loss', 'precision', 'entropy'] as const).map((metric) => metricCosts(metric, frequencies, lattice, [1]))
    const height = hierarchy.codes.length - 1
    hierarchy.codes.forEach((codes, level) => {
      for (const code of new Set(codes)) {
        const under = rows.filter((row) => codes[row.leaves[0] ?? 0] === code).length
        expect(loss?.ofLabel[0]?.[level]?.[code]).toBe(hierarchy.leaves[level]?.[code])
        expect(precision?.ofLabel[0]?.[level]?.[code]).toBe(level / height)
        expect(entropy?.ofLabel[0]?.[level]?.[code]).toBe(Math.log2(Math.max(1, under)))
      }
    })
    expect([loss?.top, precision?.top, entropy?.top]).toEqual([[hierarchy.domain], [1], [Math.log2(rows.length)]])
    expect([loss?.base, precision?.base]).toEqual([[rows.length], [0]])
    expect(entropy?.base[0]).toBeCloseTo(rows.reduce((sum, { leaves }) => sum + Math.log2(rows.filter((other) => other.leaves[0] === leaves[0]).length), 0), 9)
    // What no row generalises costs nothing.
    for (const costs of [loss, precision, entropy]) {
      const sum = rows.reduce((all, { leaves }) => all + (costs?.ofLabel[0]?.[0]?.[leaves[0] ?? 0] ?? 0), 0)
      expect(costs ? columnCost(sum, 0, costs) : NaN).toBeCloseTo(0, 9)
    }
  }))
})

test('a column of one level has no precision to lose', () => {
  const hierarchy = { codes: [Int32Array.of(0)], leaves: [Float64Array.of(1)], domain: 1 }
  const costs = metricCosts('precision', { entries: 1, codes: [Uint8Array.of(0)], counts: Uint32Array.of(4) }, latticeOf([hierarchy]), [1])
  expect([costs.ofLabel[0]?.[0]?.[0], costs.top[0], columnCost(0, 0, costs)]).toEqual([0, 0, 0])
})
