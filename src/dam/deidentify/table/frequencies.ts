/** Codes of one column, one an entry, as narrow as they fit. */
export type CodeArray = Uint8Array | Uint16Array | Int32Array

/**
 * How often each combination of codes occurs.
 *
 * An entry is a combination of quasi-identifiers; with persons, sensitive values or groups it is one of all of these.
 * With persons, entries are sorted by person, so that the distinct persons of any coarser class can be counted in one pass.
 */
export interface Frequencies {
  readonly entries: number
  /** One array a quasi-identifier. */
  readonly codes: readonly CodeArray[]
  /** Rows of each entry. */
  readonly counts: Uint32Array
  /** Person of each entry, ascending. */
  readonly persons?: Uint32Array
  /** By sensitive column that a model asks about, the code of each entry's value. */
  readonly sensitive?: readonly CodeArray[]
  /** Of each entry, the group that parity is measured for. */
  readonly groups?: CodeArray
  /** Rows of each entry in the whole delivery, where a model compares a sample with it; `counts` may then be 0. */
  readonly delivered?: Uint32Array
  /** By quasi-identifier, the rows of each leaf, where entries hold one leaf for several (`floor/`). */
  readonly leafRows?: readonly ArrayLike<number>[]
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

/** Rows of each leaf of one quasi-identifier. */
export function rowsOfLeaves({ codes, counts, entries, leafRows }: Pick<Frequencies, 'codes' | 'counts' | 'entries' | 'leafRows'>, column: number, leaves: number): Float64Array {
  const known = leafRows?.[column]
  if (known) return Float64Array.from(known)
  const rows = new Float64Array(leaves)
  const ofEntries = codes[column]
  for (let entry = 0; entry < entries; entry++) rows[ofEntries?.[entry] ?? 0]! += counts[entry] ?? 0 // safe: codes are below the number of leaves
  return rows
}

/** 0, 1, 2… below a number. */
export function numbersBelow(length: number): Int32Array {
  const numbers = new Int32Array(length)
  for (let place = 0; place < length; place++) numbers[place] = place
  return numbers
}
