import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { GroupOutcome } from '#dam/dataset/reports.ts'
import { measureGroups, parityFacts } from './measure-groups.ts'

/** Four leaves in two halves; the domain has a fifth leaf that does not occur. */
const HALVES = {
  codes: [Int32Array.of(0, 1, 2, 3), Int32Array.of(0, 0, 1, 1), Int32Array.of(0, 0, 0, 0)],
  leaves: [Float64Array.of(1, 1, 1, 1), Float64Array.of(2, 3), Float64Array.of(5)], domain: 5,
}
/** A column whose rows all have one value. */
const ONE = { codes: [Int32Array.of(0), Int32Array.of(0)], leaves: [Float64Array.of(1), Float64Array.of(1)], domain: 1 }
const GROUPS: GroupOutcome['cell'][] = ['a', 'b', null].map((value) => [{ column: 'district', value }])

interface Row { readonly group: number; readonly leaf: number; readonly count: number; readonly place: number }

const CLASSES = [{ level: 0, code: 1 }, { level: 1, code: 0 }, { level: 1, code: 1 }, { level: 2, code: 0 }]

function requestOf(rows: readonly Row[], smallest: number, weights: readonly number[] = [1, 1]) {
  return {
    frequencies: {
      entries: rows.length, codes: [Int32Array.from(rows, ({ leaf }) => leaf), new Int32Array(rows.length)],
      counts: Uint32Array.from(rows, ({ count }) => count), groups: Uint8Array.from(rows, ({ group }) => group),
    },
    hierarchies: [HALVES, ONE],
    recoded: {
      classes: CLASSES.length, classOf: Int32Array.from(rows, ({ place }) => place),
      levels: [Uint8Array.from(CLASSES, ({ level }) => level), new Uint8Array(CLASSES.length)],
      codes: [Int32Array.from(CLASSES, ({ code }) => code), new Int32Array(CLASSES.length)],
      rows: new Uint32Array(CLASSES.length), sizes: new Uint32Array(CLASSES.length),
    },
    weights, groupCells: GROUPS, smallest,
  }
}

const anyRow = fc.record({ group: fc.integer({ min: 0, max: 2 }), leaf: fc.integer({ min: 0, max: 3 }), count: fc.integer({ min: 0, max: 9 }), place: fc.integer({ min: -1, max: 3 }) })

test('for any rows, groups and the whole are what a recount row by row finds', () => {
  fc.assert(fc.property(fc.array(anyRow, { maxLength: 40 }), fc.integer({ min: 1, max: 30 }), (rows, smallest) => {
    const weights = [2, 3]
    const { whole, outcomes, publicOutcomes } = measureGroups(requestOf(rows, smallest, weights))
    const lossOf = ({ place }: Row) => {
      const { level, code } = CLASSES[place] ?? { level: 2, code: 0 }
      const share = (HALVES.leaves[level]?.[code] ?? 0) / 5
      return 2 * (share - 1 / 5) / (1 - 1 / 5) / 5
    }
    const naive = (chosen: readonly Row[]) => {
      const single = chosen.flatMap((row) => Array.from({ length: row.count }, () => row))
      return { rows: single.length, suppressed: single.filter(({ place }) => place < 0).length, loss: single.length === 0 ? 0 : single.reduce((sum, row) => sum + lossOf(row), 0) / single.length }
    }
    const compare = (told: { rows: number; suppressed: number; loss: number } | undefined, counted: ReturnType<typeof naive>) => {
      expect({ rows: told?.rows ?? 0, suppressed: told?.suppressed ?? 0 }).toEqual({ rows: counted.rows, suppressed: counted.suppressed })
      expect(told?.loss ?? 0).toBeCloseTo(counted.loss, 9)
    }
    GROUPS.forEach(([cell], group) => { compare(outcomes.find((outcome) => outcome.cell[0]?.value === cell?.value), naive(rows.filter((row) => row.group === group))) })
    compare({ rows: whole.suppressed.of, suppressed: whole.suppressed.count, loss: whole.loss }, naive(rows))
    const isLarge = (group: number) => naive(rows.filter((row) => row.group === group)).rows >= smallest
    expect(publicOutcomes.filter(({ isSmall }) => !isSmall)).toHaveLength([0, 1, 2].filter(isLarge).length)
    compare(publicOutcomes.find(({ isSmall }) => isSmall), naive(rows.filter(({ group }) => !isLarge(group))))
    expect(publicOutcomes.every(({ isSmall, cell }) => !isSmall || cell.length === 0)).toBe(true)
  }))
})

test('finer groups are joined into those that are asked about', () => {
  const rows = [{ group: 0, leaf: 0, count: 10, place: 1 }, { group: 1, leaf: 1, count: 5, place: -1 }, { group: 2, leaf: 2, count: 1, place: 2 }]
  const { outcomes } = measureGroups({ ...requestOf(rows, 1), groupCells: GROUPS.slice(0, 2), ofGroup: Int32Array.of(0, 0, 1) })
  expect(outcomes.map(({ rows: count, suppressed }) => ({ count, suppressed }))).toEqual([{ count: 15, suppressed: 5 }, { count: 1, suppressed: 0 }])
})

test('parityFacts() fails a group that is suppressed twice as often as the whole, and says which one, with figures', () => {
  const rows = [{ group: 0, leaf: 0, count: 90, place: 1 }, { group: 1, leaf: 1, count: 30, place: -1 }, { group: 1, leaf: 1, count: 30, place: 1 }, { group: 2, leaf: 2, count: 2, place: -1 }]
  const { outcomes, whole } = measureGroups(requestOf(rows, 30))
  const [suppressed, loss] = parityFacts({ outcomes, whole, atMost: 1.6 })
  expect(suppressed).toMatchObject({ verdict: 'failed', rule: 1.6 })
  expect(suppressed?.measured).toBeCloseTo(0.5 / (32 / 152), 9)
  expect(suppressed?.because?.en).toBe('district = b: suppressed 50.00 % (30 / 60), 2.38 × the whole 21.05 %')
  expect(loss).toMatchObject({ verdict: 'passed' })
})

test('a promise holds where nothing is suppressed, and is not checked where every group is small', () => {
  const kept = measureGroups(requestOf([{ group: 0, leaf: 0, count: 40, place: 1 }, { group: 1, leaf: 3, count: 40, place: 2 }], 30))
  const [first] = parityFacts({ outcomes: kept.outcomes, whole: kept.whole, atMost: 1 })
  expect(first).toMatchObject({ verdict: 'passed', measured: 0 })
  const small = measureGroups(requestOf([{ group: 0, leaf: 0, count: 4, place: -1 }, { group: 1, leaf: 3, count: 40, place: 2 }], 100))
  expect(parityFacts({ outcomes: small.outcomes, whole: small.whole, atMost: 1 }).map(({ verdict }) => verdict)).toEqual(['not-checked', 'not-checked'])
})
