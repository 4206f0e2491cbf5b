import type { Recipe } from '#dam/recipe/recipe.ts'
import type { Progress } from '#platform/progress.ts'
import { Refusal } from '#platform/refusal.ts'
import { columnLosses, sumLeaves } from './bound.ts'
import type { ChosenLevels } from './chosen-levels.ts'
import { evaluateNode } from './evaluate-node.ts'
import { workspaceFor } from './entry-table.ts'
import { type Frequencies, totalRows } from './frequencies.ts'
import { latticeOf, type LevelBounds, type Levels } from './lattice.ts'
import type { CompiledHierarchy } from './compiled-hierarchy.ts'
import { countOutside, coverSuppressed } from './cover-suppressed.ts'
import { type ClassList, groupBySize, listClasses } from './list-classes.ts'
import { aecsOf, discernibilityOf, lossOf } from './score.ts'
import { searchGlobal } from './search-global.ts'

/** The strictest k of the recipe; 1 when it promises none. */
export function demandedSize(recipe: Recipe): number {
  return Math.max(1, ...(recipe.privacy?.models ?? []).map((model) => model['k-anonymity']))
}

/**
 * Chooses levels and what is suppressed, such that nobody is suppressed, or at least k are.
 *
 * Where the optimum suppresses fewer, the smallest class joins them; where the limit does not allow that, the optimum
 * without any suppression is taken.
 * @throws {Refusal} `promise-failed` when no levels keep the promise; `cancelled`
 */
export async function chooseClasses(
  request: { recipe: Recipe; frequencies: Frequencies; hierarchies: readonly CompiledHierarchy[]; bounds: readonly LevelBounds[] },
  needs: { progress: Progress; signal?: AbortSignal | undefined },
): Promise<{ chosen: ChosenLevels; classes: ClassList; k: number }> {
  const { recipe, frequencies, hierarchies } = request
  const lattice = latticeOf(hierarchies)
  const k = recipe.privacy && hierarchies.length > 0 ? demandedSize(recipe) : 1
  const limit = recipe.privacy?.suppression.limit ?? 0
  const chosen = await chooseLevels({ ...request, limit }, needs)
  const classes = listClasses(frequencies, chosen.levels, lattice)
  if (chosen.suppressed === 0 || countOutside(frequencies, chosen.levels, k, lattice) >= k) return { chosen, classes, k }
  const covered = coverSuppressed({ chosen, classes, hierarchies }, { k, limit, rows: totalRows(frequencies) })
  if (covered) return { ...covered, k }
  const without = await chooseLevels({ ...request, limit: 0 }, needs)
  return { chosen: without, classes: listClasses(frequencies, without.levels, lattice), k }
}

/**
 * Chooses a level for every quasi-identifier: the optimum where privacy is promised, else the lowest that the recipe allows.
 * @throws {Refusal} `promise-failed` when no levels keep the promise; `cancelled`
 */
async function chooseLevels(
  request: { recipe: Recipe; frequencies: Frequencies; hierarchies: readonly CompiledHierarchy[]; bounds: readonly LevelBounds[]; limit: number },
  needs: { progress: Progress; signal?: AbortSignal | undefined },
): Promise<ChosenLevels> {
  const { recipe, frequencies, hierarchies, bounds, limit } = request
  const isSearched = recipe.privacy !== undefined && hierarchies.length > 0
  const k = isSearched ? demandedSize(recipe) : 1
  const found = isSearched
    ? await searchGlobal(frequencies, hierarchies, { k, limit, metric: recipe.privacy?.metric ?? 'loss', bounds }, needs)
    : undefined
  if (found && !found.found) refuseChoice({ frequencies, hierarchies, k, limit, levels: found.levels })
  const levels = found?.levels ?? bounds.map(({ lowest }) => lowest)
  const lattice = latticeOf(hierarchies)
  const rows = totalRows(frequencies)
  const base = { ...frequencies, levels: hierarchies.map(() => 0) }
  const counted = evaluateNode(base, levels, { k, rows, limit: 1, metric: 'loss' }, lattice, workspaceFor(frequencies.entries))
  const losses = columnLosses(levels, counted, { rows, leaves: sumLeaves(base, lattice), domains: hierarchies.map(({ domain }) => domain) })
  return {
    levels, suppressed: counted.suppressed, classes: counted.classes, losses,
    scores: { loss: lossOf(losses), aecs: aecsOf(rows, counted.classes, counted.suppressed), discernibility: discernibilityOf(counted.squares, counted.suppressed, rows) },
    ...(found && { search: { lattice: found.lattice, evaluated: found.evaluated, combinations: frequencies.entries, proven: true } }),
  }
}

/** Tells what would be reachable at the most general levels. */
function refuseChoice({ frequencies, hierarchies, k, limit, levels }: { frequencies: Frequencies; hierarchies: readonly CompiledHierarchy[]; k: number; limit: number; levels: Levels }): never {
  const rows = totalRows(frequencies)
  const unit = frequencies.persons ? 'persons' : 'rows'
  const groups = groupBySize(listClasses(frequencies, levels, latticeOf(hierarchies)), 1)
  let suppressed = 0
  let reachable = 1
  for (const group of groups) {
    if (suppressed <= limit * rows + 1e-9) reachable = group.size
    suppressed += group.rows
  }
  const below = groups.reduce((sum, group) => sum + (group.size < k ? group.rows : 0), 0)
  if (below === rows) {
    throw new Refusal('promise-failed', `k-anonymity ${k} would suppress all ${rows} rows even at the most general levels allowed, where the largest class has ${groups.at(-1)?.size ?? 0} ${unit}; deliver more rows, ask for a smaller k, or allow higher levels`)
  }
  throw new Refusal('promise-failed', `k-anonymity ${k} would suppress ${below} of ${rows} rows even at the most general levels allowed, and the limit is ${limit}; the best k reachable within it is ${reachable}: raise levels at-most, the suppression limit (to ${(Math.ceil((below / rows) * 1e4) / 1e4).toString()}), or lower k`)
}
