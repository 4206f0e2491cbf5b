import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileModels } from './class-models.ts'
import { classOf, sharesOf, tallyOf } from './made-values.fixture.ts'
import { mostRecursive, mostWithEntropy, mostWithinEqual, mostWithinOrdered, mostWithinTree } from './most-kept.ts'
import { VALUES } from './naive-search.fixture.ts'
import { equalDistance, forestOf, hierarchicalDistance, orderedDistance } from './value-distance.ts'

const halves = sharesOf([1, 1])

test.each([
  { named: 'within 0.1 of two halves, equally far', most: mostWithinEqual(halves, 0.1), counts: [8, 2], kept: 5 },
  { named: 'within 0 of two halves', most: mostWithinEqual(halves, 0), counts: [8, 2], kept: 4 },
  { named: 'without a value that the whole has', most: mostWithinEqual(halves, 0.4), counts: [8, 0], kept: 0 },
  { named: 'within 0.1 along an order of three', most: mostWithinOrdered(sharesOf([1, 0, 1]), 0.1), counts: [8, 0, 2], kept: 6 },
  { named: 'of one value alone', most: mostWithinTree(sharesOf([1]), forestOf([Int32Array.of(0)]), 0), counts: [7], kept: 7 },
  // The bound leaves each value one row more than the height at which all are cut.
  { named: 'with the entropy of two equal values', most: mostWithEntropy(2), counts: [9, 3], kept: 7 },
  { named: 'with an entropy that they have already', most: mostWithEntropy(1.5), counts: [6, 6], kept: 12 },
  { named: 'with two values, the first at most once the second', most: mostRecursive(2, 1), counts: [9, 3], kept: 6 },
  { named: 'with three values where there are two', most: mostRecursive(3, 1), counts: [9, 3], kept: 0 },
])('$named: $kept of $counts rows stay at most', ({ most, counts, kept }) => {
  expect(most(tallyOf(counts))).toBe(kept)
})

const Counts = fc.tuple(...[5, 4, 3, 3, 2].map((most) => fc.nat(most))).filter((counts) => counts.some((count) => count > 0))

/** All rows that may be chosen from a class, by the counts of their values. */
function choicesOf(counts: readonly number[]): number[][] {
  return counts.reduce<number[][]>((choices, most) => choices.flatMap((choice) => Array.from({ length: most + 1 }, (_, count) => [...choice, count])), [[]])
}

/** What the best choice of rows keeps whose values pass. */
function bestOf(counts: readonly number[], passes: (value: ReturnType<typeof tallyOf>) => boolean): number {
  return choicesOf(counts).reduce((best, choice) => {
    const value = tallyOf(choice)
    return value.total > best && passes(value) ? value.total : best
  }, 0)
}

test('no choice of rows of any class keeps a distance and more rows than told', () => {
  fc.assert(fc.property(Counts, Counts, fc.constantFrom(0, 0.05, 0.2, 0.4), (counts, all, t) => {
    const whole = sharesOf(all)
    const forest = forestOf(VALUES)
    for (const [most, distance] of [
      [mostWithinEqual(whole, t), equalDistance(whole)], [mostWithinOrdered(whole, t), orderedDistance(whole)], [mostWithinTree(whole, forest, t), hierarchicalDistance(whole, forest)],
    ] as const) expect(most(tallyOf(counts))).toBeGreaterThanOrEqual(bestOf(counts, (value) => distance(value) <= t + 1e-12))
  }), { numRuns: 60 })
})

test('no choice of rows of any class keeps l-diversity and more rows than told', () => {
  const none = { entries: 0, codes: [], counts: new Uint32Array(0) }
  fc.assert(fc.property(Counts, fc.constantFrom(1.5, 2, 2.7, 3), fc.constantFrom(0.7, 1, 2), (counts, l, c) => {
    const passes = (told: { kind: 'entropy'; l: number } | { kind: 'recursive'; l: number; c: number }) => {
      const models = compileModels([{ 'l-diversity': { column: 'value', ...told } }], none, [{ column: 'value', values: 5 }])
      return (value: ReturnType<typeof tallyOf>) => models.passes(classOf(Array.from(value.counts)))
    }
    expect(mostWithEntropy(l)(tallyOf(counts))).toBeGreaterThanOrEqual(bestOf(counts, passes({ kind: 'entropy', l })))
    expect(mostRecursive(Math.floor(l), c)(tallyOf(counts))).toBeGreaterThanOrEqual(bestOf(counts, passes({ kind: 'recursive', l: Math.floor(l), c })))
  }), { numRuns: 60 })
})
