import { Refusal } from '#platform/refusal.ts'
import type { CompiledHierarchy } from '../compiled-hierarchy.ts'

/**
 * Where rows have levels of their own, a label must say by itself what it stands for.
 *
 * @throws {Refusal} `bad-recipe` where one label stands for different leaves on different levels
 */
export function refuseAmbiguousLabels(hierarchies: readonly CompiledHierarchy[]): void {
  for (const { column, labels, codes, leaves } of hierarchies) {
    const known = new Map<string, { level: number; leaves: readonly number[]; width: number }>()
    labels.forEach((ofLevel, level) => {
      const under = leavesByCode(codes[level] ?? new Int32Array(0), ofLevel.length)
      ofLevel.forEach((label, code) => {
        if (label === null) return
        const own = { level, leaves: under[code] ?? [], width: leaves[level]?.[code] ?? 0 }
        const before = known.get(label)
        known.set(label, own)
        if (!before || isSame(before, own)) return
        throw new Refusal('bad-recipe', `In the hierarchy of column "${column}", a label of level ${before.level} reads like one of level ${level} and stands for other values. With levels of its own for each row nobody could tell which is meant: give each a name of its own, such as "20-29" and "age 20", or choose \`recoding: global\``)
      })
    })
  }
}

function leavesByCode(codes: Int32Array, cardinality: number): number[][] {
  const under = Array.from({ length: cardinality }, (): number[] => [])
  codes.forEach((code, leaf) => under[code]?.push(leaf))
  return under
}

function isSame(a: { leaves: readonly number[]; width: number }, b: { leaves: readonly number[]; width: number }): boolean {
  return a.width === b.width && a.leaves.length === b.leaves.length && a.leaves.every((leaf, place) => leaf === b.leaves[place])
}
