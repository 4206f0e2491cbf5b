import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sharesOf, tallyOf } from './made-values.fixture.ts'
import { MadeHierarchy, makeHierarchy, VALUES } from './naive-search.fixture.ts'
import { equalDistance, forestOf, hierarchicalDistance, orderedDistance } from './value-distance.ts'

const NINE = [1, 1, 1, 1, 1, 1, 1, 1, 1]

test.each([
  // Salaries of 3k to 11k, each as frequent: the example with which t-closeness was published (Li, Li, Venkatasubramanian 2007).
  { named: 'the three lowest of nine, in order', distance: orderedDistance(sharesOf(NINE)), counts: [1, 1, 1, 0, 0, 0, 0, 0, 0], far: 0.375 },
  { named: 'three of nine far apart, in order', distance: orderedDistance(sharesOf(NINE)), counts: [0, 0, 0, 1, 0, 1, 0, 0, 1], far: 1 / 6 },
  { named: 'three of nine, equally far', distance: equalDistance(sharesOf(NINE)), counts: [1, 1, 1, 0, 0, 0, 0, 0, 0], far: 2 / 3 },
  { named: 'one end of two, in order', distance: orderedDistance(sharesOf([1, 1])), counts: [4, 0], far: 0.5 },
  { named: 'a single value, in order', distance: orderedDistance(sharesOf([3])), counts: [2], far: 0 },
  { named: 'a class without rows', distance: equalDistance(sharesOf([1, 1])), counts: [0, 0], far: 0 },
  { named: 'one half of a pair, in a tree of two levels', distance: hierarchicalDistance(sharesOf([1, 1, 1, 1, 0]), forestOf(VALUES)), counts: [1, 0, 1, 0, 0], far: 0.25 },
  { named: 'one pair of two, in a tree of two levels', distance: hierarchicalDistance(sharesOf([1, 1, 1, 1, 0]), forestOf(VALUES)), counts: [1, 1, 0, 0, 0], far: 0.5 },
])('$named lies $far away', ({ distance, counts, far }) => {
  expect(distance(tallyOf(counts))).toBeCloseTo(far, 12)
})

const Counts = fc.tuple(...Array.from({ length: 8 }, () => fc.nat(6)))
const Pair = fc.tuple(Counts, Counts).filter(([own, all]) => own.some((count) => count > 0) && all.some((count) => count > 0))

test('equalDistance() and orderedDistance() are the formulas of the release format, for any counts', () => {
  fc.assert(fc.property(Pair, ([own, all]) => {
    const [p, q] = [sharesOf(own), sharesOf(all)]
    const differences = Array.from(p, (share, value) => share - (q[value] ?? 0))
    const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)
    expect(equalDistance(q)(tallyOf(own))).toBeCloseTo(sum(differences.map(Math.abs)) / 2, 10)
    expect(orderedDistance(q)(tallyOf(own))).toBeCloseTo(sum(differences.slice(1).map((_, end) => Math.abs(sum(differences.slice(0, end + 1))))) / 7, 10)
  }))
})

test('hierarchicalDistance() is the formula of the release format, for any counts and hierarchy', () => {
  fc.assert(fc.property(Pair, MadeHierarchy, ([own, all], made) => {
    const { codes } = makeHierarchy({ ...made, leaves: 8 })
    const [p, q] = [sharesOf(own), sharesOf(all)]
    const height = codes.length - 1
    const extraOf = (level: number, code: number) => Array.from(p).reduce((sum, share, leaf) => sum + (codes[level]?.[leaf] === code ? share - (q[leaf] ?? 0) : 0), 0)
    const distance = codes.reduce((sum, ofLevel, level) => {
      if (level === 0) return sum
      const costs = [...new Set(ofLevel)].map((code) => {
        const children = new Set(Array.from(codes[level - 1] ?? []).filter((_, leaf) => ofLevel[leaf] === code))
        const extras = [...children].map((child) => extraOf(level - 1, child))
        return level / height * Math.min(...[1, -1].map((sign) => extras.reduce((total, extra) => total + Math.max(0, sign * extra), 0)))
      })
      return sum + costs.reduce((total, cost) => total + cost, 0)
    }, 0)
    const measured = hierarchicalDistance(q, forestOf(codes))(tallyOf(own))
    expect(measured).toBeCloseTo(distance, 10)
    // Values under one root are as far apart as in no tree at all, or nearer.
    expect(measured).toBeLessThanOrEqual(equalDistance(q)(tallyOf(own)) + 1e-10)
  }))
})

test('a distance told one class after the other forgets the last one', () => {
  const distance = hierarchicalDistance(sharesOf([1, 1, 1, 1, 0]), forestOf(VALUES))
  expect([[4, 0, 0, 0, 0], [0, 0, 4, 0, 0], [1, 1, 1, 1, 0], [0, 4, 0, 0, 0]].map((counts) => distance(tallyOf(counts)))).toEqual([0.625, 0.625, 0, 0.625])
})

test('forestOf() makes a node of every label, also of one that stands on two levels', () => {
  const { parents, heights } = forestOf(VALUES)
  expect([...parents]).toEqual([5, 5, 6, 6, 7, 8, 8, 8, -1])
  expect([...heights]).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 2])
})
