import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PrivacyModel } from '#dam/recipe/recipe.ts'
import { compileModels } from './class-models.ts'
import { type ClassTally, tallyClasses } from './class-tally.ts'
import type { Frequencies } from './frequencies.ts'
import { classOf } from './made-values.fixture.ts'
import { countEntries, keepsModel, makeHierarchy, type MadeRow, VALUES } from './naive-search.fixture.ts'

const column = 'value'
const SENSITIVE = [{ column, values: 5, hierarchy: { codes: VALUES } }]
/** A column whose leaves are the classes. */
const CLASSES = [makeHierarchy({ leaves: 4, steps: [], extra: 0, seed: 0 })]
/** Ten rows, of which two each have one of five values. */
const EVEN = countEntries(Array.from({ length: 10 }, (_, row): MadeRow => ({ leaves: [0], person: row, value: row % 5, group: 0, isReleased: true })), CLASSES, { persons: false, values: true, groups: false, delivered: false })

test.each<{ model: PrivacyModel; counts: readonly number[]; delivered?: number; measured: number; isKept: boolean }>([
  { model: { 'k-anonymity': 5 }, counts: [5], measured: 5, isKept: true },
  { model: { 'k-anonymity': 5 }, counts: [4], measured: 4, isKept: false },
  { model: { 'sample-uniques': 'none' }, counts: [1], measured: 1, isKept: false },
  { model: { 'sample-uniques': 'none' }, counts: [2], measured: 2, isKept: true },
  { model: { 'l-diversity': { column, kind: 'distinct', l: 3 } }, counts: [4, 1, 1], measured: 3, isKept: true },
  { model: { 'l-diversity': { column, kind: 'distinct', l: 3 } }, counts: [4, 2], measured: 2, isKept: false },
  // The effective number of values: four equal ones are four, exactly.
  { model: { 'l-diversity': { column, kind: 'entropy', l: 4 } }, counts: [3, 3, 3, 3], measured: 4, isKept: true },
  { model: { 'l-diversity': { column, kind: 'entropy', l: 2 } }, counts: [3, 1], measured: 4 / 27 ** 0.25, isKept: false },
  // 4 by the rest from the second on: 4 / 3.
  { model: { 'l-diversity': { column, kind: 'recursive', l: 2, c: 1.4 } }, counts: [2, 4, 1], measured: 4 / 3, isKept: true },
  // Less than c, not c itself.
  { model: { 'l-diversity': { column, kind: 'recursive', l: 2, c: 2 } }, counts: [4, 2], measured: 2, isKept: false },
  { model: { 'l-diversity': { column, kind: 'recursive', l: 3, c: 9 } }, counts: [4, 2], measured: Infinity, isKept: false },
  { model: { 't-closeness': { column, t: 0.6, distance: 'equal' } }, counts: [1, 1], measured: 0.6, isKept: true },
  { model: { 't-closeness': { column, t: 0.37, distance: 'ordered' } }, counts: [1, 1], measured: 0.375, isKept: false },
  { model: { 't-closeness': { column, t: 0.6, distance: 'hierarchical' } }, counts: [1, 1], measured: 0.6, isKept: true },
  { model: { 'delta-presence': { 'at-least': 0.2, 'at-most': 0.5 } }, counts: [3], delivered: 6, measured: 0.5, isKept: true },
  { model: { 'delta-presence': { 'at-least': 0.2, 'at-most': 0.5 } }, counts: [4], delivered: 7, measured: 4 / 7, isKept: false },
  { model: { 'delta-presence': { 'at-least': 0.2, 'at-most': 0.5 } }, counts: [1], delivered: 6, measured: 1 / 6, isKept: false },
])('$model measures $measured in a class of $counts: $isKept', ({ model, counts, delivered, measured, isKept }) => {
  const { measures, passes } = compileModels([model], EVEN, SENSITIVE)
  const tally = classOf([...counts, 0, 0, 0, 0, 0].slice(0, 5), delivered)
  expect(measures).toHaveLength(1)
  expect(measures[0]?.measure(tally)).toBeCloseTo(measured, 12)
  expect(passes(tally)).toBe(isKept)
})

