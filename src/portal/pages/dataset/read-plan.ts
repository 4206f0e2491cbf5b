import type { ReleasedPlan } from '#dam/catalogue/datasets/dataset-answers.ts'
import type { Fact } from '#dam/dataset/fact.ts'

export type PlannedCell = ReleasedPlan['plan']['cells'][number]

/** What a page shows of a plan: targets that are one number each, and the cells, the shortest first. */
export interface ShownPlan {
  readonly targets: readonly Fact[]
  readonly cells: readonly PlannedCell[]
  /** Whether the report hides cells that are too small to be told. */
  readonly hidesSmall: boolean
}

/** Reads the plan of a public report on quality. */
export function readPlan({ facts, cells, cellsHow }: ReleasedPlan['plan']): ShownPlan {
  const isOfCells = ({ id }: Fact) => id.startsWith('plan-cells')
  const targets = facts.filter((fact) => typeof fact.rule === 'number' && typeof fact.measured === 'number' && !isOfCells(fact))
  const sorted = cells.toSorted((one, other) => Number(other.verdict === 'failed') - Number(one.verdict === 'failed') || other.shortfall - one.shortfall)
  // What the public report leaves out it says behind the method, which the facts about cells tell without it.
  const whole = facts.find(isOfCells)?.how.method.en
  return { targets, cells: sorted, hidesSmall: cellsHow !== undefined && whole !== undefined && cellsHow.method.en !== whole }
}
