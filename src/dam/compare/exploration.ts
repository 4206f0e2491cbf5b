import type { Metric } from '#dam/recipe/recipe.ts'
import type { ExploredChoice } from './mark-front.ts'

/** What each choice of k and recoding comes to on the delivery of a recipe. */
export interface Exploration {
  /** `publisher/data-set`. */
  readonly name: string
  readonly version: string
  readonly metric: Metric
  /** Rows of the delivery. */
  readonly rows: number
  /** Columns whose combinations are promised to fare alike; left out where the recipe promises nothing about groups. */
  readonly parity?: { readonly by: readonly string[]; readonly atMost: number }
  /** By recoding, then by k; the recipe's own among them. */
  readonly choices: readonly ExploredChoice[]
}
