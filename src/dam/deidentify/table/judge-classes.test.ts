import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PrivacyModel } from '#dam/recipe/recipe.ts'
import { compileModels } from './class-models.ts'
import { baseTable, groupEntries, workspaceFor } from './entry-table.ts'
import { FAILED, judgeClasses, KEPT, OUTSIDE, sortByClass } from './judge-classes.ts'
import { latticeOf } from './lattice.ts'
import { countEntries, keepsModel, makeHierarchy, type MadeRow, sizeOf, VALUES } from './naive-search.fixture.ts'

const column = 'value'
const HIERARCHIES = [makeHierarchy({ leaves: 6, steps: [2], extra: 0, seed: 0 }), makeHierarchy({ leaves: 3, steps: [], extra: 0, seed: 1 })]
const LATTICE = latticeOf(HIERARCHIES)
const Rows = fc.array(fc.record({ leaves: fc.tuple(fc.nat(5), fc.nat(2)), person: fc.nat(9), value: fc.nat(4), group: fc.constant(0), isReleased: fc.constant(true) }), { minLength: 1, maxLength: 60, size: 'max' })
const Models = fc.array(fc.constantFrom<PrivacyModel[]>(
  { 'k-anonymity': 3 }, { 'sample-uniques': 'none' }, { 'average-risk': 0.2 }, { 'average-risk': 0.4 },
  { 'l-diversity': { column, kind: 'distinct', l: 3 } }, { 'l-diversity': { column, kind: 'entropy', l: 1.8 } }, { 't-closeness': { column, t: 0.3, distance: 'equal' } },
), { maxLength: 3 })

/** Rows of one class of the naive count, with the number that the grouping gave it. */
function partRows(rows: readonly MadeRow[], levels: readonly number[]): MadeRow[][] {
  return Array.from(Map.groupBy(rows, (row) => levels.map((level, place) => HIERARCHIES[place]?.codes[level]?.[row.leaves[place] ?? 0]).join()).values())
}

test('judgeClasses() keeps and fails those classes of any grouping that the definitions keep and fail', () => {
  fc.assert(fc.property(Rows, Models, fc.boolean(), fc.tuple(fc.nat(2), fc.nat(1)), (rows, asked, hasPersons, levels) => {
    const frequencies = countEntries(rows, HIERARCHIES, { persons: hasPersons, values: true, groups: false, delivered: false })
    const models = compileModels(asked, frequencies, [{ column, values: 5, hierarchy: { codes: VALUES } }])
    const table = baseTable(frequencies)
    const space = workspaceFor(frequencies.entries)
    const cells = groupEntries(table, levels, LATTICE, space)
    const judged = judgeClasses(table, cells, models, [5], space)

    const isMonotone = (model: PrivacyModel) => 'k-anonymity' in model || 'sample-uniques' in model || ('l-diversity' in model && model['l-diversity'].kind === 'distinct')
    const parts = partRows(rows, levels).map((own) => ({ rows: own, size: sizeOf(own, hasPersons), failed: asked.filter((model) => !keepsModel(model, { rows: own, delivered: own.length }, rows, hasPersons)) }))
    let kept = parts.filter(({ failed }) => failed.length === 0)
    const risk = models.averageRisk ?? 1
    // The smallest classes fail until the average holds.
    while (kept.length > risk * kept.reduce((sum, { size }) => sum + size, 0) + 1e-9) kept = kept.filter(({ size }) => size > Math.min(...kept.map((one) => one.size)))
    const naive = parts.map((part) => [part.rows.length, part.size, kept.includes(part) ? KEPT : part.failed.every((model) => !isMonotone(model)) ? FAILED : OUTSIDE].join())
    const told = Array.from(judged.rows).flatMap((count, place) => (count > 0 ? [[count, judged.sizes[place], judged.fates[place]].join()] : []))
    expect(told.toSorted()).toEqual(naive.toSorted())
    expect(Array.from(judged.forced ?? []).every((forced, place) => forced <= (judged.fates[place] === FAILED ? judged.rows[place] ?? 0 : 0))).toBe(true)
  }), { numRuns: 300 })
})

test('of a failed class, so many rows are lost in every finer node as no choice of them can keep', () => {
  // Five of six rows have one value, and at most one and a half times as many as the others: four must go.
  const frequencies = { entries: 2, codes: [Uint8Array.of(0, 0)], counts: Uint32Array.of(5, 1), sensitive: [Uint8Array.of(0, 1)] }
  const models = compileModels([{ 'l-diversity': { column, kind: 'recursive', l: 2, c: 1.5 } }], frequencies, [{ column, values: 2 }])
  const space = workspaceFor(2)
  const table = baseTable(frequencies)
  const { fates, forced } = judgeClasses(table, groupEntries(table, [0], latticeOf(HIERARCHIES.slice(0, 1)), space), models, [2], space)
  expect([fates[0], forced?.[0]]).toEqual([FAILED, 4])
})

test('where sizes are all that is asked, no class is tallied', () => {
  const frequencies = { entries: 3, codes: [Uint8Array.of(0, 1, 2)], counts: Uint32Array.of(5, 4, 1) }
  const table = baseTable(frequencies)
  const space = workspaceFor(3)
  const judged = judgeClasses(table, groupEntries(table, [0], latticeOf(HIERARCHIES.slice(0, 1)), space), compileModels([{ 'k-anonymity': 5 }], frequencies, []), [], space)
  expect(judged).not.toHaveProperty('forced')
  expect([...judged.fates].slice(0, 3)).toEqual([KEPT, OUTSIDE, OUTSIDE])
})

test('sortByClass() lists the entries of each class in the order of the table', () => {
  const space = workspaceFor(5)
  space.classOf.set([2, 0, 2, 3, 0])
  const { order, starts } = sortByClass({ entries: 5, codes: [], counts: new Uint32Array(5), levels: [] }, 4, space)
  expect([[...order], [...starts]]).toEqual([[1, 4, 0, 2, 3], [0, 2, 2, 4, 5]])
})
