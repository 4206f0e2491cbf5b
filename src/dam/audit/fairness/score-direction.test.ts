import fc from 'fast-check'
import { expect, test } from 'vitest'
import { scoreDirection } from './score-direction.ts'

const bins = (favourable: readonly number[], all: readonly number[]) => ({ binFavourable: [...favourable], binRows: [...all], binSelected: [...favourable], binPredicted: [...all] })

test('scoreDirection() counts the pairs, whatever the bins hold', () => {
  const bin = fc.record({ favourable: fc.nat(6), others: fc.nat(6) })
  fc.assert(fc.property(fc.array(bin, { minLength: 1, maxLength: 10 }), (made) => {
    const rows = made.flatMap(({ favourable, others }, place) => [...Array.from({ length: favourable }, () => [place, true] as const), ...Array.from({ length: others }, () => [place, false] as const)])
    const pairs = rows.filter(([, isFavourable]) => isFavourable).flatMap(([one]) => rows.filter(([, isFavourable]) => !isFavourable).map(([other]) => Math.sign(one - other)))
    const { outcomes } = scoreDirection(bins(made.map(({ favourable }) => favourable), made.map(({ favourable, others }) => favourable + others)))
    expect(outcomes === null).toBe(pairs.length === 0)
    expect(Math.abs((outcomes ?? 0) - pairs.reduce((sum, sign) => sum + sign, 0) / Math.max(1, pairs.length))).toBeLessThan(0.00051)
  }))
})

test('turned around, a score points the other way by as much', () => {
  const counts = fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { minLength: 2, maxLength: 10 })
  fc.assert(fc.property(counts, (made) => {
    const of = (pairs: typeof made) => scoreDirection(bins(pairs.map(([favourable]) => favourable), pairs.map(([favourable, others]) => favourable + others)))
    const [one, other] = [of(made), of(made.toReversed())]
    expect(other.decisions === null).toBe(one.decisions === null)
    expect(Math.abs((one.decisions ?? 0) + (other.decisions ?? 0))).toBeLessThan(0.0011)
    expect(one.isReversed && other.isReversed).toBe(false)
  }))
})

test.each([
  { name: 'a probability of the favourable outcome', decisions: [0, 10], outcomes: [2, 8], isReversed: false },
  { name: 'a risk score', decisions: [10, 0], outcomes: [8, 2], isReversed: true },
  { name: 'a risk score that foretells nothing', decisions: [10, 0], outcomes: [5, 5], isReversed: true },
  { name: 'a right score whose decisions were made against it', decisions: [10, 0], outcomes: [1, 9], isReversed: false },
  { name: 'a model that is wrong, with decisions that follow its score', decisions: [0, 10], outcomes: [9, 1], isReversed: false },
  { name: 'a score that decides nothing', decisions: [5, 6], outcomes: [6, 5], isReversed: false },
  { name: 'a risk score of a model that decides for everybody', decisions: [10, 10], outcomes: [9, 1], isReversed: true },
])('$name: reversed is $isReversed', ({ decisions, outcomes, isReversed }) => {
  expect(scoreDirection({ binSelected: decisions, binPredicted: [10, 10], binFavourable: outcomes, binRows: [10, 10] }).isReversed).toBe(isReversed)
})

test('without a row there is nothing to say', () => {
  expect(scoreDirection(bins([], []))).toEqual({ decisions: null, outcomes: null, isReversed: false })
})
