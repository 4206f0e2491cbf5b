import { resolve } from 'node:path'
import { glob } from 'tinyglobby'
import type { Recipe } from '#dam/recipe/recipe.ts'

/** Every file that a recipe reads, as absolute paths in a fixed order; web addresses as they are. */
export async function listReferencedFiles(recipe: Recipe, directory: string): Promise<string[]> {
  const beside = [
    ...Object.values(recipe.columns).flatMap(({ hierarchy }) => (hierarchy && 'file' in hierarchy ? [hierarchy.file] : [])),
    ...(recipe.quality ?? []).flatMap((rule) => {
      if ('foreign-key' in rule) return [rule['foreign-key'].file]
      return 'distribution-distance' in rule ? [rule['distribution-distance'].reference] : []
    }),
    ...(recipe.plan?.cells && 'file' in recipe.plan.cells.target ? [recipe.plan.cells.target.file] : []),
    ...(recipe.fairness?.reference === undefined ? [] : [recipe.fairness.reference]),
  ]
  const sources: string[] = []
  for (const path of [recipe.source.path].flat()) {
    if (/^https?:\/\//i.test(path)) sources.push(path)
    else sources.push(resolve(directory, path), ...(await glob(path, { cwd: directory, absolute: true, onlyFiles: true })).toSorted())
  }
  return [...new Set([...sources, ...beside.map((path) => resolve(directory, path))])]
}
