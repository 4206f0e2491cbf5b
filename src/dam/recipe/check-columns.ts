import { checkHierarchy, lastLevel, type Tell } from './check-hierarchy.ts'
import { stepsOf } from './column-steps.ts'
import type { RecipePath } from './problem.ts'
import type { Operation, Recipe, RecipeColumn } from './recipe.ts'

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
    checkOrder(column, path, tell)
    checkRole(column, path, tell)
    checkLevels(column, path, tell, isMeasuredAlong(recipe, name))
    if (column.weight !== undefined && (column.role !== 'quasi-identifier' || stepsOf(column).includes('drop'))) tell([...path, 'weight'], 'says how much a loss in a quasi-identifier counts, and this column is generalised by no search; leave it out.')
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
  for (const [place, step] of steps.entries()) {
    if (typeof step === 'string' || !('noise' in step) || top === undefined || bottom === undefined) continue
    const { sensitivity } = step.noise
    if (sensitivity < top - bottom) tell([...at(place), 'noise', 'sensitivity'], `${sensitivity} is less than the range from bottom-code ${bottom} to top-code ${top}, so the noise would be too small for its epsilon; write ${Number((top - bottom).toPrecision(12))}.`)
  }
}

const TO_TEXT = new Set(['pseudonym', 'hash', 'tokenise', 'mask'])
const OF_NUMBERS = new Set(['top-code', 'bottom-code', 'round', 'noise', 'microaggregate'])
const AT_THE_END = new Set(['shuffle', 'noise', 'microaggregate'])

function checkOrder(column: RecipeColumn, path: RecipePath, tell: Tell): void {
  const names = stepsOf(column).map(stepName)
  const at = (place: number) => (isList(column.do) ? [...path, 'do', place] : [...path, 'do'])
  const early = names.findIndex((name, place) => AT_THE_END.has(name) && place < names.length - 1)
  if (early >= 0) tell(at(early), `${names[early]} is the last step, since ${names.at(-1)} after it would undo what it promises; put it at the end of the list, with no other of ${[...AT_THE_END].join(', ')}.`)
  const toText = names.findIndex((name) => TO_TEXT.has(name))
  const number = names.findIndex((name, place) => toText >= 0 && place > toText && OF_NUMBERS.has(name))
  if (number >= 0) tell(at(number), `${names[number]} needs numbers, and ${names[toText]} before it makes text of them; put it before ${names[toText]}, or leave one out.`)
  const { hierarchy } = column
  if (toText >= 0 && hierarchy !== undefined && ('intervals' in hierarchy || 'date' in hierarchy)) tell([...path, 'hierarchy'], `works on numbers or dates, and ${names[toText]} makes text of them; leave ${names[toText]} out, or write another hierarchy.`)
}

const ALLOWED = {
  identifier: ['drop', 'pseudonym', 'hash', 'tokenise', 'mask'],
  text: ['drop', 'keep'],
  'quasi-identifier': ['drop', 'mask', 'top-code', 'bottom-code', 'round', 'generalise'],
} as const
const WOULD_BE_RIGHT = {
  identifier: 'it may be dropped, masked, hashed, tokenised or become a pseudonym: write do: drop, do: pseudonym, do: hash, do: tokenise or do: {mask: {first: 1}}, or another role',
  text: 'free text can be dropped for now: write do: drop, or keep with a reason in accept-risk',
  'quasi-identifier': 'it is generalised, after round, top-code, bottom-code or mask: leave `do` out, or write another role. To keep its values write levels: {at-most: 0}',
} as const

function checkRole(column: RecipeColumn, path: RecipePath, tell: Tell): void {
  const { role } = column
  if (role === 'plain' || role === 'sensitive') return
  const names = stepsOf(column).map(stepName)
  const allowed: readonly string[] = ALLOWED[role]
  const wrong = names.find((name) => !allowed.includes(name))
  const because = role === 'quasi-identifier' && wrong !== undefined && AT_THE_END.has(wrong) ? ', because the promise counts true combinations' : ''
  if (wrong !== undefined) tell([...path, 'do'], `a column of role ${role} cannot have the treatment ${wrong}${because}; ${WOULD_BE_RIGHT[role]}.`)
  if (role === 'text' && names.includes('keep') && column['accept-risk'] === undefined) tell([...path, 'do'], 'free text may name persons; write do: drop, or say in accept-risk why it may be released.')
  if (role === 'quasi-identifier' && !names.includes('drop') && !names.includes('generalise') && wrong === undefined) tell([...path, 'do'], 'a quasi-identifier is generalised in the end; put generalise at the end of the list.')
}

/** Whether a model measures distances along the column's hierarchy, which then need not generalise anything. */
function isMeasuredAlong({ privacy }: Recipe, name: string): boolean {
  return (privacy?.models ?? []).some((model) => 't-closeness' in model && model['t-closeness'].column === name && model['t-closeness'].distance === 'hierarchical')
}

function checkLevels(column: RecipeColumn, path: RecipePath, tell: Tell, isMeasured: boolean): void {
  const names = stepsOf(column).map(stepName)
  const isUsed = names.includes('generalise')
  if (column.hierarchy !== undefined && !isUsed && !isMeasured) tell([...path, 'hierarchy'], 'is not used: only a quasi-identifier, or a column with do: {generalise: 1}, is generalised, and no t-closeness measures along it. Leave it out, or write one of these.')
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
