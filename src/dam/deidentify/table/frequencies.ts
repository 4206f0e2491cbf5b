/** Codes of one column, one an entry, as narrow as they fit. */
export type CodeArray = Uint8Array | Uint16Array | Int32Array

/**
 * How often each combination of codes occurs.
 *
 * Without persons an entry is a combination. With persons it is a combination and a person, and entries are
 * sorted by person, so that the distinct persons of any coarser class can be counted in one pass.
 */
export interface Frequencies {
  readonly entries: number
  /** One array a quasi-identifier. */
  readonly codes: readonly CodeArray[]
  /** Rows of each entry. */
  readonly counts: Uint32Array
  /** Person of each entry, ascending. */
  readonly persons?: Uint32Array
}

/** What the search knows of one hierarchy. */
export interface LevelCodes {
  /** By level, the code of each leaf. */
  readonly codes: readonly Int32Array[]
  /** By level, the leaves under each code. */
  readonly leaves: readonly Float64Array[]
  /** Leaves under the last level. */
  readonly domain: number
}

/** An array of `length` codes that are all below `cardinality`. */
export function codeArray(cardinality: number, length: number): CodeArray {
  if (cardinality <= 0x100) return new Uint8Array(length)
  return cardinality <= 0x1_0000 ? new Uint16Array(length) : new Int32Array(length)
}

/** Rows of all entries together. */
export function totalRows({ counts }: Pick<Frequencies, 'counts'>): number {
  let rows = 0
  for (const count of counts) rows += count
  return rows
}
