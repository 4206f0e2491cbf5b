import type { CompiledHierarchy } from '../compiled-hierarchy.ts'
import type { LevelCodes } from '../frequencies.ts'

/** Gives the codes of a made hierarchy labels: the leaves under them, so that the same leaves read the same on every level. */
export function labelHierarchy(hierarchy: LevelCodes, column: string): CompiledHierarchy {
  const { codes, leaves } = hierarchy
  const labels = codes.map((ofLevel, level) => Array.from(leaves[level] ?? [], (width, code) => {
    if (level === codes.length - 1) return '*'
    const under = Array.from(ofLevel.keys()).filter((leaf) => ofLevel[leaf] === code)
    return `${under.join('+')} of ${width}`
  }))
  return { ...hierarchy, column, kind: 'file', labels }
}

/** The leaves under a label of a made hierarchy. */
export function leavesUnder({ codes }: LevelCodes, level: number, code: number): Set<number> {
  const ofLevel = codes[level] ?? new Int32Array(0)
  return new Set(Array.from(ofLevel.keys()).filter((leaf) => ofLevel[leaf] === code))
}
