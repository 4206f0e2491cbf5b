import { Refusal } from '#platform/refusal.ts'
import type { ClassModels } from './class-models.ts'
import { baseTable, groupEntries, workspaceFor } from './entry-table.ts'
import { type Frequencies, type LevelCodes, totalRows } from './frequencies.ts'
import { judgeClasses, KEPT } from './judge-classes.ts'
import { latticeOf, type Levels } from './lattice.ts'
import { groupBySize } from './list-classes.ts'

/** Tells why no levels keep the promise, and what would be reachable at the most general ones. @throws {Refusal} `promise-failed` */
export function refuseChoice({ frequencies, hierarchies, models, cardinalities, limit, levels }: {
  frequencies: Frequencies; hierarchies: readonly LevelCodes[]; models: ClassModels; cardinalities: readonly number[]; limit: number; levels: Levels
}): never {
  const rows = totalRows(frequencies)
  const space = workspaceFor(frequencies.entries)
  const table = baseTable(frequencies)
  const { rows: rowsOf, sizes, fates } = judgeClasses(table, groupEntries(table, levels, latticeOf(hierarchies), space), models, cardinalities, space)
  const below = rowsOf.reduce((sum, count, place) => sum + (fates[place] === KEPT ? 0 : count), 0)
  const unit = frequencies.persons ? 'persons' : 'rows'
  const name = models.isSizeOnly ? `k-anonymity ${models.k}` : 'The privacy models of the recipe together'
  const groups = groupBySize({ classes: sizes.length, rows: rowsOf, sizes }).filter(({ size }) => size > 0)
  if (below === rows) {
    throw new Refusal('promise-failed', `${name} would suppress all ${rows} rows even at the most general levels allowed, where the largest class has ${groups.at(-1)?.size ?? 0} ${unit}; deliver more rows, ask for less, or allow higher levels`)
  }
  const share = (Math.ceil((below / rows) * 1e4) / 1e4).toString()
  if (!models.isSizeOnly) throw new Refusal('promise-failed', `${name} would suppress ${below} of ${rows} rows even at the most general levels allowed, and the limit is ${limit}; raise levels at-most, the suppression limit (to ${share}), or ask for less`)
  let suppressed = 0
  let reachable = 1
  for (const group of groups) {
    if (suppressed <= limit * rows + 1e-9) reachable = group.size
    suppressed += group.rows
  }
  throw new Refusal('promise-failed', `${name} would suppress ${below} of ${rows} rows even at the most general levels allowed, and the limit is ${limit}; the best k reachable within it is ${reachable}: raise levels at-most, the suppression limit (to ${share}), or lower k`)
}