test('compileModels() takes the strictest of several promises of a kind', () => {
  const models = compileModels([{ 'k-anonymity': 3 }, { 'k-anonymity': 7 }, { 'average-risk': 0.2 }, { 'average-risk': 0.1 }], EVEN, [])
  expect(models).toMatchObject({ k: 7, leastRows: 1, averageRisk: 0.1, isSizeOnly: false, needsTally: false })
  expect(models.measures.map(({ rule }) => rule)).toEqual([3, 7])
  expect(compileModels([], EVEN, [])).toMatchObject({ k: 1, leastRows: 1, isSizeOnly: true, needsTally: false, isKeptTogether: true })
  expect(compileModels([], EVEN, [])).not.toHaveProperty('averageRisk')
})

test('compileModels() does not take a promise about a column whose values it was not given', () => {
  expect(() => compileModels([{ 'l-diversity': { column: 'other', kind: 'distinct', l: 2 } }], EVEN, SENSITIVE)).toThrow('"other"')
})

const Row: fc.Arbitrary<MadeRow> = fc.record({ leaves: fc.tuple(fc.nat(3)), person: fc.nat(6), value: fc.nat(4), group: fc.constant(0), isReleased: fc.boolean() })
const Rows = fc.array(Row, { minLength: 1, maxLength: 40, size: 'max' })
const Model: fc.Arbitrary<PrivacyModel> = fc.oneof(
  fc.integer({ min: 2, max: 5 }).map((k) => ({ 'k-anonymity': k })),
  fc.constant({ 'sample-uniques': 'none' as const }),
  fc.integer({ min: 2, max: 3 }).map((l) => ({ 'l-diversity': { column, kind: 'distinct' as const, l } })),
  fc.constantFrom(1.5, 2.5).map((l) => ({ 'l-diversity': { column, kind: 'entropy' as const, l } })),
  fc.record({ l: fc.integer({ min: 2, max: 3 }), c: fc.constantFrom(0.7, 1.3, 3.1) }).map(({ l, c }) => ({ 'l-diversity': { column, kind: 'recursive' as const, l, c } })),
  fc.record({ t: fc.constantFrom(0.1, 0.25, 0.5), distance: fc.constantFrom('equal' as const, 'ordered' as const, 'hierarchical' as const) }).map((told) => ({ 't-closeness': { column, ...told } })),
  fc.record({ 'at-least': fc.constantFrom(0, 0.2), 'at-most': fc.constantFrom(0.6, 1) }).map((told) => ({ 'delta-presence': told })),
)

/** The rows as entries, with all that any model asks for. */
function countAll(rows: readonly MadeRow[], hasPersons: boolean): Frequencies {
  return countEntries(rows, CLASSES, { persons: hasPersons, values: true, groups: false, delivered: true })
}

/** The tally of the rows with these leaves. */
function tallyLeaves(frequencies: Frequencies, leaves: readonly number[]): ClassTally {
  const { tally, add } = tallyClasses(frequencies, [5])
  for (let entry = 0; entry < frequencies.entries; entry++) if (leaves.includes(frequencies.codes[0]?.[entry] ?? -1)) add(entry)
  return tally
}

