import type { ChosenLevels } from './chosen-levels.ts'
import type { CompiledHierarchy } from './compiled-hierarchy.ts'
import { classSizes, groupEntries, workspaceFor } from './entry-table.ts'
import type { Frequencies } from './frequencies.ts'
import type { Lattice, Levels } from './lattice.ts'
import type { ClassList } from './list-classes.ts'
import { aecsOf, lossOf } from './score.ts'

/** Rows, or distinct persons, that stand outside every class at a node. */
export function countOutside(frequencies: Frequencies, levels: Levels, k: number, lattice: Lattice): number {
  const space = workspaceFor(frequencies.entries)
  const table = { ...frequencies, levels: levels.map(() => 0) }
  const { sizes } = classSizes(table, groupEntries(table, levels, lattice, space), space)
  let outside = 0
  let lastPerson = -1
  for (let entry = 0; entry < table.entries; entry++) {
    if ((sizes[space.classOf[entry] ?? 0] ?? 0) >= k) continue
    const person = frequencies.persons?.[entry]
    if (person === undefined) outside += frequencies.counts[entry] ?? 0
    else if (person !== lastPerson) outside++
    lastPerson = person ?? -1
  }
  return outside
}

/**
 * Suppresses the smallest class too, where fewer than k rows or persons are suppressed: someone whose combination
 * is in no class must be among them, and they would be fewer than k.
 *
 * @returns undefined when that would hide every class or more rows than the limit allows
 */
export function coverSuppressed(
  { chosen, classes, hierarchies }: { chosen: ChosenLevels; classes: ClassList; hierarchies: readonly CompiledHierarchy[] },
  { k, limit, rows }: { k: number; limit: number; rows: number },
): { chosen: ChosenLevels; classes: ClassList } | undefined {
  let hidden = -1
  classes.sizes.forEach((size, place) => {
    if (size >= k && (hidden < 0 || size < (classes.sizes[hidden] ?? 0))) hidden = place
  })
  const size = classes.rows[hidden] ?? 0
  const suppressed = chosen.suppressed + size
  if (hidden < 0 || chosen.classes < 2 || suppressed > limit * rows + 1e-9) return undefined
  const losses = chosen.losses.map((loss, column) => {
    const { domain, leaves } = hierarchies[column] ?? { domain: 1, leaves: [] }
    const under = leaves[chosen.levels[column] ?? 0]?.[classes.codes[column]?.[hidden] ?? 0] ?? domain
    return domain <= 1 ? loss : loss + size * (domain - under) / (rows * (domain - 1))
  })
  return {
    classes: { ...classes, sizes: classes.sizes.map((of, place) => (place === hidden ? 0 : of)) },
    chosen: {
      ...chosen, suppressed, classes: chosen.classes - 1, losses,
      scores: { loss: lossOf(losses), aecs: aecsOf(rows, chosen.classes - 1, suppressed), discernibility: chosen.scores.discernibility - size * size + size * rows },
    },
  }
}
