import type { Levels } from './lattice.ts'

/** The levels that were chosen and what they cost. */
export interface ChosenLevels {
  readonly levels: Levels
  readonly suppressed: number
  readonly classes: number
  /** L_j of each column. */
  readonly losses: readonly number[]
  readonly scores: { readonly loss: number; readonly aecs: number; readonly discernibility: number }
  /** Left out when nothing had to be searched. */
  readonly search?: { readonly lattice: number; readonly evaluated: number; readonly combinations: number; readonly proven: true }
}
