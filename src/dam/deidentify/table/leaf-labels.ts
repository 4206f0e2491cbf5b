/** The distinct values of one column, the leaves of its hierarchy, in the order of their codes. */
export interface Leaves {
  /** The value's text; null for the missing one. */
  readonly texts: readonly (string | null)[]
  /** What numbers and dates are computed from: the number, or the day since 1970-01-01; null where the text is none. */
  readonly numbers: readonly (number | null)[]
  /** Rows that have the value, among those to be released. */
  readonly rows: readonly number[]
  /** Rows that have the value in the whole delivery; left out where all of it is to be released. */
  readonly delivered?: readonly number[]
  /** Where the value stands first, 0 for the first row of data. */
  readonly firstRows: readonly number[]
}

/** The labels of all levels between the leaf and `*`, made by one kind of hierarchy. */
export interface LeafLabels {
  /** For each leaf, its labels above the leaf; undefined where the hierarchy has no place for it. The missing leaf is skipped. */
  readonly above: readonly (readonly string[] | undefined)[]
  /** Leaves under the label of a leaf at a level, 0 for the leaf itself. */
  readonly leavesUnder: (leaf: number, level: number) => number
  /** Leaves of the domain, without the missing one. */
  readonly domain: number
}
