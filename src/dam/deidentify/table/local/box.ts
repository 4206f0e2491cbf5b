import { numbersBelow } from '../frequencies.ts'

/**
 * Rows under one label a column, as a range of the entries' order.
 *
 * All rows of one combination of leaves lie in one box. Boxes that are split go on as their parts.
 */
export interface Box {
  readonly start: number
  /** Not included. */
  readonly end: number
  readonly rows: number
  /** By column, the level of the label; lowered in place while all rows agree on a narrower one. */
  readonly levels: Uint8Array
  /** By column, the finest level that may still be reached. */
  readonly floors: Uint8Array
  /** Rows that may still be suppressed: the share of the limit that falls to the box. */
  readonly allowance: number
}

/** One way to split a box: by the narrower labels of one column. */
export interface Split {
  readonly column: number
  /** Of the narrower labels. */
  readonly level: number
  /** Narrower labels that become boxes of their own, ascending, with their rows. */
  readonly codes: readonly number[]
  readonly rows: readonly number[]
  /** Narrower labels whose rows stay together under the wider one. */
  readonly rest: readonly number[]
  readonly restRows: number
  /** Rows of all other labels: they are suppressed. */
  readonly dropped: number
  /** What it saves, for the anonymity that it takes; the greater, the better. */
  readonly merit: number
}

/** The entries of a table, in an order in which every box is a range; in each, entries keep the order of the table. */
export interface EntryOrder {
  readonly order: Int32Array
  readonly scratch: Int32Array
}

/** An order of so many entries, all in one box. */
export function entryOrder(entries: number): EntryOrder {
  return { order: numbersBelow(entries), scratch: new Int32Array(entries) }
}
