import type { PrivacyReport } from '#dam/dataset/reports.ts'
import type { Recipe } from '#dam/recipe/recipe.ts'
import type { SampledRows } from './attack/attack-release.ts'
import { chooseClasses, type ChooseRequest, type ChosenClasses, localRequest } from './choose-classes.ts'
import { choiceFrom, type CountedDelivery, type DeliveryNeeds } from './count-delivery.ts'
import type { Floor } from './floor/choose-floor.ts'
import { type RefinedClasses, refineClasses } from './floor/refine-classes.ts'
import { samplePlaced } from './floor/sample-placed.ts'
import type { Frequencies } from './frequencies.ts'
import { beyondPromise } from './local/recode-fairly.ts'
import { refineLocally } from './local/recode-locally.ts'
import { loadPlaces, type PlacedRows, placedRows } from './place-rows.ts'

/** The classes of a delivery, with the table that they are made of. */
export interface DeliveryClasses extends ChosenClasses {
  readonly frequencies: Frequencies
  /** Where the engine finds the class of each row, where the table was counted at a floor. */
  readonly placed?: PlacedRows
  /** Rows to try attacks on, in the same case. */
  readonly sampled?: SampledRows
}

/**
 * Chooses the classes of a counted delivery. Where it was counted at a floor, the classes of a local recoding are then
 * refined one after the other by the values under it, as long as that keeps every promise.
 * @throws {Refusal} as `chooseClasses`
 */
export async function chooseForDelivery(counted: CountedDelivery, recipe: Recipe, needs: DeliveryNeeds): Promise<DeliveryClasses> {
  const choice = choiceFrom(counted, recipe)
  const chosen = await chooseClasses(choice, needs)
  const { floor, frequencies } = counted
  return floor ? settleFloor(chosen, { counted, choice, floor }, needs) : { ...chosen, frequencies }
}

interface FlooredChoice { readonly counted: CountedDelivery; readonly choice: ChooseRequest; readonly floor: Floor }

async function settleFloor(chosen: ChosenClasses, floored: FlooredChoice, needs: DeliveryNeeds): Promise<DeliveryClasses> {
  const { counted: { frequencies, places, lattice, count, hierarchies }, floor } = floored
  await loadPlaces('deidentify_placed', { frequencies, classOf: chosen.recoded.classOf, places, lattice }, needs)
  const atFloor: RefinedClasses = { recoded: chosen.recoded, frequencies, placed: placedRows('deidentify_placed', floor.words) }
  const refined = chosen.recoding === 'global' ? undefined : await refine(chosen, atFloor, floored, needs)
  const kept = refined && keepsPromises(refined, atFloor, chosen, floored) ? refined : atFloor
  const search: PrivacyReport['search'] = chosen.search && {
    ...chosen.search, refined: kept === refined,
    floor: hierarchies.map(({ column }, place) => ({ column, level: floor.levels[place] ?? 0 })).filter(({ level }) => level > 0),
  }
  return { ...chosen, ...kept, ...(search && { search }), sampled: await samplePlaced(count, kept.placed, kept.recoded.classes, needs) }
}

async function refine({ models, recoding }: ChosenClasses, { recoded, placed }: RefinedClasses, { counted, choice }: FlooredChoice, needs: DeliveryNeeds): Promise<RefinedClasses | undefined> {
  const { privacy } = choice.recipe
  if (!privacy) return undefined
  const { frequencies, columns, count, lattice } = counted
  const bounds = columns.quasi.map((column) => column.bounds)
  const request = localRequest({ ...choice, recoding, bounds, metric: privacy.metric, limit: 0 }, models)
  const refined = await refineClasses({
    count, lattice, recoded, placed, most: privacy['most-combinations'],
    split: (part, classes) => refineLocally({ ...request, frequencies: part }, classes, needs),
  }, needs)
  return { ...refined, frequencies: { ...refined.frequencies, ...(frequencies.leafRows && { leafRows: frequencies.leafRows }) } }
}

/** Finer classes keep what every class keeps; an average and a promise about groups they may not. */
function keepsPromises(refined: RefinedClasses, atFloor: RefinedClasses, { models: { averageRisk } }: ChosenClasses, { choice: { hierarchies, weights, parity } }: FlooredChoice): boolean {
  const { classes, sizes } = refined.recoded
  if (averageRisk !== undefined && classes > averageRisk * sizes.reduce((sum, size) => sum + size, 0)) return false
  if (!parity) return true
  const beyond = ({ recoded, frequencies }: RefinedClasses) => beyondPromise({ frequencies, hierarchies, weights }, recoded, parity).worst
  return beyond(refined) <= Math.max(1, beyond(atFloor))
}
