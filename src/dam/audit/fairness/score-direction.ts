import type { ScoreDirection } from '#dam/dataset/fairness-report.ts'
import type { CellTally } from './cell-tally.ts'

/** A rank correlation beyond this says where a score points; within it, the score tells too little to say. */
const CLEAR = 0.2
/** Decimals that are told: of a whole table, and no more than it takes. */
const TOLD = 1000

/**
 * Where the score of a table points: with the favourable, as the audit takes it, or away from it, as a risk score does.
 *
 * The model's own decisions say what it means by its score, whether or not they come true; so they count first, unless
 * the outcomes clearly say the contrary. Where all decisions are of one kind, the outcomes count.
 */
export function scoreDirection({ binRows, binFavourable, binPredicted, binSelected }: Pick<CellTally, 'binRows' | 'binFavourable' | 'binPredicted' | 'binSelected'>): ScoreDirection {
  const decisions = somersD(binSelected, binPredicted)
  const outcomes = somersD(binFavourable, binRows)
  const first = decisions ?? outcomes
  return { decisions, outcomes, isReversed: first !== null && first < -CLEAR && (outcomes ?? 0) < CLEAR }
}

/**
 * Of all pairs of a favourable row and one that is not, the share in which the favourable one lies in a higher bin,
 * less the share in which it lies in a lower one.
 */
function somersD(favourable: readonly number[], all: readonly number[]): number | null {
  let below = 0
  let difference = 0
  const others = all.map((rows, bin) => rows - (favourable[bin] ?? 0))
  let above = others.reduce((sum, rows) => sum + rows, 0)
  const pairs = above * favourable.reduce((sum, rows) => sum + rows, 0)
  if (pairs === 0) return null
  for (const [bin, rows] of favourable.entries()) {
    above -= others[bin] ?? 0
    difference += rows * (below - above)
    below += others[bin] ?? 0
  }
  return Math.round((difference / pairs) * TOLD) / TOLD
}
