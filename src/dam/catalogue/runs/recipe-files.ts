import type { RecipePath } from '#dam/recipe/problem.ts'
import type { Recipe } from '#dam/recipe/recipe.ts'

/** A file that a recipe names, and where in the recipe. */
export interface RecipeFile {
  readonly path: RecipePath
  readonly name: string
}

/** Every file that a recipe reads: its sources, hierarchies, references and plans. A test holds this list against the recipe's schema. */
export function listRecipeFiles(recipe: Recipe): RecipeFile[] {
  const sources = Array.isArray(recipe.source.path) ? recipe.source.path.map((name, place) => ({ path: ['source', 'path', place], name })) : [{ path: ['source', 'path'], name: recipe.source.path }]
  const target = recipe.plan?.cells?.target
  return [
    ...sources,
    ...Object.entries(recipe.columns).flatMap(([column, { hierarchy }]) => (hierarchy && 'file' in hierarchy ? [{ path: ['columns', column, 'hierarchy', 'file'], name: hierarchy.file }] : [])),
    ...(recipe.quality ?? []).flatMap((rule, place) => {
      if ('foreign-key' in rule) return [{ path: ['quality', place, 'foreign-key', 'file'], name: rule['foreign-key'].file }]
      return 'distribution-distance' in rule ? [{ path: ['quality', place, 'distribution-distance', 'reference'], name: rule['distribution-distance'].reference }] : []
    }),
    ...(target && 'file' in target ? [{ path: ['plan', 'cells', 'target', 'file'], name: target.file }] : []),
    ...(recipe.fairness?.reference === undefined ? [] : [{ path: ['fairness', 'reference'], name: recipe.fairness.reference }]),
  ]
}
