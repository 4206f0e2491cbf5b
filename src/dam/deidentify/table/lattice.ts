import type { LevelCodes } from './frequencies.ts'

/** One level for each quasi-identifier. */
export type Levels = readonly number[]

/** Lowest and highest level that may be chosen for one quasi-identifier, both included. */
export interface LevelBounds {
  readonly lowest: number
  readonly highest: number
}

/** The hierarchies of all quasi-identifiers, with the way from any level to any coarser one. */
export interface Lattice {
  readonly hierarchies: readonly LevelCodes[]
  /** How many codes a column has at a level. */
  cardinality(column: number, level: number): number
  /** For each code at one level, its code at a coarser one. */
  between(column: number, from: number, to: number): Int32Array
}

/** Prepares the lattice; the ways between levels are made when first asked for. */
export function latticeOf(hierarchies: readonly LevelCodes[]): Lattice {
  const ways = new Map<number, Int32Array>()
  const cardinality = (column: number, level: number) => hierarchies[column]?.leaves[level]?.length ?? 1
  return {
    hierarchies,
    cardinality,
    between(column, from, to) {
      const place = (column * 256 + from) * 256 + to
      const known = ways.get(place)
      if (known) return known
      const { codes = [] } = hierarchies[column] ?? {}
      const way = wayBetween(codes[from] ?? new Int32Array(0), codes[to] ?? new Int32Array(0))
      ways.set(place, way)
      return way
    },
  }
}

/** For each code of a level, its code on a coarser one; of both levels the codes of all leaves. */
export function wayBetween(fine: Int32Array, coarse: Int32Array): Int32Array {
  const way = new Int32Array(fine.reduce((most, code) => Math.max(most, code), -1) + 1)
  fine.forEach((code, leaf) => { way[code] = coarse[leaf] ?? 0 })
  return way
}

/** How many nodes lie within the bounds. */
export function latticeSize(bounds: readonly LevelBounds[]): number {
  return bounds.reduce((size, { lowest, highest }) => size * (highest - lowest + 1), 1)
}

/** Negative when the first comes first, level by level from the first column. */
export function compareLevels(a: Levels, b: Levels): number {
  for (let column = 0; column < a.length; column++) {
    const difference = (a[column] ?? 0) - (b[column] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
