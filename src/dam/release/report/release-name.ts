import type { Recipe } from '#dam/recipe/recipe.ts'

/** The folder of a release, as written on disk below its publisher: discharges@1.2.0. */
export function releaseFolder({ dataset, release }: Pick<Recipe, 'dataset' | 'release'>): string {
  return `${dataset.name.split('/')[1] ?? dataset.name}@${release.version}`
}
