import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Metric, PrivacyModel } from '#dam/recipe/recipe.ts'
import { boundOf, type Price, scoreOf, sumCosts } from './bound.ts'
import { compileModels } from './class-models.ts'
import { baseTable, workspaceFor } from './entry-table.ts'
import { costsByLevel, evaluateNode, isAllowed, mayLieAbove } from './evaluate-node.ts'
import type { Frequencies } from './frequencies.ts'
import { type Lattice, latticeOf } from './lattice.ts'
import { metricCosts } from './metric-costs.ts'
import { countEntries, MadeHierarchy, makeHierarchy, nodesOf, VALUES } from './naive-search.fixture.ts'

// Four leaves in two halves; 5, 1, 3 and 3 rows.
const hierarchy = {
  codes: [Int32Array.of(0, 1, 2, 3), Int32Array.of(0, 0, 1, 1), Int32Array.of(0, 0, 0, 0)],
  leaves: [Float64Array.of(1, 1, 1, 1), Float64Array.of(2, 2), Float64Array.of(4)], domain: 4,
}
const halves = latticeOf([hierarchy])
const table: Frequencies = { entries: 4, codes: [Uint8Array.of(0, 1, 2, 3)], counts: Uint32Array.of(5, 1, 3, 3) }
const METRICS: readonly Metric[] = ['loss', 'aecs', 'discernibility', 'precision', 'entropy']

/** The evaluation of any node of a table, and what its score is computed with. */
function pricedWith(frequencies: Frequencies, lattice: Lattice, { asked, metric, limit, weights }: { asked: readonly PrivacyModel[]; metric: Metric; limit: number; weights: readonly number[] }) {
  const rows = frequencies.counts.reduce((sum, count) => sum + count, 0)
  const costs = metric === 'aecs' || metric === 'discernibility' ? {} : { costs: metricCosts(metric, frequencies, lattice, weights) }
  const base = baseTable(frequencies)
  const price: Price = { metric, rows, ...costs, sums: costs.costs ? sumCosts(base, costs.costs, lattice) : [], mayStaySuppressed: limit > 0 }
  const sensitive = frequencies.sensitive ? [{ column: 'value', values: 5, hierarchy: { codes: VALUES } }] : []
  const demand = { models: compileModels(asked, frequencies, sensitive), cardinalities: sensitive.map(({ values }) => values), rows, limit, metric, ...costs }
  return { price, demand, evaluate: (levels: readonly number[]) => evaluateNode(base, levels, demand, lattice, workspaceFor(frequencies.entries)) }
}

const five = (metric: Metric) => pricedWith(table, halves, { asked: [{ 'k-anonymity': 5 }], metric, limit: 1, weights: [1] })

test('evaluateNode() counts what is suppressed, what stays, and the leaves under what is suppressed', () => {
  const { evaluate } = five('loss')
  expect(evaluate([0])).toMatchObject({ suppressed: 7, classes: 1, squares: 25 })
  expect(evaluate([0]).suppressedCosts.map((costs) => [...costs])).toEqual([[7, 14, 28]])
  expect(evaluate([1])).toMatchObject({ suppressed: 0, classes: 2, squares: 72 })
})

test('scoreOf() is the formula: seven of twelve rows suppressed, the others as they are', () => {
  const { evaluate, price } = five('loss')
  expect(scoreOf(evaluate([0]), price)).toBeCloseTo(7 / 12, 12)
  expect(scoreOf(evaluate([1]), price)).toBeCloseTo(1 / 3, 12)
})

test('scoreOf() by the other metrics counts the same rows', () => {
  const scores = METRICS.slice(1).map((metric) => {
    const { evaluate, price } = five(metric)
    return scoreOf(evaluate([0]), price)
  })
  const bits = (one: number, other: number) => Math.log2(one / other)
  const entropy = (bits(12, 1) + 6 * bits(12, 3)) / (5 * bits(12, 5) + bits(12, 1) + 6 * bits(12, 3))
  expect(scores).toEqual([12 / 2, 25 + 7 * 12, expect.closeTo(7 / 12, 12), expect.closeTo(entropy, 12)])
})

const column = 'value'
const Models = fc.constantFrom<PrivacyModel[][]>(
  [], [{ 'k-anonymity': 2 }], [{ 'k-anonymity': 4 }], [{ 'k-anonymity': 2 }, { 'l-diversity': { column, kind: 'distinct', l: 2 } }], [{ 'l-diversity': { column, kind: 'entropy', l: 2 } }],
  [{ 'k-anonymity': 2 }, { 'l-diversity': { column, kind: 'recursive', l: 2, c: 2 } }], [{ 't-closeness': { column, t: 0.3, distance: 'hierarchical' } }], [{ 'sample-uniques': 'none' }, { 'average-risk': 0.3 }],
)
const Rows = fc.array(fc.record({ leaves: fc.tuple(fc.nat(7), fc.nat(7)), person: fc.nat(9), value: fc.nat(4), group: fc.nat(1), isReleased: fc.constant(true) }), { minLength: 1, maxLength: 40, size: 'max' })

test('boundOf() of a node is never above the score of a finer one that may be chosen, for any table, models and metric', () => {
  fc.assert(fc.property(fc.tuple(MadeHierarchy, MadeHierarchy), Rows, Models, fc.constantFrom(...METRICS), fc.constantFrom(0, 0.3, 1), fc.boolean(), fc.boolean(), (made, drawn, asked, metric, limit, hasPersons, hasMarks) => {
    const hierarchies = made.map(makeHierarchy)
    const rows = drawn.map((row) => ({ ...row, leaves: hierarchies.map(({ codes }, place) => (row.leaves[place] ?? 0) % (codes[0]?.length ?? 1)) }))
    const values = asked.some((model) => 'l-diversity' in model || 't-closeness' in model)
    const frequencies = countEntries(rows, hierarchies, { persons: hasPersons, values, groups: hasMarks, delivered: false })
    const { evaluate, price, demand } = pricedWith(frequencies, latticeOf(hierarchies), { asked, metric, limit, weights: [2, 0.5] })
    const nodes = nodesOf(hierarchies.map(({ codes }) => ({ lowest: 0, highest: codes.length - 1 }))).map((levels) => evaluate(levels))
    for (const coarse of nodes) {
      const finer = nodes.filter(({ levels }) => levels.every((level, place) => level <= (coarse.levels[place] ?? 0)))
      const chosen = finer.filter(({ suppressed }) => isAllowed(suppressed, demand))
      // Where a node proves that no finer one may be chosen, none may.
      expect(chosen.length === 0 || mayLieAbove(coarse, demand)).toBe(true)
      for (const one of chosen) expect(boundOf(one.levels, coarse, price)).toBeLessThanOrEqual(scoreOf(one, price) + 1e-9)
    }
  }), { numRuns: 300 })
})

test('isAllowed() keeps the limit, and never releases nothing at all', () => {
  expect([0, 1, 2].map((suppressed) => isAllowed(suppressed, { rows: 20, limit: 0.05 }))).toEqual([true, true, false])
  expect(isAllowed(20, { rows: 20, limit: 1 })).toBe(false)
  expect(isAllowed(0, { rows: 0, limit: 0 })).toBe(true)
})

test('costsByLevel() adds up from the level of the histogram, and knows nothing of finer ones', () => {
  expect([...costsByLevel(Float64Array.of(3, 4), 0, 1, hierarchy.leaves, halves)]).toEqual([0, 14, 28])
})