test('a class passes where it keeps every model by its definition, for any rows', () => {
  fc.assert(fc.property(Rows, fc.array(Model, { maxLength: 3 }), fc.boolean(), (made, asked, hasPersons) => {
    const rows = made.map((row, place) => ({ ...row, isReleased: row.isReleased || place === 0 }))
    const frequencies = countAll(rows, hasPersons)
    const models = compileModels(asked, frequencies, SENSITIVE)
    const all = rows.filter(({ isReleased }) => isReleased)
    for (const leaf of [0, 1, 2, 3]) {
      const own = all.filter(({ leaves }) => leaves[0] === leaf)
      if (own.length === 0) continue
      const naive = asked.filter((model) => !keepsModel(model, { rows: own, delivered: rows.filter(({ leaves }) => leaves[0] === leaf).length }, all, hasPersons))
      const tally = tallyLeaves(frequencies, [leaf])
      expect(models.passes(tally)).toBe(naive.length === 0)
      expect(models.passesMonotone(tally)).toBe(naive.every((model) => !('k-anonymity' in model || 'sample-uniques' in model || ('l-diversity' in model && model['l-diversity'].kind === 'distinct'))))
    }
  }), { numRuns: 300 })
})

test('whatever parts a class falls into, those that pass hold no more rows than mostKept() tells', () => {
  fc.assert(fc.property(Rows, fc.array(Model, { minLength: 1, maxLength: 2 }), fc.boolean(), (made, asked, hasPersons) => {
    const frequencies = countAll(made.map((row) => ({ ...row, isReleased: true })), hasPersons)
    const models = compileModels(asked, frequencies, SENSITIVE)
    const kept = [0, 1, 2, 3].reduce((sum, leaf) => {
      const tally = tallyLeaves(frequencies, [leaf])
      return sum + (models.passes(tally) ? tally.rows : 0)
    }, 0)
    expect(models.mostKept(tallyLeaves(frequencies, [0, 1, 2, 3]))).toBeGreaterThanOrEqual(kept - 1e-9)
  }), { numRuns: 500 })
})

test('classes that keep models which are kept together keep them as one class too, on average as well', () => {
  const Asked = fc.array(fc.oneof(Model, fc.constantFrom(0.2, 0.3, 0.45).map((risk) => ({ 'average-risk': risk }))), { minLength: 1, maxLength: 2 })
  let together = 0
  fc.assert(fc.property(Rows, Asked, fc.boolean(), fc.integer({ min: 1, max: 3 }), (made, asked, hasPersons, most) => {
    const rows = made.map((row) => ({ ...row, leaves: [(row.leaves[0] ?? 0) % (most + 1)] }))
    const frequencies = countAll(rows, hasPersons)
    const models = compileModels(asked, frequencies, SENSITIVE)
    const isKept = (parts: readonly (readonly number[])[]) => {
      const classes = parts.map((leaves) => tallyLeaves(frequencies, leaves)).filter((tally) => tally.rows > 0)
      return classes.every((tally) => models.passes(tally)) && classes.length <= (models.averageRisk ?? 1) * classes.reduce((sum, { size }) => sum + size, 0) + 1e-9
    }
    const parts = Array.from({ length: most + 1 }, (_, leaf) => [leaf])
    if (!models.isKeptTogether || !isKept(parts)) return
    together++
    expect(isKept([parts.slice(0, 2).flat(), ...parts.slice(2)])).toBe(true)
  }), { numRuns: 2000 })
  expect(together).toBeGreaterThan(50)
})

test('persons in two classes keep no average, entropy or distance together', () => {
  const withPersons = countAll([{ leaves: [0], person: 0, value: 0, group: 0, isReleased: true }], true)
  const asked: PrivacyModel[] = [{ 'average-risk': 0.2 }, { 'l-diversity': { column, kind: 'entropy', l: 2 } }, { 't-closeness': { column, t: 0.2, distance: 'equal' } }]
  expect(asked.map((model) => compileModels([model], withPersons, SENSITIVE).isKeptTogether)).toEqual([false, false, false])
  expect(asked.map((model) => compileModels([model], EVEN, SENSITIVE).isKeptTogether)).toEqual([true, true, true])
  // Rows of the delivery that no class holds make a larger class rarer.
  expect([0, 0.1].map((least) => compileModels([{ 'delta-presence': { 'at-least': least, 'at-most': 1 } }], EVEN, []).isKeptTogether)).toEqual([true, false])
})
