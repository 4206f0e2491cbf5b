import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { collectSource } from '#dam/collect/collect-source.ts'
import type { CollectReport } from '#dam/dataset/reports.ts'
import { checkAgainstTable, checkRecipe } from '#dam/recipe/check-recipe.ts'
import type { LoadedRecipe } from '#dam/recipe/load-recipe.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import type { Progress } from '#platform/progress.ts'
import { loadOrCreateProjectKey } from '#platform/storage/project-key.ts'

/** What looking at a recipe's delivery needs. */
export interface DeliveryNeeds {
  readonly engine: SqlEngine
  /** Where the keys lie. */
  readonly home: string
  /** A folder for what is read, which nobody keeps. */
  readonly workspace: string
  readonly progress: Progress
  readonly signal?: AbortSignal | undefined
}

/** Reads the delivery of a recipe to look at it: nothing is kept but, where there was none, the project's key, which decides samples. @throws {Refusal} as a run of the recipe */
export async function collectDelivery(loaded: LoadedRecipe, { engine, home, workspace, progress, signal }: DeliveryNeeds): Promise<{ collect: CollectReport; key: Uint8Array }> {
  const { recipe, directory } = loaded
  checkRecipe(loaded)
  const key = await loadOrCreateProjectKey(join(home, 'keys'), recipe.dataset.name.split('/')[0] ?? '')
  await mkdir(workspace, { recursive: true })
  const collect = await collectSource({ source: recipe.source, columns: recipe.columns, directory, workspace, store: join(workspace, 'store') }, { engine, progress, signal })
  checkAgainstTable(loaded, collect.table.columns)
  return { collect, key }
}
