import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Metric, PrivacyModel } from '#dam/recipe/recipe.ts'
import { compileModels } from './class-models.ts'
import { totalRows } from './frequencies.ts'
import { latticeOf } from './lattice.ts'
import { countEntries, MadeHierarchy, makeHierarchy, type MadeRow, searchAll, VALUES } from './naive-search.fixture.ts'
import { parityTest } from './parity.ts'
import { searchGlobal } from './search-global.ts'

const column = 'value'
const l = fc.integer({ min: 2, max: 3 })
/** One promise of each kind that a recipe knows. */
const Model: fc.Arbitrary<PrivacyModel> = fc.oneof(
  fc.integer({ min: 2, max: 5 }).map((k) => ({ 'k-anonymity': k })),
  l.map((l) => ({ 'l-diversity': { column, kind: 'distinct' as const, l } })),
  l.map((l) => ({ 'l-diversity': { column, kind: 'entropy' as const, l: l - 0.5 } })),
  fc.record({ l, c: fc.constantFrom(0.7, 1.3, 3.1) }).map(({ l, c }) => ({ 'l-diversity': { column, kind: 'recursive' as const, l, c } })),
  fc.record({ t: fc.constantFrom(0.1, 0.25, 0.5), distance: fc.constantFrom('equal' as const, 'ordered' as const, 'hierarchical' as const) }).map((told) => ({ 't-closeness': { column, ...told } })),
  fc.constantFrom(0.15, 0.3, 0.45).map((risk) => ({ 'average-risk': risk })),
  fc.record({ 'at-least': fc.constantFrom(0, 0.2, 0.5), 'at-most': fc.constantFrom(0.6, 0.8, 1) }).map((told) => ({ 'delta-presence': told })),
  fc.constant({ 'sample-uniques': 'none' as const }),
)
const Models: fc.Arbitrary<PrivacyModel[]> = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(fc.integer({ min: 2, max: 5 }).map((k) => ({ 'k-anonymity': k }))) },
  { weight: 3, arbitrary: fc.tuple(Model) },
  { weight: 3, arbitrary: fc.array(Model, { minLength: 2, maxLength: 4 }) },
)

// Some leaves are common, so that classes of several sizes stand beside rows that are alone.
const Leaf = fc.oneof({ weight: 4, arbitrary: fc.nat(1) }, fc.nat(11))

/** Rows of leaf codes, a person, a sensitive value and a group, over hierarchies that gather their codes at random. */
const Case = fc.integer({ min: 1, max: 4 }).chain((columns) => fc.record({
  hierarchies: fc.tuple(...Array.from({ length: columns }, () => MadeHierarchy)),
  rows: fc.array(fc.record({ leaves: fc.tuple(...Array.from({ length: columns }, () => Leaf)), person: fc.nat(7), value: fc.nat(4), group: fc.nat(2), isReleased: fc.boolean() }), { minLength: 1, maxLength: 60, size: 'max' }),
  models: Models, limit: fc.constantFrom(0, 0.05, 0.2, 0.5, 1), metric: fc.constantFrom<Metric[]>('loss', 'aecs', 'discernibility', 'precision', 'entropy'),
  hasPersons: fc.boolean(), hasMore: fc.boolean(), lowest: fc.array(fc.nat(1), { minLength: columns, maxLength: columns }), lowered: fc.array(fc.nat(1), { minLength: columns, maxLength: columns }),
  weights: fc.oneof(fc.constant([1, 1, 1, 1]), fc.constant([2, 0.5, 1, 3])), parity: fc.option(fc.constantFrom(1, 1.2), { nil: undefined, freq: 2 }),
}))

