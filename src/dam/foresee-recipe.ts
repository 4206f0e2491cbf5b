import { auditFairness } from '#dam/audit/fairness/audit-fairness.ts'
import { publicFairness } from '#dam/audit/fairness/public-fairness.ts'
import { auditQuality } from '#dam/audit/quality/audit-quality.ts'
import type { Outcome } from '#dam/compare/outcome.ts'
import { foreseeOutcome } from '#dam/deidentify/table/foresee-outcome.ts'
import { profileTable } from '#dam/profile/profile-table.ts'
import type { LoadedRecipe } from '#dam/recipe/load-recipe.ts'
import { publicQuality } from '#dam/release/public-quality.ts'
import { leastShown } from '#dam/release/report/shown-before.ts'
import { collectDelivery, type DeliveryNeeds } from './collect-delivery.ts'

/**
 * What a run of a recipe would come to, in the form that is published; no row is written anywhere.
 *
 * @throws {Refusal} what the stages refuse; `promise-failed` when the promise cannot be kept
 */
export async function foreseeRecipe(loaded: LoadedRecipe, needs: DeliveryNeeds & { /** ISO date, for recipes that name none. */ readonly today: string }): Promise<Outcome> {
  const { engine, progress, today } = needs
  const { recipe, directory } = loaded
  const { collect: { table }, key } = await collectDelivery(loaded, needs)
  const { duplicateRows } = await profileTable(table, { engine, progress })
  progress({ stage: 'quality', message: 'rules and plan' })
  const quality = await auditQuality({ table, recipe, directory, date: recipe.release.date ?? today, duplicateRows }, { engine })
  if (recipe.fairness) progress({ stage: 'fairness', message: 'groups and outcomes' })
  const fairness = recipe.fairness && await auditFairness({ table, recipe, directory }, { engine })
  const privacy = await foreseeOutcome({ table, recipe, directory, key }, needs)
  return {
    kind: 'recipe', name: recipe.dataset.name, version: recipe.release.version, privacy,
    quality: publicQuality(quality, { recipe, rows: table.rows }),
    ...(fairness && { fairness: publicFairness(fairness, leastShown(privacy)) }),
  }
}
