import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Fact } from '#dam/dataset/fact.ts'
import type { PrivacyModel } from '#dam/recipe/recipe.ts'
import { compileModels } from './class-models.ts'
import { latticeOf } from './lattice.ts'
import { recodeAtNode } from './list-classes.ts'
import { modelFacts } from './model-facts.ts'
import { countEntries, makeHierarchy, VALUES } from './naive-search.fixture.ts'

const column = 'diagnosis'
const SENSITIVE = [{ column, values: 5, hierarchy: { codes: VALUES } }]
const ALL: readonly PrivacyModel[] = [
  { 'k-anonymity': 3 }, { 'sample-uniques': 'none' }, { 'average-risk': 0.3 }, { 'delta-presence': { 'at-least': 0.1, 'at-most': 0.9 } },
  { 'l-diversity': { column, kind: 'distinct', l: 2 } }, { 'l-diversity': { column, kind: 'entropy', l: 1.5 } }, { 'l-diversity': { column, kind: 'recursive', l: 2, c: 4 } },
  { 't-closeness': { column, t: 0.4, distance: 'equal' } }, { 't-closeness': { column, t: 0.4, distance: 'ordered' } }, { 't-closeness': { column, t: 0.4, distance: 'hierarchical' } },
]

// Two classes, of values 0 0 0 1 and 0 2 2 of ten and four delivered rows; one row of value 4 is suppressed.
const FREQUENCIES = {
  entries: 5, codes: [Uint8Array.of(0, 0, 1, 1, 2)], counts: Uint32Array.of(3, 1, 1, 2, 1), sensitive: [Uint8Array.of(0, 1, 0, 2, 4)], delivered: Uint32Array.of(6, 4, 2, 2, 1),
}
const RECODED = {
  classes: 2, classOf: Int32Array.of(0, 0, 1, 1, -1), levels: [new Uint8Array(2)], codes: [Int32Array.of(0, 1)], rows: Uint32Array.of(4, 3), sizes: Uint32Array.of(4, 3),
}

test('modelFacts() tells for every promise its rule and what the worst class reaches', () => {
  const facts = modelFacts(ALL, compileModels(ALL, FREQUENCIES, SENSITIVE), FREQUENCIES, RECODED, SENSITIVE)
  expect(facts.map(({ id, rule, measured, unit }) => [id, rule, measured, unit])).toEqual([
    ['k-anonymity', 3, 3, 'score'], ['sample-uniques', 2, 3, 'score'], ['average-risk', 0.3, expect.closeTo(2 / 7, 9), 'share'], ['delta-presence', 0.9, 0.75, 'share'],
    [`l-diversity:${column}:distinct`, 2, 2, 'score'],
    [`l-diversity:${column}:entropy`, 1.5, expect.closeTo(4 / 27 ** 0.25, 9), 'score'], [`l-diversity:${column}:recursive`, 4, 3, 'score'],
    // In all eight rows 4, 1, 2, 0 and 1 eighths; the second class differs by -1/6, -1/8, 5/12, 0 and -1/8.
    [`t-closeness:${column}:equal`, 0.4, expect.closeTo(5 / 12, 9), 'score'],
    [`t-closeness:${column}:ordered`, 0.4, expect.closeTo(Math.max(1 / 4 + 3 / 8 + 1 / 8 + 1 / 8, 1 / 6 + 7 / 24 + 1 / 8 + 1 / 8) / 4, 9), 'score'],
    [`t-closeness:${column}:hierarchical`, 0.4, expect.closeTo(Math.max(3 / 8, 5 / 12), 9), 'score'],
  ])
  for (const fact of facts) expect(Fact.safeParse(fact).success).toBe(true)
})

test('modelFacts() tells no figure where no class is left, nor one that is no number', () => {
  const asked: PrivacyModel[] = [{ 'k-anonymity': 3 }, { 'l-diversity': { column, kind: 'recursive', l: 4, c: 4 } }, { 'average-risk': 0.3 }]
  const none = { ...RECODED, classes: 0, classOf: new Int32Array(5).fill(-1), rows: new Uint32Array(0), sizes: new Uint32Array(0) }
  const models = compileModels(asked, FREQUENCIES, SENSITIVE)
  expect(modelFacts(asked, models, FREQUENCIES, none, SENSITIVE).map(({ measured }) => measured)).toEqual([null, null, 0])
  expect(modelFacts(asked, models, FREQUENCIES, RECODED, SENSITIVE).map(({ measured }) => measured)).toEqual([3, null, expect.closeTo(2 / 7, 9)])
})

const HIERARCHIES = [makeHierarchy({ leaves: 6, steps: [2], extra: 0, seed: 0 })]
const Rows = fc.array(fc.record({ leaves: fc.tuple(fc.nat(5)), person: fc.nat(9), value: fc.nat(4), group: fc.constant(0), isReleased: fc.boolean() }), { minLength: 1, maxLength: 60, size: 'max' })

test('what is told of any release keeps its rules, with rows or persons', () => {
  fc.assert(fc.property(Rows, fc.subarray([...ALL]), fc.nat(2), fc.boolean(), (drawn, asked, level, hasPersons) => {
    const rows = drawn.map((row, place) => ({ ...row, isReleased: row.isReleased || place === 0 }))
    const frequencies = countEntries(rows, HIERARCHIES, { persons: hasPersons, values: true, groups: false, delivered: true })
    const models = compileModels(asked, frequencies, SENSITIVE)
    const recoded = recodeAtNode(frequencies, [level], models, [5], latticeOf(HIERARCHIES))
    const facts = modelFacts(asked, models, frequencies, recoded, SENSITIVE)
    expect(facts.map(({ measured }) => measured === null)).toEqual(asked.map((model) => recoded.classes === 0 && !('average-risk' in model)))
    for (const { id, rule, measured } of facts) {
      if (measured === null) continue
      const isLarger = /^(k-anonymity|sample-uniques)$|:(distinct|entropy)$/.test(id)
      const [less, more] = isLarger ? [Number(rule), Number(measured)] : [Number(measured), Number(rule)]
      expect(less).toBeLessThanOrEqual(more + 1e-8)
    }
    const smallest = facts.find(({ id }) => id === 'k-anonymity')
    expect(smallest?.measured ?? 0).toBe(smallest ? Math.min(...recoded.sizes, Infinity) % Infinity || 0 : 0)
  }), { numRuns: 200 })
})
