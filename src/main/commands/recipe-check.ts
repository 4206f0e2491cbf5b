import { resolve } from 'node:path'
import { checkRecipe } from '#dam/recipe/check-recipe.ts'
import { loadRecipe } from '#dam/recipe/load-recipe.ts'
import type { Command } from './command.ts'

/** Says whether a recipe is sound before any data is read. */
export const recipeCheck: Command = {
  name: 'recipe check',
  summary: 'Check a recipe without reading its data',
  argument: { words: '<recipe>', description: 'the recipe, YAML or JSON' },
  options: [],
  async run({ files }) {
    const loaded = await loadRecipe(resolve(files[0] ?? ''))
    checkRecipe(loaded)
    const { dataset, release, columns } = loaded.recipe
    const name = `${dataset.name}@${release.version}`
    return { ok: true, text: `${files[0]} is a sound recipe for ${name} with ${Object.keys(columns).length} columns.`, json: { outcome: 'sound', release: name } }
  },
}
