import type { Exploration } from '#dam/compare/exploration.ts'
import { markFront } from '#dam/compare/mark-front.ts'
import { type Clock, tryRecodings } from '#dam/deidentify/table/try-recodings.ts'
import type { LoadedRecipe } from '#dam/recipe/load-recipe.ts'
import type { Recoding } from '#dam/recipe/recipe.ts'
import { collectDelivery, type DeliveryNeeds } from './collect-delivery.ts'

/** Which choices of k and recoding are tried on a recipe. */
export interface ExploreRequest {
  readonly recipe: LoadedRecipe
  readonly ks: readonly number[]
  readonly recodings: readonly Recoding[]
}

/**
 * Tries a grid of k and recodings on the delivery of a recipe, all else as the recipe has it; no row is written anywhere.
 *
 * @throws {Refusal} what collecting refuses; `bad-recipe` where there is nothing to choose
 */
export async function exploreRecipe({ recipe: loaded, ks, recodings }: ExploreRequest, needs: DeliveryNeeds & { readonly clock: Clock }): Promise<Exploration> {
  const { recipe, directory } = loaded
  const { collect: { table }, key } = await collectDelivery(loaded, needs)
  const choices = markFront(await tryRecodings({ table, recipe, directory, key, ks, recodings }, needs))
  const parity = recipe.privacy?.suppression.parity
  return {
    name: recipe.dataset.name, version: recipe.release.version, metric: recipe.privacy?.metric ?? 'loss', rows: table.rows,
    ...(parity && { parity: { by: parity.by, atMost: parity['at-most'] } }), choices,
  }
}
