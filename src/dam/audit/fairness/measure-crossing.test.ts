import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CellTally, emptyTally, rollUp } from './cell-tally.ts'
import { measureCrossing, testedMetrics, withGaps } from './measure-crossing.ts'
import { cellOf } from './made-crossing.fixture.ts'
import { measureOutcomes } from './outcomes.ts'
import { openTests } from './rate-tests.ts'

const VALUES = [['F', 'M', null], ['old', 'young']]
const GROUPS = ['sex', 'age']

/** Counted cells of sex and age, each with so many rows of either outcome. */
function settingOf(cells: readonly (readonly [sex: number, age: number, favourable: number, unfavourable: number])[], told: { readonly reference?: Readonly<Record<string, number>>; readonly smallestCell?: number } = {}) {
  const tallies = cells.map(([sex, age, favourable, unfavourable]): CellTally => ({ ...emptyTally([sex, age]), rows: favourable + unfavourable, favourable, unfavourable }))
  const counted = { values: VALUES, cells: tallies, recompute: '' }
  const whole = measureOutcomes(rollUp(counted, [])[0] ?? emptyTally([]), { hasPrediction: false, withBins: false })
  const shares = new Map(Object.entries(told.reference ?? {}).map(([sex, share]) => [JSON.stringify([sex]), share]))
  const reference = told.reference && { file: 'people.csv', columns: ['sex'], sharesBy: (columns: readonly string[]) => (columns.join() === 'sex' ? shares : undefined) }
  return { counted, groups: GROUPS, whole, reference, tolerance: 0.1, smallestCell: told.smallestCell ?? 30 }
}

const PEOPLE = [[0, 0, 10, 90], [0, 1, 20, 30], [1, 0, 60, 40], [1, 1, 45, 5], [2, 1, 3, 2]] as const

test('measureCrossing() lists the cells of some columns from the largest, with their share, rate and gap', () => {
  const tests = openTests()
  const { crossing: { by, cells, labelGap } } = measureCrossing([0], settingOf(PEOPLE), { tests })
  expect(by).toEqual(['sex'])
  expect(cells.map(({ cell, rows, label, isSmall }) => [cell[0]?.value, rows, label.count, label.of, isSmall])).toEqual([['F', 150, 30, 150, false], ['M', 150, 105, 150, false], [null, 5, 3, 5, true]])
  expect(cells[0]?.share).toBeCloseTo(150 / 305, 12)
  expect(cells[0]?.gap).toMatchObject({ toHighest: { difference: expect.closeTo(-0.5, 12), ratio: expect.closeTo(0.2 / 0.7, 12) }, toWhole: { difference: expect.closeTo(0.2 - 138 / 305, 12) }, keepsFourFifths: false })
  expect(cells[1]?.gap).toMatchObject({ toHighest: { difference: 0, ratio: 1 }, keepsFourFifths: true })
  expect([cells[2]?.gap, labelGap?.difference, tests.count]).toEqual([null, expect.closeTo(0.5, 12), 2])
})

test('measureCrossing() lists combinations of present values that no row has, and no combination of a missing value', () => {
  const { allCells } = measureCrossing([0, 1], settingOf(PEOPLE.slice(1)), { tests: openTests() })
  expect(allCells.filter(({ rows }) => rows === 0).map(({ cell }) => cell.map(({ value }) => value))).toEqual([['F', 'old']])
})

test('beside a reference, groups are thin where they hold less than their share allows, and those without a row are there too', () => {
  const { crossing: { cells } } = measureCrossing([0], settingOf(PEOPLE, { reference: { F: 0.45, M: 0.55, X: 0.2, Y: 0.001 } }), { tests: openTests() })
  const told = cells.map(({ cell, rows, reference }) => [cell[0]?.value, rows, reference?.share, reference?.verdict])
  // 150 of 305 rows are 0.4918: more than 0.9 of 0.45, less than 0.9 of 0.55; X should have 61 rows, Y not one.
  expect(told).toEqual([['F', 150, 0.45, 'within'], ['M', 150, 0.55, 'thin'], [null, 5, 0, null], ['X', 0, 0.2, 'thin'], ['Y', 0, 0.001, null]])
  expect(measureCrossing([1], settingOf(PEOPLE, { reference: { F: 1 } }), { tests: openTests() }).crossing.cells.some((cell) => 'reference' in cell)).toBe(false)
})

