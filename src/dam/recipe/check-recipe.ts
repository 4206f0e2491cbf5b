import type { Column } from '#dam/dataset/table.ts'
import { checkColumns } from './check-columns.ts'
import { stepsOf } from './column-steps.ts'
import { checkFairness, columnsOfFairness } from './check-fairness.ts'
import type { Tell } from './check-hierarchy.ts'
import { checkPrivacy, columnsOfPrivacy } from './check-privacy.ts'
import { checkQualityRule, columnsOfRule, type NamedColumn } from './check-quality.ts'
import { checkTypes } from './check-types.ts'
import { didYouMean } from './nearest-word.ts'
import type { LoadedRecipe } from './load-recipe.ts'
import { quoted, refuseProblems, type Problem, type RecipePath } from './problem.ts'
import type { Recipe } from './recipe.ts'
import { pairLine } from './yaml-line.ts'

/**
 * Checks what the parts of a recipe say of each other, as far as that needs no data.
 *
 * @throws {Refusal} `bad-recipe` with every problem and its place
 */
export function checkRecipe(loaded: LoadedRecipe): void {
  const { recipe } = loaded
  const problems: Problem[] = []
  const tell: Tell = (path, sentence) => problems.push({ path, sentence, place: loaded.place(path) })
  checkSource(recipe, tell)
  checkColumns(recipe, tell)
  for (const [place, rule] of (recipe.quality ?? []).entries()) checkQualityRule(rule, ['quality', place], tell)
  checkPrivacy(recipe, tell)
  checkFairness(recipe, tell)
  checkPlan(recipe, tell)
  checkNames(recipe, tell)
  checkSpellings(loaded, tell)
  refuseProblems(loaded.label, problems)
}

/** Looking for the nearest word is kept to so many names on either side; a wide table has nothing to gain. */
const MOST_COMPARED = 1000

/**
 * Checks a recipe against the columns that were found in the data: each has an entry, each entry a column,
 * and what is asked of its values fits their type.
 *
 * @throws {Refusal} `bad-recipe` with every problem and its place
 */
export function checkAgainstTable(loaded: LoadedRecipe, columns: readonly Column[]): void {
  const problems: Problem[] = []
  const tell: Tell = (path, sentence) => problems.push({ path, sentence, place: loaded.place(path) })
  const entries = loaded.recipe.columns
  const types = new Map(columns.map(({ name, type }) => [name, type]))
  const withoutEntry = columns.map(({ name }) => name).filter((name) => !Object.hasOwn(entries, name))
  const compared = withoutEntry.slice(0, MOST_COMPARED)
  for (const [place, name] of loaded.columnNames.entries()) {
    if (!types.has(name)) tell(['columns', name], `is not a column of the data; remove the entry, or spell it as in the data.${place < MOST_COMPARED ? didYouMean(name, compared) : ''}`)
  }
  for (const name of withoutEntry) tell(['columns'], `the data has a column ${quoted(name)} without an entry; add one, such as ${name.length > 60 ? 'its name' : pairLine(name, '{role: plain}')}.`)
  if (!Object.entries(entries).some(([name, column]) => types.has(name) && !stepsOf(column).includes('drop'))) tell(['columns'], 'every column is dropped, so nothing would be released; keep at least one.')
  checkTypes(loaded.recipe, types, tell)
  refuseProblems(loaded.label, problems)
}

const READ_AS_TEXT = ['csv', 'tsv', 'json', 'jsonl']
const OPTIONS = [
  ['delimiter', ['csv', 'tsv']], ['quote', ['csv', 'tsv']], ['header', ['csv', 'tsv', 'xlsx']], ['encoding', READ_AS_TEXT], ['sheet', ['xlsx']],
] as const

