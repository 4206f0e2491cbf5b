import { join, resolve } from 'node:path'
import { loadRecipe } from '#dam/recipe/load-recipe.ts'
import { outcomeOf } from '../outcome.ts'
import { type Command, textOption } from './command.ts'

/** A recipe and its table in, a verified release out. */
export const run: Command = {
  name: 'run',
  summary: 'Run a recipe: from its source to a verified release',
  argument: { words: '<recipe>', description: 'the recipe, YAML or JSON' },
  options: [{ words: '--out <folder>', description: 'where releases are made (releases beside the recipe)' }],
  async run(request, context) {
    const { runRecipe } = await import('#dam/pipeline.ts')
    const recipe = await loadRecipe(resolve(request.files[0] ?? ''))
    const out = resolve(textOption(request, 'out') ?? join(recipe.directory, 'releases'))
    return outcomeOf(await runRecipe({ recipe, out }, context))
  },
}
