import type { Crossing, FairnessCell, GroupOutcomes, MetricName, RateGap } from '#dam/dataset/fairness-report.ts'
import { emptyTally, nameCell, rollUp, type CellTally, type CountedCells } from './cell-tally.ts'
import { compareCells } from './compare-cells.ts'
import type { TestLedger } from './rate-tests.ts'
import { measureOutcomes } from './outcomes.ts'
import type { ReferenceShares } from './reference-shares.ts'

/** What every crossing of one table is measured by. */
export interface CrossingSetting {
  readonly counted: CountedCells
  readonly groups: readonly string[]
  readonly whole: GroupOutcomes
  readonly reference: ReferenceShares | undefined
  readonly tolerance: number
  readonly smallestCell: number
}

/** More cells than this are not listed one by one. */
const MOST_LISTED = 300
/** More combinations than this are not looked through for those without a row. */
const MOST_COMBINATIONS = 1000
/** Room for what doubles lose. */
const ROUNDING = 1e-12

/** A crossing, and all its cells, those too that it does not list. */
export interface MeasuredCrossing {
  readonly crossing: Crossing
  readonly allCells: readonly FairnessCell[]
}

/** The groups of some columns: who is there, how they fare, and how far they lie apart. */
export function measureCrossing(places: readonly number[], setting: CrossingSetting, { tests }: { tests: TestLedger }): MeasuredCrossing {
  const { counted, groups, whole, smallestCell } = setting
  const by = places.map((place) => groups[place] ?? '')
  const tallies = withEmptyCells(rollUp(counted, places), places, counted.values)
  const shares = setting.reference?.sharesBy(by)
  const named = tallies.map((tally) => ({ tally, cell: nameCell(tally.codes, places, groups, counted.values) }))
  const known = new Set(named.map(({ cell }) => JSON.stringify(cell.map(({ value }) => value))))
  const absent = [...shares ?? []].filter(([key, share]) => share > 0 && !known.has(key))
    .map(([key]) => ({ tally: emptyTally([]), cell: by.map((column, index) => ({ column, value: valueAt(key, index) })) }))
  const cells = [...named, ...absent].map(({ tally, cell }): FairnessCell => {
    const outcomes = measureOutcomes(tally, { hasPrediction: whole.prediction !== undefined, scoreRange: counted.scoreRange, withBins: places.length === 1 })
    const share = whole.rows === 0 ? 0 : tally.rows / whole.rows
    const target = shares && (shares.get(JSON.stringify(cell.map(({ value }) => value))) ?? 0)
    return {
      cell, ...outcomes, share, isSmall: tally.rows < smallestCell,
      ...(target !== undefined && { reference: besideReference(tally.rows, share, Math.min(1, target), setting) }),
      gap: null, tests: [],
    }
  }).toSorted(byRows)
  const listed = cells.slice(0, MOST_LISTED)
  const rest = cells.slice(MOST_LISTED)
  const crossing = {
    by, cells: judgeCells(listed, setting, tests),
    ...(rest.length > 0 && { rest: { cells: rest.length, rows: rest.reduce((sum, { rows }) => sum + rows, 0) } }),
    ...compareCells(listed, cells, whole, smallestCell),
  }
  return { crossing, allCells: cells }
}

/** Metrics that are tested, as rows that have them of rows that could. */
export function testedMetrics({ prediction }: GroupOutcomes): { metric: MetricName; count: number; of: number }[] {
  if (!prediction) return []
  const { truePositives: tp, falsePositives: fp, trueNegatives: tn, falseNegatives: fn, selected, predicted } = prediction
  return [
    { metric: 'selectionRate', count: selected, of: predicted },
    { metric: 'truePositiveRate', count: tp, of: tp + fn },
    { metric: 'falsePositiveRate', count: fp, of: fp + tn },
    { metric: 'positivePredictiveValue', count: tp, of: tp + fp },
  ]
}

/** The cells of a crossing with their gaps, to the highest rate of those that may be judged and to the whole. */
export function withGaps(cells: readonly FairnessCell[], whole: GroupOutcomes, smallestCell: number, testOf: (cell: FairnessCell) => { p: number; corrected: number }): FairnessCell[] {
  const judged = cells.filter((cell) => !cell.isSmall && cell.label.of >= smallestCell)
  const highest = judged.reduce((most, { label }) => Math.max(most, label.rate ?? 0), 0)
  return cells.map((cell) => {
    const rate = cell.label.rate
    if (!judged.includes(cell) || rate === null || whole.label.rate === null) return { ...cell, gap: null }
    const toHighest = gapOf(rate, highest)
    return { ...cell, gap: { toHighest, toWhole: gapOf(rate, whole.label.rate), keepsFourFifths: (toHighest.ratio ?? 1) >= 0.8 - ROUNDING, test: testOf(cell) } }
  })
}

function judgeCells(cells: readonly FairnessCell[], { whole, smallestCell }: CrossingSetting, tests: TestLedger): FairnessCell[] {
  return withGaps(cells, whole, smallestCell, ({ label }) => tests.testAgainstRest(label, whole.label)).map((cell) => {
    if (cell.isSmall) return cell
    const wholeMetrics = testedMetrics(whole)
    const tested = testedMetrics(cell).flatMap(({ metric, count, of }, place) => {
      const against = wholeMetrics[place]
      return of < smallestCell || !against ? [] : [{ metric, test: tests.testAgainstRest({ count, of }, against) }]
    })
    return { ...cell, tests: tested }
  })
}

function besideReference(rows: number, share: number, target: number, { whole, tolerance, smallestCell }: CrossingSetting): FairnessCell['reference'] {
  const isJudged = rows >= smallestCell || target * whole.rows >= smallestCell
  const verdict = share < (1 - tolerance) * target - ROUNDING ? 'thin' as const : 'within' as const
  return { share: target, ratio: target === 0 ? null : share / target, verdict: isJudged ? verdict : null }
}

function gapOf(rate: number, other: number): RateGap {
  return { difference: rate - other, ratio: other === 0 ? null : rate / other }
}

/** Adds the combinations of present values that no row has, where they are few enough to be told. */
function withEmptyCells(tallies: readonly CellTally[], places: readonly number[], values: CountedCells['values']): CellTally[] {
  const present = places.map((place) => [...(values[place] ?? []).keys()].filter((code) => (values[place] ?? [])[code] !== null))
  if (places.length === 1 || present.reduce((product, codes) => product * codes.length, 1) > MOST_COMBINATIONS) return [...tallies]
  const known = new Set(tallies.map(({ codes }) => codes.join(' ')))
  const all = present.reduce<number[][]>((lists, codes) => lists.flatMap((list) => codes.map((code) => [...list, code])), [[]])
  return [...tallies, ...all.filter((codes) => !known.has(codes.join(' '))).map(emptyTally)]
}

function byRows(a: FairnessCell, b: FairnessCell): number {
  const [first, second] = [keyOf(a), keyOf(b)]
  return b.rows - a.rows || (first < second ? -1 : first > second ? 1 : 0)
}

function keyOf({ cell }: FairnessCell): string {
  return JSON.stringify(cell.map(({ value }) => value))
}

function valueAt(key: string, index: number): string | null {
  const values: unknown = JSON.parse(key)
  const value: unknown = Array.isArray(values) ? values[index] : null
  return typeof value === 'string' ? value : null
}
