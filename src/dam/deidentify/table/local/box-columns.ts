import type { CompiledHierarchy } from '../compiled-hierarchy.ts'
import type { CodeArray, Frequencies } from '../frequencies.ts'
import type { LevelBounds } from '../lattice.ts'

/** One quasi-identifier, as boxes are split by it. */
export interface BoxColumn {
  /** Leaf of each entry. */
  readonly leaves: CodeArray
  /** By level, the code of each leaf. */
  readonly codes: readonly Int32Array[]
  readonly lowest: number
  readonly highest: number
  /** The level of `*`. */
  readonly last: number
  /** By level and code, the finest level on which the same label stands for the same leaves. */
  readonly finest: readonly Uint8Array[]
  /** Most codes on any level. */
  readonly cardinality: number
  /** Room for the part of each code, while a box is split; `NO_PART` before and after. */
  readonly partOf: Int32Array
}

/** Of codes that are in no part. */
export const NO_PART = -1

/** Prepares the quasi-identifiers of a frequency table. */
export function boxColumns(frequencies: Frequencies, hierarchies: readonly CompiledHierarchy[], bounds: readonly LevelBounds[]): BoxColumn[] {
  return hierarchies.map((hierarchy, column): BoxColumn => {
    const last = hierarchy.codes.length - 1
    const cardinality = Math.max(1, ...hierarchy.labels.map((labels) => labels.length))
    return {
      leaves: frequencies.codes[column] ?? new Uint8Array(frequencies.entries), codes: hierarchy.codes,
      lowest: bounds[column]?.lowest ?? 0, highest: bounds[column]?.highest ?? last, last,
      finest: finestLevels(hierarchy), cardinality, partOf: new Int32Array(cardinality).fill(NO_PART),
    }
  })
}

/** Where a label stands on several levels it stands for the same leaves, since other hierarchies are refused. */
function finestLevels({ labels }: CompiledHierarchy): Uint8Array[] {
  const known = new Map<string | null, number>()
  return labels.map((ofLevel, level) => Uint8Array.from(ofLevel, (label) => {
    const finest = known.get(label) ?? level
    known.set(label, finest)
    return finest
  }))
}
