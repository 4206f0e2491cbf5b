import type { PrivacyReport } from '#dam/dataset/reports.ts'
import type { Metric, Recipe, Recoding } from '#dam/recipe/recipe.ts'
import type { Progress } from '#platform/progress.ts'
import { Refusal } from '#platform/refusal.ts'
import { type ClassModels, compileModels, type SensitiveColumn } from './class-models.ts'
import type { CompiledHierarchy } from './compiled-hierarchy.ts'
import { countOutside, coverSuppressed } from './cover-suppressed.ts'
import type { Frequencies } from './frequencies.ts'
import { latticeOf, type LevelBounds, type Levels } from './lattice.ts'
import { recodeAtNode } from './list-classes.ts'
import { recodeFairly } from './local/recode-fairly.ts'
import type { LocalRequest } from './local/recode-locally.ts'
import { refuseAmbiguousLabels } from './local/refuse-ambiguous-labels.ts'
import { metricCosts } from './metric-costs.ts'
import { type ParityDemand, parityTest } from './parity.ts'
import type { RecodedClasses } from './recoded-classes.ts'
import { refuseChoice } from './refuse-choice.ts'
import { searchGlobal } from './search-global.ts'

/** What classes are chosen from. */
export interface ChooseRequest {
  readonly recipe: Recipe
  readonly frequencies: Frequencies
  readonly hierarchies: readonly CompiledHierarchy[]
  readonly bounds: readonly LevelBounds[]
  readonly sensitive: readonly SensitiveColumn[]
  /** By quasi-identifier. */
  readonly weights: readonly number[]
  readonly parity?: ParityDemand | undefined
}

/** The classes of the release, and how they were found. */
export interface ChosenClasses {
  readonly recoding: Recoding
  /** The level of each quasi-identifier; left out where rows have levels of their own. */
  readonly levels?: Levels
  readonly recoded: RecodedClasses
  readonly models: ClassModels
  readonly search?: PrivacyReport['search']
}

/**
 * Chooses the classes of a release: for a global recoding the proven optimum over all levels, for a local one by
 * splitting; without any promise the lowest levels that the recipe allows.
 *
 * Where k is promised, nobody is suppressed, or at least k are: where the optimum suppresses fewer, the smallest class
 * joins them; where the limit does not allow that, the optimum without any suppression is taken. Where nothing keeps
 * parity, classes are chosen without it, so that the report can say by how much it fails.
 * @throws {Refusal} `promise-failed` when nothing keeps the promise; `bad-recipe` for hierarchies that a local recoding cannot use; `cancelled`
 */
export async function chooseClasses(request: ChooseRequest, needs: { progress: Progress; signal?: AbortSignal | undefined }): Promise<ChosenClasses> {
  const { recipe: { privacy }, frequencies, hierarchies, bounds, sensitive } = request
  const isPromised = privacy !== undefined && hierarchies.length > 0
  const models = compileModels(isPromised ? privacy.models : [], frequencies, sensitive)
  if (!isPromised) {
    const levels = bounds.map(({ lowest }) => lowest)
    return { recoding: 'global', levels, models, recoded: recodeAtNode(frequencies, levels, models, cardinalitiesOf(sensitive), latticeOf(hierarchies)) }
  }
  const { recoding, metric, suppression: { limit } } = privacy
  const choose = (most: number) => (recoding === 'global' ? chooseGlobally({ ...request, models, metric, limit: most }, needs) : chooseLocally({ ...request, recoding, models, metric, limit: most }, needs))
  const chosen = await choose(limit)
  const outside = countOutside(frequencies, chosen.recoded)
  if (models.k === 1 || outside === 0 || outside >= models.k) return { recoding, models, ...chosen }
  const recoded = coverSuppressed(chosen.recoded, frequencies, limit)
  if (recoded) return { recoding, models, ...chosen, recoded }
  return { recoding, models, ...await choose(0).catch((fault: unknown) => refuseFew(fault, { outside, k: models.k, limit, unit: frequencies.persons ? 'persons' : 'rows' })) }
}

/** @throws {Refusal} `promise-failed` that says why so few may not be suppressed, where the other way failed for that */
function refuseFew(fault: unknown, { outside, k, limit, unit }: { outside: number; k: number; limit: number; unit: string }): never {
  if (!(fault instanceof Refusal) || fault.code !== 'promise-failed') throw fault
  throw new Refusal('promise-failed', `The promise holds only when ${outside} ${unit} are suppressed, and whoever is in no class would then be known to be one of fewer than ${k}. To hide the smallest class with them takes more than the suppression limit of ${limit}; raise it, allow higher levels, or deliver more rows`, { cause: fault })
}

type Asked = ChooseRequest & { readonly models: ClassModels; readonly metric: Metric; readonly limit: number }

async function chooseGlobally(request: Asked, needs: { progress: Progress; signal?: AbortSignal | undefined }): Promise<Pick<ChosenClasses, 'recoded' | 'search' | 'levels'>> {
  const { frequencies, hierarchies, bounds, models, metric, limit, weights, sensitive, parity } = request
  const lattice = latticeOf(hierarchies)
  const cardinalities = cardinalitiesOf(sensitive)
  const asked = { models, cardinalities, limit, metric, bounds, weights }
  const fair = await searchGlobal(frequencies, hierarchies, { ...asked, ...(parity && { keepsParity: parityTest(frequencies, lattice, weights, parity) }) }, needs)
  const found = fair.brokeParity && !fair.found ? await searchGlobal(frequencies, hierarchies, asked, needs) : fair
  if (!found.found) refuseChoice({ frequencies, hierarchies, models, cardinalities, limit, levels: found.levels })
  return {
    levels: found.levels, recoded: recodeAtNode(frequencies, found.levels, models, cardinalities, lattice),
    search: { lattice: found.lattice, evaluated: found.evaluated, combinations: frequencies.entries, proven: true },
  }
}

async function chooseLocally(request: Asked & { readonly recoding: 'strict-local' | 'free-local' }, needs: { progress: Progress; signal?: AbortSignal | undefined }): Promise<Pick<ChosenClasses, 'recoded' | 'search'>> {
  const { frequencies, hierarchies, bounds, models, limit, weights, sensitive, parity } = request
  refuseAmbiguousLabels(hierarchies)
  const recoded = await recodeFairly({ ...localRequest(request, models), weights, parity }, needs)
  if (!recoded) refuseChoice({ frequencies, hierarchies, models, cardinalities: cardinalitiesOf(sensitive), limit, levels: bounds.map(({ highest }) => highest) })
  return { recoded, search: { combinations: frequencies.entries, proven: false } }
}

/** What a local recoding is asked for, by what a recipe promises. */
export function localRequest({ recoding, frequencies, hierarchies, bounds, metric, limit, weights, sensitive }: Pick<Asked, 'frequencies' | 'hierarchies' | 'bounds' | 'metric' | 'limit' | 'weights' | 'sensitive'> & { readonly recoding: Recoding }, models: ClassModels): LocalRequest {
  const isAdditive = metric !== 'aecs' && metric !== 'discernibility'
  return {
    mode: recoding === 'strict-local' ? 'strict' : 'free', frequencies, hierarchies, bounds, models, cardinalities: cardinalitiesOf(sensitive), limit,
    costs: metricCosts(isAdditive ? metric : 'loss', frequencies, latticeOf(hierarchies), weights), objective: isAdditive ? 'cost' : 'classes',
  }
}

function cardinalitiesOf(sensitive: readonly SensitiveColumn[]): number[] {
  return sensitive.map(({ values }) => values)
}
