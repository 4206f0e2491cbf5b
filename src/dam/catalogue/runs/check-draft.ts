import { checkRecipe } from '#dam/recipe/check-recipe.ts'
import { editRecipe } from '#dam/recipe/edit-recipe.ts'
import { type LoadedRecipe, parseRecipe } from '#dam/recipe/load-recipe.ts'
import { pathText, type Problem, ProblemsRefusal, quoted } from '#dam/recipe/problem.ts'
import { Refusal } from '#platform/refusal.ts'
import { listRecipeFiles } from './recipe-files.ts'
import { describeRecipeColumns } from './recipe-columns.ts'
import type { RecipeAnswer } from './run-answers.ts'

/** What messages call the recipe; it has no file until it is run. */
export const RECIPE_FILE = 'recipe.yaml'

/** A recipe's text, and what it may name. */
export interface DraftRequest {
  readonly text: string
  /** publisher/data-set, which the server writes into it. */
  readonly name: string
  /** Names of the data set's uploads, the only files that it may read. */
  readonly uploads: readonly string[]
  /** Written into it; left out: as the text has it. */
  readonly version?: string | undefined
}

/** A recipe as it would be run, or everything that is wrong with it. */
export type CheckedDraft = Pick<RecipeAnswer, 'problems' | 'columns'> & { readonly loaded?: LoadedRecipe }

/**
 * Checks a draft as a run would, and that every file it names is an upload of its data set.
 *
 * What the server sets itself is not held against the text: the data set's name, and the version where one is given.
 */
export function checkDraft(request: DraftRequest): CheckedDraft {
  const { text, uploads } = request
  const written = problemsOf(text)
  const set = setByServer(request)
  const checked = set === undefined ? written : problemsOf(set)
  // Lines are those of the text as it was written, wherever the two say the same.
  const problems = checked.loaded ? [] : written.loaded ? checked.problems : written.problems.filter(({ path }) => !SET.has(pathText(path)))
  const loaded = checked.loaded ?? written.loaded
  if (!loaded) return { problems: told(problems.length > 0 ? problems : checked.problems), columns: columnsOf(request) }
  const foreign = listRecipeFiles(loaded.recipe).filter(({ name }) => !uploads.includes(name)).map(({ path, name }): Problem => ({
    path, place: (written.loaded ?? loaded).place(path), sentence: `${quoted(name)} is no upload of this data set; ${uploads.length === 0 ? 'upload it first' : `write the name of one: ${uploads.slice(0, 10).map(quoted).join(', ')}${uploads.length > 10 ? ' …' : ''}`}.`,
  }))
  if (foreign.length > 0 || problems.length > 0) return { problems: told([...problems, ...foreign]), columns: describeRecipeColumns(loaded) }
  return { problems: [], columns: describeRecipeColumns(loaded), loaded }
}

const SET = new Set(['dataset.name', 'release.version'])

/** The text with what the server sets; undefined where it cannot be written into it, because it is not whole yet. */
function setByServer({ text, name, version }: DraftRequest): string | undefined {
  try {
    return editRecipe(text, [{ path: ['dataset', 'name'], value: name }, ...(version === undefined ? [] : [{ path: ['release', 'version'], value: version }])])
  } catch (fault) {
    if (fault instanceof Refusal) return undefined
    throw fault
  }
}

function problemsOf(text: string): { readonly problems: readonly Problem[]; readonly loaded?: LoadedRecipe } {
  try {
    const loaded = parseRecipe(text, { file: RECIPE_FILE })
    checkRecipe(loaded)
    return { problems: [], loaded }
  } catch (fault) {
    if (fault instanceof ProblemsRefusal) return { problems: fault.problems }
    if (fault instanceof Refusal) return { problems: [{ place: { line: 1, column: 1 }, path: [], sentence: fault.message }] }
    throw fault
  }
}

function told(problems: readonly Problem[]): RecipeAnswer['problems'] {
  return problems.map(({ place, path, sentence }) => ({ ...place, message: path.length === 0 ? sentence : `${pathText(path)}: ${sentence}` })).toSorted((a, b) => a.line - b.line || a.column - b.column)
}

/** The columns of a recipe that has its form, though not every check passes. */
function columnsOf({ text }: DraftRequest): RecipeAnswer['columns'] {
  try {
    return describeRecipeColumns(parseRecipe(text, { file: RECIPE_FILE }))
  } catch (fault) {
    if (fault instanceof Refusal) return []
    throw fault
  }
}