test('searchGlobal() finds the score and the levels of an exhaustive search, on any small table, for all models', { timeout: 120_000 }, async () => {
  await fc.assert(fc.asyncProperty(Case, async (made) => {
    const hierarchies = made.hierarchies.map(makeHierarchy)
    const hasDelivered = made.models.some((model) => 'delta-presence' in model)
    const rows = made.rows.map((row, place): MadeRow => ({ ...row, leaves: hierarchies.map(({ codes }, column) => (row.leaves[column] ?? 0) % (codes[0]?.length ?? 1)), isReleased: !hasDelivered || row.isReleased || place === 0 }))
    // Entries hold values and groups where something asks about them, and by chance: without them classes are bounded and rolled up in other ways.
    const hasValues = made.hasMore || made.models.some((model) => 'l-diversity' in model || 't-closeness' in model)
    const frequencies = countEntries(rows, hierarchies, { persons: made.hasPersons, values: hasValues, groups: made.hasMore || made.parity !== undefined, delivered: hasDelivered })
    const bounds = hierarchies.map(({ codes }, column) => {
      const highest = codes.length - 1 - (made.lowered[column] ?? 0)
      return { lowest: Math.min(made.lowest[column] ?? 0, Math.max(0, highest)), highest: Math.max(0, highest) }
    })
    const weights = made.weights.slice(0, hierarchies.length)
    const { limit, metric, parity } = made
    const sensitive = hasValues ? [{ column, values: 5, hierarchy: { codes: VALUES } }] : []
    const models = compileModels(made.models, frequencies, sensitive)
    const keepsParity = parity === undefined ? {} : { keepsParity: parityTest(frequencies, latticeOf(hierarchies), weights, { atMost: parity, smallest: 3, ofGroup: Int32Array.of(0, 1, 2) }) }
    const result = await searchGlobal(frequencies, hierarchies, { models, cardinalities: sensitive.map(({ values }) => values), limit, metric, bounds, weights, ...keepsParity }, {})
    const best = searchAll(rows, hierarchies, made.hasPersons, { models: made.models, limit, metric, bounds, weights, parity })
    expect(result.found).toBe(best !== undefined)
    if (!best) return
    expect(Math.abs(result.score - best.score)).toBeLessThanOrEqual(1e-11 * Math.max(1, Math.abs(best.score)))
    expect(result.suppressed).toBe(best.suppressed)
    expect(result.classes).toBe(best.classes)
    expect(result.levels).toEqual(best.levels)
  }), { numRuns: 5000 })
})

const kAnonymity = (k: number) => ({ models: compileModels([{ 'k-anonymity': k }], { entries: 0, codes: [], counts: new Uint32Array(0) }, []), cardinalities: [] })

test('searchGlobal() excludes most nodes of a lattice without counting them', async () => {
  const hierarchies = [3, 5, 7].map((seed) => makeHierarchy({ leaves: 16, steps: [2, 2, 2], extra: 0, seed }))
  const rows = Array.from({ length: 3000 }, (_, row) => [row * 7 % 16, (row * row) % 13, (row * 31) % 11])
  const frequencies = countEntries(rows.map((leaves) => ({ leaves, person: 0, value: 0, group: 0, isReleased: true })), hierarchies, { persons: false, values: false, groups: false, delivered: false })
  const bounds = hierarchies.map(({ codes }) => ({ lowest: 0, highest: codes.length - 1 }))
  const result = await searchGlobal(frequencies, hierarchies, { ...kAnonymity(5), limit: 0.05, metric: 'loss', bounds, weights: [1, 1, 1] }, {})
  expect(result.lattice).toBe(125)
  expect(result.evaluated).toBeLessThan(60)
})

test('searchGlobal() stops when it is told to', async () => {
  const hierarchies = [makeHierarchy({ leaves: 4, steps: [], extra: 0, seed: 1 })]
  const frequencies = { entries: 2, codes: [Uint8Array.of(0, 1)], counts: Uint32Array.of(1, 1) }
  await expect(searchGlobal(frequencies, hierarchies, { ...kAnonymity(2), limit: 0, metric: 'loss', bounds: [{ lowest: 0, highest: 1 }], weights: [1] }, { signal: AbortSignal.abort() }))
    .rejects.toMatchObject({ code: 'cancelled' })
})

test('totalRows() adds the counts of all entries', () => {
  expect(totalRows({ counts: Uint32Array.of(1, 2, 4_000_000_000) })).toBe(4_000_000_003)
})
