/**
 * What a reader can work out by adding and subtracting published counts: the sums of cells that follow from others.
 *
 * A count is a set of atoms (the finest cells); what follows from some counts are their linear combinations. They are
 * found modulo a prime, and where there are more atoms than dimensions through random sums of atoms. Both can only
 * make something look derivable that is not, never hide that it is (but for fractions with that prime below the line,
 * which sums and differences of cells do not give).
 */
export interface CountedSpan {
  readonly size: number
  /** The same span with more counts; this one stays as it is. */
  with(counts: readonly Int32Array[]): CountedSpan
  /** Whether the count follows from those of the span. */
  has(count: Int32Array): boolean
}

/** Products of two residues stay below 2^31, so that the engine computes with whole numbers of 32 bits. */
const PRIME = 32_749
const DIMENSIONS = 700

/** Makes vectors out of sets of atoms, all of one table. */
export function vectorsOver(atoms: number): (set: readonly number[]) => Int32Array {
  const dimensions = Math.min(atoms, DIMENSIONS)
  if (atoms <= DIMENSIONS) {
    return (set) => {
      const vector = new Int32Array(dimensions)
      for (const atom of set) vector[atom] = 1
      return vector
    }
  }
  const random = Int32Array.from({ length: atoms * dimensions }, randomResidues())
  return (set) => {
    const vector = new Int32Array(dimensions)
    for (const atom of set) {
      for (let place = 0; place < dimensions; place++) vector[place] = ((vector[place] ?? 0) + (random[atom * dimensions + place] ?? 0)) % PRIME
    }
    return vector
  }
}

/** The span of no count at all. */
export function emptySpan(): CountedSpan {
  return spanOf([])
}

interface Pivot { readonly at: number; readonly row: Int32Array }

function spanOf(basis: readonly Pivot[]): CountedSpan {
  return {
    size: basis.length,
    has: (count) => reduce(count, basis).at < 0,
    with(counts) {
      const grown = [...basis]
      for (const count of counts) {
        const pivot = reduce(count, grown)
        if (pivot.at >= 0) grown.push(pivot)
      }
      return spanOf(grown)
    },
  }
}

/** What is left of a count once the basis is taken out of it, its first number 1; at -1 when nothing is left. */
function reduce(count: Int32Array, basis: readonly Pivot[]): Pivot {
  const row = Int32Array.from(count)
  for (const { at, row: taken } of basis) {
    const factor = row[at] ?? 0
    if (factor === 0) continue
    for (let place = 0; place < row.length; place++) row[place] = ((row[place] ?? 0) + (PRIME - factor) * (taken[place] ?? 0)) % PRIME
  }
  const at = row.findIndex((number) => number !== 0)
  if (at < 0) return { at, row }
  const inverse = power(row[at] ?? 1, PRIME - 2)
  return { at, row: row.map((number) => (number * inverse) % PRIME) }
}

function power(number: number, exponent: number): number {
  let result = 1
  for (let square = number, left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = (result * square) % PRIME
    square = (square * square) % PRIME
  }
  return result
}

/** The same numbers on every machine; how good they are matters little, that they do not depend on the data does. */
function randomResidues(): () => number {
  let state = 1
  return () => {
    state = Math.imul(state, 1_664_525) + 1_013_904_223
    return (state >>> 8) % PRIME
  }
}
