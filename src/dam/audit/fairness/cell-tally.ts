import type { GroupCell } from '#dam/dataset/fairness-report.ts'

/** Bins of equal width for scores. */
export const SCORE_BINS = 10

/** Rows of one cell, by label, prediction and score. */
export interface CellTally {
  /** For each group column, the place of its value in `CountedCells.values`. */
  readonly codes: readonly number[]
  rows: number
  favourable: number
  unfavourable: number
  truePositives: number
  falsePositives: number
  trueNegatives: number
  falseNegatives: number
  /** Rows with a prediction, and those with the favourable one. */
  predicted: number
  selected: number
  /** For each bin of the score, rows with a label; the sum of their scores; those with the favourable label. */
  readonly binRows: number[]
  readonly binScores: number[]
  readonly binFavourable: number[]
  /** Of these rows, those with a prediction, and those with the favourable one. */
  readonly binPredicted: number[]
  readonly binSelected: number[]
}

/** The whole crossing of the groups, as one scan counted it. */
export interface CountedCells {
  /** For each group column, its values, null (missing) last. */
  readonly values: readonly (readonly (string | null)[])[]
  readonly cells: readonly CellTally[]
  /** Where the bins begin and end, where there is a score. */
  readonly scoreRange?: { readonly low: number; readonly high: number }
  /** The statement that counts them again. */
  readonly recompute: string
}

/** A cell without a row. */
export function emptyTally(codes: readonly number[]): CellTally {
  const none = () => Array.from({ length: SCORE_BINS }, () => 0)
  return {
    codes, rows: 0, favourable: 0, unfavourable: 0, truePositives: 0, falsePositives: 0, trueNegatives: 0, falseNegatives: 0, predicted: 0, selected: 0,
    binRows: none(), binScores: none(), binFavourable: none(), binPredicted: none(), binSelected: none(),
  }
}

/**
 * The cells of some of the group columns: every row of the whole crossing, added up.
 *
 * @param places which of the group columns, in order; none gives the whole table as one cell
 */
export function rollUp({ values, cells }: Pick<CountedCells, 'values' | 'cells'>, places: readonly number[]): CellTally[] {
  const sums = new Map<number, CellTally>()
  for (const cell of cells) {
    const codes = places.map((place) => cell.codes[place] ?? 0)
    const key = codes.reduce((sum, code, index) => sum * (values[places[index] ?? 0]?.length ?? 1) + code, 0)
    let sum = sums.get(key)
    if (!sum) sums.set(key, sum = emptyTally(codes))
    addTally(sum, cell)
  }
  return [...sums.values()]
}

/** The columns of every crossing that is told: each alone, each pair, and all together. */
export function listCrossings(groups: number): number[][] {
  const singles = Array.from({ length: groups }, (_, place) => [place])
  const pairs = singles.flatMap(([a = 0]) => singles.slice(a + 1).map(([b = 0]) => [a, b]))
  return [...singles, ...pairs, ...(groups > 2 ? [singles.flat()] : [])]
}

/** The cell's columns and values, from its codes. */
export function nameCell(codes: readonly number[], places: readonly number[], groups: readonly string[], values: CountedCells['values']): GroupCell {
  return places.map((place, index) => ({ column: groups[place] ?? '', value: values[place]?.[codes[index] ?? 0] ?? null }))
}

function addTally(sum: CellTally, cell: CellTally): void {
  sum.rows += cell.rows
  sum.favourable += cell.favourable
  sum.unfavourable += cell.unfavourable
  sum.truePositives += cell.truePositives
  sum.falsePositives += cell.falsePositives
  sum.trueNegatives += cell.trueNegatives
  sum.falseNegatives += cell.falseNegatives
  sum.predicted += cell.predicted
  sum.selected += cell.selected
  for (let bin = 0; bin < SCORE_BINS; bin++) {
    sum.binRows[bin] = (sum.binRows[bin] ?? 0) + (cell.binRows[bin] ?? 0)
    sum.binScores[bin] = (sum.binScores[bin] ?? 0) + (cell.binScores[bin] ?? 0)
    sum.binFavourable[bin] = (sum.binFavourable[bin] ?? 0) + (cell.binFavourable[bin] ?? 0)
    sum.binPredicted[bin] = (sum.binPredicted[bin] ?? 0) + (cell.binPredicted[bin] ?? 0)
    sum.binSelected[bin] = (sum.binSelected[bin] ?? 0) + (cell.binSelected[bin] ?? 0)
  }
}
