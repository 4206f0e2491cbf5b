import type { Attack, GroupOutcome, PrivacyReport } from './reports.ts'

/** The group that a choice costs most, of those that may be judged. */
export interface WorstGroup {
  readonly cell: GroupOutcome['cell']
  readonly rows: number
  readonly suppressed: number
  /** Information lost on average, 0 none, 1 all. */
  readonly loss: number
  /** In which of the two it stands farthest above the whole, and how many times as high it is there. */
  readonly worstIn: 'suppressed' | 'loss'
  readonly times: number
}

/** What a choice of k and recoding comes to, when its classes are made. */
export interface TriedOutcome {
  readonly rows: number
  readonly suppressed: number
  readonly scores: PrivacyReport['scores']
  readonly classes: number
  /** Rows of a class on average, suppressed ones left out; 0 without classes. */
  readonly meanClass: number
  /** In rows or persons; 0 without classes. */
  readonly smallest: number
  /** 1 / smallest class; 0 without classes. */
  readonly highestRisk: number
  readonly attacks: readonly Attack[]
  /** The attack that reaches most beyond chance; left out where there is none. */
  readonly bestAttack?: Attack
  /** Whether the promise about groups holds: `suppression.parity`, or, without one, that no group of the fairness groups is suppressed as a whole. */
  readonly parity: 'kept' | 'broken' | 'no-groups'
  readonly worstGroup?: WorstGroup
}

/** One choice of k and recoding, tried on a delivery. */
export interface TriedRecoding {
  readonly k: number
  readonly recoding: PrivacyReport['recoding']
  /** Whether it is the recipe's own. */
  readonly isOwn: boolean
  /** Left out where no classes keep the models. */
  readonly outcome?: TriedOutcome
  /** Why it cannot be released. */
  readonly because?: string
  readonly seconds: number
}

/** How far an attack gets beyond chance, 0 to 1. */
export function beyondChance({ rate, chance }: Pick<Attack, 'rate' | 'chance'>): number {
  return Math.max(0, rate - chance)
}