function checkSource({ source }: Recipe, tell: Tell): void {
  for (const [option, kinds] of OPTIONS) {
    if (source[option] !== undefined && !kinds.some((kind) => kind === source.kind)) tell(['source', option], `means nothing for ${source.kind}; it is for ${kinds.join(', ')}. Leave it out.`)
  }
  if (source.sha256 !== undefined && Array.isArray(source.path) && source.path.length > 1) tell(['source', 'sha256'], 'is the hash of one file, and `path` lists several; leave it out, or name one file.')
  if (source.delimiter !== undefined && /["\r\n]/.test(source.delimiter)) tell(['source', 'delimiter'], 'cannot be a quote or the end of a line; write one character such as "," or ";".')
  if (source.delimiter !== undefined && source.delimiter === source.quote) tell(['source', 'quote'], 'is the same as `delimiter`; write another character.')
}

function checkPlan({ plan }: Recipe, tell: Tell): void {
  const least = plan?.rows?.['at-least']
  const most = plan?.rows?.['at-most']
  if (least !== undefined && most !== undefined && least > most) tell(['plan', 'rows', 'at-least'], `at-least ${least} is more than at-most ${most}; exchange the two.`)
  const cells = plan?.cells
  if (cells === undefined || !('shares' in cells.target)) return
  const path = ['plan', 'cells', 'target', 'shares'] as const
  const seen = new Set<string>()
  let sum = 0
  for (const [place, { cell, share }] of cells.target.shares.entries()) {
    sum += share
    const missing = cells.by.filter((name) => !Object.hasOwn(cell, name))
    const foreign = Object.keys(cell).filter((name) => !cells.by.includes(name))
    for (const name of missing) tell([...path, place, 'cell'], `has no value for ${quoted(name)}, which \`by\` names; write one.`)
    for (const name of foreign) tell([...path, place, 'cell', name], `is not one of the columns in \`by\`.${didYouMean(name, cells.by)}`)
    const key = JSON.stringify(cells.by.map((name) => cell[name]))
    if (missing.length === 0 && seen.has(key)) tell([...path, place, 'cell'], 'is given twice; keep one.')
    seen.add(key)
  }
  // Shares are written by hand, with few digits: three thirds of 0.333 are fine, and so is 0.334.
  if (sum > 1 + 0.001 * cells.target.shares.length) tell(path, `the shares add up to ${Number(sum.toFixed(6))}; write shares that add up to 1 at most.`)
}

/** Every column that the recipe names outside `columns` must stand there, and once in each list. */
function checkNames(recipe: Recipe, tell: Tell): void {
  const known = Object.keys(recipe.columns)
  const lists: NamedColumn[][] = [
    ...(recipe.quality ?? []).map((rule, place) => columnsOfRule(rule, ['quality', place])),
    list(recipe.plan?.cells?.by, ['plan', 'cells', 'by']),
    list(recipe.sample?.stratify, ['sample', 'stratify']),
    ...columnsOfPrivacy(recipe), ...columnsOfFairness(recipe),
  ]
  for (const named of lists) {
    const seen = new Set<string>()
    for (const { column, path } of named) {
      if (!Object.hasOwn(recipe.columns, column)) tell(path, `${quoted(column)} is not one of the columns of this recipe.${didYouMean(column, known)}`)
      else if (seen.has(column)) tell(path, `${quoted(column)} is in the list twice; keep one.`)
      seen.add(column)
    }
  }
}

function list(names: readonly string[] | undefined, path: RecipePath): NamedColumn[] {
  return (names ?? []).map((column, place) => ({ column, path: [...path, place] }))
}

/** Where texts and numbers are both right, a code such as 01 must not become the number 1 in silence. */
function checkSpellings(loaded: LoadedRecipe, tell: Tell): void {
  const check = (given: unknown, path: RecipePath): void => {
    if (Array.isArray(given)) for (const [place, value] of given.entries()) check(value, [...path, place])
    else if (typeof given === 'object' && given !== null) for (const [key, value] of Object.entries(given)) check(value, [...path, key])
    else if (typeof given === 'number') {
      const written = loaded.written(path)
      if (written && !written.quoted && written.text !== String(given)) tell(path, `${written.text} is read as the number ${given}; write '${written.text}' in quotes if it is a code, ${given} if it is a number.`)
    }
  }
  for (const [name, { hierarchy }] of Object.entries(loaded.recipe.columns)) {
    if (hierarchy && 'tree' in hierarchy) check(hierarchy.tree, ['columns', name, 'hierarchy', 'tree'])
  }
  check(loaded.recipe.fairness?.favourable, ['fairness', 'favourable'])
  check(loaded.recipe.fairness?.prediction?.favourable, ['fairness', 'prediction', 'favourable'])
  for (const [place, rule] of (loaded.recipe.quality ?? []).entries()) {
    if ('in-set' in rule) check(rule['in-set'].values, ['quality', place, 'in-set', 'values'])
  }
}
