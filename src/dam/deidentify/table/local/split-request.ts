import type { ClassModels } from '../class-models.ts'
import type { Frequencies } from '../frequencies.ts'
import type { BoxColumn } from './box-columns.ts'

/** What splits are looked for in. */
export interface SplitRequest {
  readonly mode: 'strict' | 'free'
  readonly frequencies: Frequencies
  readonly columns: readonly BoxColumn[]
  readonly models: ClassModels
  /** Rows of the whole table, of which `frequencies` may hold a part. */
  readonly rows: number
  /** Fewest rows, or persons, of a box: the models' k, or more. */
  readonly k: number
  /** Values of each sensitive column. */
  readonly cardinalities: readonly number[]
  /** What is to be least: what rows cost under their labels, or the sum of squared sizes. */
  readonly objective: 'cost' | 'classes'
  /** What a row costs under each label, by column, level and code. */
  readonly costs: readonly (readonly Float64Array[])[]
  /** Of each entry, how much its rows count when costs are compared; its rows where left out. */
  readonly importance?: Float64Array | undefined
}
