import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Attack } from '#dam/dataset/reports.ts'
import { attackRelease } from './attack-release.ts'
import { makeColumn, type MadeColumn, type MadeLabel, makeRelease, splitRows } from './split-rows.fixture.ts'

const THREE = makeColumn([0, 1, 2], [0, 0, 0])
const FOUR = makeColumn([0, 1, 2, 3], [0, 0, 1, 1], [0, 0, 0, 0])
const ALL: MadeLabel = [1, 0]

function attackOf(attacks: readonly Attack[], id: Attack['id']): Attack {
  const found = attacks.find((attack) => attack.id === id)
  if (!found) throw new Error(`no ${id}`)
  return found
}

test('in a free recoding whose left-over class holds one value, subtraction tells everything', () => {
  const release = makeRelease([THREE], [[ALL], [[0, 0]], [[0, 1]]], [{ leaves: [0], place: 1, count: 5 }, { leaves: [1], place: 2, count: 6 }, { leaves: [2], place: 0, count: 4 }])
  const attacks = attackRelease({ recoding: 'free-local', ...release, k: 4, sensitive: [], seed: 1 })
  expect(attackOf(attacks, 'sibling-subtraction')).toMatchObject({ attempts: 4, certain: 4, successes: 4, rate: 1, chance: Number((1 / 3).toPrecision(12)) })
  expect(attackOf(attacks, 'combinatorial-refinement')).toMatchObject({ attempts: 4, certain: 4, rate: 1, chance: 0 })
})

test('in a strict recoding subtraction tells nothing beyond chance', () => {
  const release = makeRelease([FOUR], [[[1, 0]], [[1, 1]]], [0, 1, 2, 3].map((leaf) => ({ leaves: [leaf], place: leaf >> 1, count: 3 })))
  const attacks = attackRelease({ recoding: 'strict-local', ...release, k: 6, sensitive: [], seed: 1 })
  expect(attackOf(attacks, 'sibling-subtraction')).toMatchObject({ attempts: 12, certain: 0, successes: 6, rate: 0.5, chance: 0.5 })
  expect(attackOf(attacks, 'combinatorial-refinement')).toMatchObject({ attempts: 12, certain: 0, rate: 0.5, chance: 0.5 })
  expect(attackOf(attacks, 'linkage')).toMatchObject({ attempts: 12, successes: 2, chance: Number((1 / 12).toPrecision(12)), bound: 1 / 6 })
})

test('somebody who knows a person is misled by a narrower class that the person fits too', () => {
  // The second row fits (0, any) and (any, 0); the labels of the first column leave a third, those of the second a quarter.
  const release = makeRelease([THREE, FOUR], [[[0, 0], [2, 0]], [ALL, [0, 0]]], [{ leaves: [0, 1], place: 0, count: 2 }, { leaves: [0, 0], place: 0, count: 2 }, { leaves: [1, 0], place: 1, count: 4 }])
  const linkage = attackOf(attackRelease({ recoding: 'free-local', ...release, k: 4, sensitive: [], seed: 1 }), 'linkage')
  expect(linkage).toMatchObject({ attempts: 8, certain: 0, successes: 2 / 4 + 4 / 4 })
})

test('inference says the commonest value of the class, chance that of the whole table', () => {
  const release = makeRelease([THREE], [[[0, 0]], [[0, 1]]], [
    { leaves: [0], place: 0, count: 3, value: 7 }, { leaves: [0], place: 0, count: 1, value: 2 },
    { leaves: [1], place: 1, count: 4, value: 2 }, { leaves: [2], place: -1, count: 9, value: 5 },
  ])
  const attacks = attackRelease({ recoding: 'global', ...release, k: 4, sensitive: [{ column: 'diagnosis' }], seed: 1 })
  expect(attackOf(attacks, 'inference')).toMatchObject({ column: 'diagnosis', attempts: 8, certain: 4, successes: 7, rate: 7 / 8, chance: 0 })
})

test('with every row suppressed nothing is attempted', () => {
  const release = makeRelease([THREE], [], [{ leaves: [0], place: -1, count: 2, value: 1 }])
  for (const recoding of ['global', 'strict-local', 'free-local'] as const) {
    for (const attack of attackRelease({ recoding, ...release, k: 3, sensitive: [{ column: 'a' }], seed: 1 })) expect(attack).toMatchObject({ attempts: 0, certain: 0, successes: 0, rate: 0, chance: 0 })
  }
})

const COLUMNS: readonly MadeColumn[] = [THREE, FOUR, makeColumn([0, 1], [0, 0])]
const anyRows = fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 1 })), { minLength: 1, maxLength: 60 })

test.each(['free', 'strict'] as const)('for any rows that are recoded by splitting (%s), figures are shares, linkage keeps its bound, and no true label is subtracted', (mode) => {
  fc.assert(fc.property(anyRows, fc.integer({ min: 1, max: 6 }), (rows, k) => {
    const { labels, placeOf } = splitRows(COLUMNS, rows, k, mode)
    const release = makeRelease(COLUMNS, labels, rows.map((leaves, row) => ({ leaves, place: placeOf[row] ?? -1, value: (leaves[0] ?? 0) % 2 })))
    const attacks = attackRelease({ recoding: mode === 'free' ? 'free-local' : 'strict-local', ...release, k, sensitive: [{ column: 'a' }], seed: 5 })
    for (const attack of attacks) {
      Attack.parse(attack)
      expect(attack.certain).toBeLessThanOrEqual(attack.attempts)
      expect(attack.successes).toBeLessThanOrEqual(attack.attempts + 1e-6)
      expect(Math.abs(attack.rate * attack.attempts - attack.successes)).toBeLessThan(1e-6)
    }
    const subtraction = attackOf(attacks, 'sibling-subtraction')
    expect(subtraction.rate).toBeGreaterThanOrEqual(subtraction.chance - 1e-9)
    const linkage = attackOf(attacks, 'linkage')
    expect(rows.length < k || linkage.rate <= (linkage.bound ?? 1) + 1e-9).toBe(true)
    if (mode === 'free') return
    expect(linkage.successes).toBeCloseTo(labels.length, 9)
    expect(subtraction).toMatchObject({ rate: subtraction.chance })
  }), { numRuns: 300 })
})

test('many rows are drawn from, and the same seed draws the same', () => {
  const release = makeRelease([FOUR], [[[2, 0]]], [0, 1, 2, 3].map((leaf) => ({ leaves: [leaf], place: 0, count: 200_000 })))
  const request = { recoding: 'free-local' as const, ...release, k: 5, sensitive: [], seed: 9 }
  const attacks = attackRelease(request)
  expect(attackRelease(request)).toEqual(attacks)
  const guessed = attackOf(attacks, 'sibling-subtraction')
  expect(guessed).toMatchObject({ attempts: 200_000, rate: 0.5 })
  expect(guessed.how.method.en).toContain('200000 of 800000 rows')
})