test('no more than 300 cells are listed; the others are a rest', () => {
  const values = [Array.from({ length: 305 }, (_, place) => `v${String(place).padStart(3, '0')}`)]
  const cells = values[0]?.map((_, code): CellTally => ({ ...emptyTally([code]), rows: code + 1, favourable: code + 1 })) ?? []
  const counted = { values, cells, recompute: '' }
  const whole = measureOutcomes(rollUp(counted, [])[0] ?? emptyTally([]), { hasPrediction: false, withBins: false })
  const { crossing, allCells } = measureCrossing([0], { counted, groups: ['g'], whole, reference: undefined, tolerance: 0.1, smallestCell: 30 }, { tests: openTests() })
  expect([crossing.cells.length, allCells.length, crossing.rest]).toEqual([300, 305, { cells: 5, rows: 15 }])
})

test('whatever is counted, the cells of every crossing add up to the whole, and only those that may be judged are', () => {
  const Cell = fc.tuple(fc.nat(2), fc.nat(1), fc.nat(40), fc.nat(40))
  fc.assert(fc.property(fc.uniqueArray(Cell, { selector: ([sex, age]) => `${sex} ${age}`, minLength: 1 }), fc.constantFrom([0], [1], [0, 1]), (cells, places) => {
    const setting = settingOf(cells)
    const { allCells } = measureCrossing(places, setting, { tests: openTests() })
    expect(allCells.reduce((sum, { rows }) => sum + rows, 0)).toBe(setting.whole.rows)
    expect(allCells.reduce((sum, { label }) => sum + label.count, 0)).toBe(setting.whole.label.count)
    const judged = measureCrossing(places, setting, { tests: openTests() }).crossing.cells.filter(({ gap }) => gap !== null)
    expect(judged.map(({ rows }) => rows)).toEqual(allCells.map(({ rows }) => rows).filter((rows) => rows >= 30))
    // None lies above the highest.
    expect(judged.every(({ gap }) => (gap?.toHighest.difference ?? 1) <= 0)).toBe(true)
  }))
})

test('withGaps() holds the four-fifths rule at four fifths exactly', () => {
  const whole = { rows: 1000, label: { count: 500, of: 1000, rate: 0.5, low: 0, high: 1 }, labelMissing: 0 }
  const cells = [cellOf({ sex: 'F' }, { favourable: 40, of: 100 }), cellOf({ sex: 'M' }, { favourable: 50, of: 100 }), cellOf({ sex: 'X' }, { favourable: 39, of: 100 })]
  expect(withGaps(cells, whole, 30, () => ({ p: 1, corrected: 1 })).map(({ gap }) => gap?.keepsFourFifths)).toEqual([true, true, false])
})

test('testedMetrics() counts each metric among the rows that could have it', () => {
  const outcomes = measureOutcomes({ ...emptyTally([]), rows: 20, truePositives: 6, falsePositives: 2, trueNegatives: 5, falseNegatives: 3, predicted: 18, selected: 9 }, { hasPrediction: true, withBins: false })
  expect(testedMetrics(outcomes).map(({ metric, count, of }) => [metric, count, of])).toEqual([['selectionRate', 9, 18], ['truePositiveRate', 6, 9], ['falsePositiveRate', 2, 7], ['positivePredictiveValue', 6, 8]])
  expect(testedMetrics(measureOutcomes(emptyTally([]), { hasPrediction: false, withBins: false }))).toEqual([])
})
