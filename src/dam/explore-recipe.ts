import type { Exploration } from '#dam/compare/exploration.ts'
import { markFront } from '#dam/compare/mark-front.ts'
import type { Table } from '#dam/dataset/table.ts'
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

/** Rows that choices are tried on, already read. */
export interface ExploreTableRequest extends ExploreRequest {
  readonly table: Table
  /** The project's, 32 bytes. */
  readonly key: Uint8Array
}

/**
 * Tries a grid of k and recodings on the delivery of a recipe, all else as the recipe has it; no row is written anywhere.
 *
 * @throws {Refusal} what collecting refuses; `bad-recipe` where there is nothing to choose
 */
export async function exploreRecipe(request: ExploreRequest, needs: DeliveryNeeds & { readonly clock: Clock }): Promise<Exploration> {
  const { collect: { table }, key } = await collectDelivery(request.recipe, needs)
  return exploreTable({ ...request, table, key }, needs)
}

/** The same on rows that are read already, of a recipe that was checked against them. @throws {Refusal} `bad-recipe` where there is nothing to choose; `cancelled` */
export async function exploreTable({ recipe: loaded, ks, recodings, table, key }: ExploreTableRequest, needs: Pick<DeliveryNeeds, 'engine' | 'progress' | 'signal'> & { readonly clock: Clock }): Promise<Exploration> {
  const { recipe, directory } = loaded
  const choices = markFront(await tryRecodings({ table, recipe, directory, key, ks, recodings }, needs))
  const parity = recipe.privacy?.suppression.parity
  return {
    name: recipe.dataset.name, version: recipe.release.version, metric: recipe.privacy?.metric ?? 'loss', rows: table.rows,
    ...(parity && { parity: { by: parity.by, atMost: parity['at-most'] } }), choices,
  }
}
