import { checkColumns } from '#dam/recipe/check-columns.ts'
import { checkTypes } from '#dam/recipe/check-types.ts'
import type { LoadedRecipe } from '#dam/recipe/load-recipe.ts'
import { pathText } from '#dam/recipe/problem.ts'
import { Operation, type RecipeColumn } from '#dam/recipe/recipe.ts'
import type { RecipeAnswer } from './run-answers.ts'

/** One step of every technique, to be tried on a column. */
const TRIED: ReadonlyMap<string, RecipeColumn['do']> = new Map<string, RecipeColumn['do']>([
  ['keep', 'keep'], ['drop', 'drop'], ['generalise', 'generalise'], ['pseudonym', 'pseudonym'], ['hash', 'hash'], ['tokenise', 'tokenise'], ['mask', { mask: { first: 1 } }],
  ['top-code', { 'top-code': 1 }], ['bottom-code', { 'bottom-code': 0 }], ['round', { round: 1 }], ['shuffle', 'shuffle'], ['microaggregate', { microaggregate: 2 }],
  ['noise', { noise: { kind: 'laplace', epsilon: 1, sensitivity: 1 } }],
])

/** The techniques that a recipe knows, as its schema has them. */
export function listTechniques(): string[] {
  return Operation.options.flatMap((option) => ('shape' in option ? Object.keys(option.shape) : [...option.options])).filter((name, place, all) => all.indexOf(name) === place)
}

/** The columns of a recipe in its order, for a form: what each is, and which techniques its role and type allow. */
export function describeRecipeColumns({ recipe, columnNames }: Pick<LoadedRecipe, 'recipe' | 'columnNames'>): RecipeAnswer['columns'] {
  return columnNames.flatMap((name) => {
    const column = recipe.columns[name]
    return column ? [{ name, type: column.type ?? '', role: column.role, techniques: [...TRIED.keys()].filter((technique) => isAllowed(column, technique)) }] : []
  })
}

/** Whether the checks of the recipe have nothing to say about the technique, on a column of this role and type alone. */
function isAllowed({ role, type }: RecipeColumn, technique: string): boolean {
  // The last step of a quasi-identifier generalises, so what comes before is tried together with it.
  const step = TRIED.get(technique)
  const isBefore = role === 'quasi-identifier' && technique !== 'drop' && technique !== 'generalise'
  const steps = isBefore && step !== undefined && !Array.isArray(step) ? [step, 'generalise' as const] : step
  const column: RecipeColumn = { role, do: steps, ...(type && { type }), ...(role === 'text' && { 'accept-risk': 'to be written' }) }
  const recipe = { datadam: 1 as const, dataset: { name: 'a/b', title: 'a', licence: 'CC0-1.0', language: ['und'] }, source: { kind: 'csv' as const, path: 'a' }, columns: { a: column }, release: { version: '1.0.0', format: 'parquet' as const, access: 'open' as const, seed: 1, 'rows-per-file': 1 } }
  let isFine = true
  const tell = (path: readonly (string | number)[]): void => { if (pathText(path).startsWith('columns.a.do')) isFine = false }
  checkColumns(recipe, tell)
  if (type) checkTypes(recipe, new Map([['a', type]]), tell)
  return isFine
}
