import type { ValueType } from '#dam/dataset/table.ts'
import { stepName } from './check-columns.ts'
import { stepsOf } from './column-steps.ts'
import type { Tell } from './check-hierarchy.ts'
import { columnsOfRule } from './check-quality.ts'
import { quoted } from './problem.ts'
import type { QualityRule } from './quality-rule.ts'
import type { Favourable, Recipe, RecipeColumn } from './recipe.ts'

/** Says where a recipe asks of a column what values of its type, found in the data, cannot give. */
export function checkTypes(recipe: Recipe, types: ReadonlyMap<string, ValueType>, tell: Tell): void {
  for (const [name, column] of Object.entries(recipe.columns)) {
    const type = types.get(name)
    if (type !== undefined) checkType(name, column, type, tell)
  }
  for (const [place, rule] of (recipe.quality ?? []).entries()) checkRuleType(rule, place, types, tell)
  checkModelTypes(recipe, types, tell)
  checkFairnessTypes(recipe, types, tell)
}

function checkType(name: string, column: RecipeColumn, type: ValueType, tell: Tell): void {
  const path = ['columns', name]
  const { hierarchy } = column
  const because = `the values are ${NAMES[type]}`
  if (hierarchy && 'intervals' in hierarchy && !isNumber(type)) tell([...path, 'hierarchy'], `intervals need numbers, and ${because}; write another hierarchy${type === 'date' || type === 'timestamp' ? ', such as {date: [month, year]}' : ', such as {prefix: [3, 2, 0]}'}, or type: integer with misfit: 'null'.`)
  if (hierarchy && 'date' in hierarchy && !isDate(type)) tell([...path, 'hierarchy'], `date steps need dates, and ${because}; write another hierarchy, or type: date with the format.`)
  for (const [place, step] of stepsOf(column).entries()) {
    if (typeof step === 'string' || 'mask' in step || 'generalise' in step || isNumber(type)) continue
    tell(Array.isArray(column.do) ? [...path, 'do', place] : [...path, 'do'], `${stepName(step)} needs numbers, and ${because}; write another treatment.`)
  }
}

function checkRuleType(rule: QualityRule, place: number, types: ReadonlyMap<string, ValueType>, tell: Tell): void {
  for (const { column, path } of columnsOfRule(rule, ['quality', place])) {
    const type = types.get(column)
    if (type === undefined) continue
    const because = `the values of ${quoted(column)} are ${NAMES[type]}`
    if ('freshness' in rule && !isDate(type)) tell(path, `freshness needs dates, and ${because}; name another column.`)
    if (!('in-range' in rule)) continue
    const wantsDate = typeof (rule['in-range'].min ?? rule['in-range'].max) === 'string'
    if (wantsDate && !isDate(type)) tell(path, `the bounds are dates, and ${because}; write bounds of the same kind.`)
    if (!wantsDate && !isNumber(type)) tell(path, `the bounds are numbers, and ${because}; write bounds of the same kind.`)
  }
}

function checkModelTypes({ columns, privacy }: Recipe, types: ReadonlyMap<string, ValueType>, tell: Tell): void {
  for (const [place, model] of (privacy?.models ?? []).entries()) {
    if (!('t-closeness' in model) || model['t-closeness'].distance !== 'ordered') continue
    const { column } = model['t-closeness']
    const isGeneralised = Object.hasOwn(columns, column) && columns[column] !== undefined && stepsOf(columns[column]).some((step) => stepName(step) === 'generalise')
    if (types.get(column) === 'boolean' && !isGeneralised) tell(['privacy', 'models', place, 't-closeness', 'distance'], `ordered needs numbers, dates or text with an order, and the values of ${quoted(column)} are ${NAMES.boolean}; write distance: equal.`)
  }
}

function checkFairnessTypes({ fairness }: Recipe, types: ReadonlyMap<string, ValueType>, tell: Tell): void {
  if (!fairness) return
  const { prediction } = fairness
  const check = (favourable: Favourable | undefined, column: string, path: readonly string[]) => {
    const type = types.get(column)
    if (typeof favourable !== 'object' || type === undefined || isNumber(type)) return
    tell(path, `a bound needs numbers, and the values of ${quoted(column)} are ${NAMES[type]}; write the favourable value itself.`)
  }
  check(fairness.favourable, fairness.label, ['fairness', 'favourable'])
  if (!prediction) return
  check(prediction.favourable ?? fairness.favourable, prediction.column, ['fairness', 'prediction', prediction.favourable === undefined ? 'column' : 'favourable'])
  const ofScore = prediction.score === undefined ? undefined : types.get(prediction.score)
  if (prediction.score !== undefined && ofScore !== undefined && !isNumber(ofScore)) tell(['fairness', 'prediction', 'score'], `a score is a number, and the values of ${quoted(prediction.score)} are ${NAMES[ofScore]}; name another column, or leave it out.`)
}

const NAMES: { readonly [type in ValueType]: string } = { text: 'text', integer: 'whole numbers', decimal: 'numbers', boolean: 'true or false', date: 'dates', timestamp: 'dates with times', time: 'times of day' }

function isNumber(type: ValueType): boolean {
  return type === 'integer' || type === 'decimal'
}

function isDate(type: ValueType): boolean {
  return type === 'date' || type === 'timestamp'
}
