import { checkHierarchy, lastLevel, type Tell } from './check-hierarchy.ts'
import type { RecipePath } from './problem.ts'
import type { Operation, Recipe, RecipeColumn } from './recipe.ts'

/** A column's treatment as a list of steps, with what is left out filled in from the role. */
export function stepsOf(column: RecipeColumn): readonly Operation[] {
  if (column.do === undefined) return [DEFAULTS[column.role]]
  return isList(column.do) ? column.do : [column.do]
}

const DEFAULTS = { identifier: 'drop', text: 'drop', 'quasi-identifier': 'generalise', sensitive: 'keep', plain: 'keep' } as const

/** The word that names a step: `mask` for `{mask: …}`. */
export function stepName(step: Operation): string {
  return typeof step === 'string' ? step : Object.keys(step).join()
}

/** Says what is wrong with the columns of a recipe, each by itself. */
export function checkColumns(recipe: Recipe, tell: Tell): void {
  const columns = Object.entries(recipe.columns)
  if (columns.length === 0) tell(['columns'], 'names no column; every column of the source needs an entry, such as age: {role: quasi-identifier}.')
  for (const [name, column] of columns) {
    const path = ['columns', name]
    checkSteps(column, path, tell)
    checkRole(column, path, tell)
    checkLevels(column, path, tell)
    if (column.hierarchy) checkHierarchy(column.hierarchy, [...path, 'hierarchy'], tell)
    if (column.format !== undefined && column.type !== undefined && column.type !== 'date' && column.type !== 'timestamp') tell([...path, 'format'], `is for dates, and the type is ${column.type}; leave it out, or write type: date.`)
    if (column.misfit !== undefined && column.type === undefined) tell([...path, 'misfit'], 'says what happens when a value does not fit `type`; write the type beside it.')
  }
}

function checkSteps(column: RecipeColumn, path: RecipePath, tell: Tell): void {
  const steps = stepsOf(column)
  const names = steps.map(stepName)
  const at = (place: number) => (isList(column.do) ? [...path, 'do', place] : [...path, 'do'])
  for (const [place, step] of steps.entries()) {
    const name = stepName(step)
    if (steps.length > 1 && (name === 'keep' || name === 'drop')) tell(at(place), `${name} stands alone; write do: ${name}, or leave it out of the list.`)
    if (names.indexOf(name) < place) tell(at(place), `${name} is in the list twice; keep one.`)
    if (name === 'generalise' && place < steps.length - 1) tell(at(place), 'generalise is the last step; put it at the end of the list.')
    if (step === 'generalise' && column.role !== 'quasi-identifier') tell(at(place), 'the level is searched for quasi-identifiers only; write one, such as {generalise: 1}, or role: quasi-identifier.')
    if (typeof step === 'object' && 'generalise' in step) {
      const last = lastLevel(column.hierarchy)
      if (column.hierarchy === undefined && column.role !== 'quasi-identifier') tell(at(place), 'needs a hierarchy; write one beside it, such as hierarchy: {intervals: [5, 10]}.')
      else if (last !== undefined && step.generalise > last) tell(at(place), `level ${step.generalise} is beyond the last, which is ${last}; write 0 to ${last}.`)
      if (column.levels !== undefined) tell([...path, 'levels'], 'limits a search, and the level is given by `do`; leave one out.')
    }
  }
  const top = steps.flatMap((step) => (typeof step === 'object' && 'top-code' in step ? [step['top-code']] : [])).at(0)
  const bottom = steps.flatMap((step) => (typeof step === 'object' && 'bottom-code' in step ? [step['bottom-code']] : [])).at(0)
  if (top !== undefined && bottom !== undefined && bottom > top) tell([...path, 'do'], `bottom-code ${bottom} is above top-code ${top}; every value would become one of them. Exchange the two.`)
}

const ALLOWED = {
  identifier: ['drop', 'pseudonym', 'mask'],
  text: ['drop', 'keep'],
  'quasi-identifier': ['drop', 'mask', 'top-code', 'bottom-code', 'round', 'generalise'],
} as const
const WOULD_BE_RIGHT = {
  identifier: 'it may be dropped, masked or become a pseudonym: write do: drop, do: pseudonym or do: {mask: {first: 1}}, or another role',
  text: 'free text can be dropped for now: write do: drop, or keep with a reason in accept-risk',
  'quasi-identifier': 'it is generalised, after round, top-code, bottom-code or mask: leave `do` out, or write another role. To keep its values write levels: {at-most: 0}',
} as const

function checkRole(column: RecipeColumn, path: RecipePath, tell: Tell): void {
  const { role } = column
  if (role === 'plain' || role === 'sensitive') return
  const names = stepsOf(column).map(stepName)
  const allowed: readonly string[] = ALLOWED[role]
  const wrong = names.find((name) => !allowed.includes(name))
  if (wrong !== undefined) tell([...path, 'do'], `a column of role ${role} cannot have the treatment ${wrong}; ${WOULD_BE_RIGHT[role]}.`)
  if (role === 'text' && names.includes('keep') && column['accept-risk'] === undefined) tell([...path, 'do'], 'free text may name persons; write do: drop, or say in accept-risk why it may be released.')
  if (role === 'quasi-identifier' && !names.includes('drop') && !names.includes('generalise') && wrong === undefined) tell([...path, 'do'], 'a quasi-identifier is generalised in the end; put generalise at the end of the list.')
  const { hierarchy } = column
  if (names.includes('mask') && hierarchy !== undefined && ('intervals' in hierarchy || 'date' in hierarchy)) tell([...path, 'hierarchy'], 'works on numbers or dates, and mask makes text of them; leave mask out, or write another hierarchy.')
}

function checkLevels(column: RecipeColumn, path: RecipePath, tell: Tell): void {
  const names = stepsOf(column).map(stepName)
  const isUsed = names.includes('generalise')
  if (column.hierarchy !== undefined && !isUsed) tell([...path, 'hierarchy'], 'is not used: only a quasi-identifier, or a column with do: {generalise: 1}, is generalised. Leave it out, or write one of these.')
  if (column.levels === undefined) return
  if (column.role !== 'quasi-identifier' || !isUsed) return tell([...path, 'levels'], 'is for quasi-identifiers that are generalised; leave it out.')
  const { 'at-least': least, 'at-most': most } = column.levels
  const last = lastLevel(column.hierarchy)
  if (least !== undefined && most !== undefined && least > most) tell([...path, 'levels', 'at-least'], `at-least ${least} is more than at-most ${most}; write at most ${most}.`)
  if (last === undefined) return
  if (least !== undefined && least > last) tell([...path, 'levels', 'at-least'], `level ${least} is beyond the last, which is ${last}; write 0 to ${last}.`)
  if (most !== undefined && most > last) tell([...path, 'levels', 'at-most'], `level ${most} is beyond the last, which is ${last}; write 0 to ${last}.`)
}

function isList(steps: RecipeColumn['do']): steps is Operation[] {
  return Array.isArray(steps)
}
