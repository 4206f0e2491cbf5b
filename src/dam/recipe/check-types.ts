import type { ValueType } from '#dam/dataset/table.ts'
import { stepsOf } from './check-columns.ts'
import type { Tell } from './check-hierarchy.ts'
import { columnsOfRule } from './check-quality.ts'
import { quoted } from './problem.ts'
import type { QualityRule } from './quality-rule.ts'
import type { Recipe, RecipeColumn } from './recipe.ts'

/** Says where a recipe asks of a column what values of its type, found in the data, cannot give. */
export function checkTypes(recipe: Recipe, types: ReadonlyMap<string, ValueType>, tell: Tell): void {
  for (const [name, column] of Object.entries(recipe.columns)) {
    const type = types.get(name)
    if (type !== undefined) checkType(name, column, type, tell)
  }
  for (const [place, rule] of (recipe.quality ?? []).entries()) checkRuleType(rule, place, types, tell)
}

function checkType(name: string, column: RecipeColumn, type: ValueType, tell: Tell): void {
  const path = ['columns', name]
  const { hierarchy } = column
  const because = `the values are ${NAMES[type]}`
  if (hierarchy && 'intervals' in hierarchy && !isNumber(type)) tell([...path, 'hierarchy'], `intervals need numbers, and ${because}; write another hierarchy${type === 'date' || type === 'timestamp' ? ', such as {date: [month, year]}' : ', such as {prefix: [3, 2, 0]}'}, or type: integer with misfit: 'null'.`)
  if (hierarchy && 'date' in hierarchy && !isDate(type)) tell([...path, 'hierarchy'], `date steps need dates, and ${because}; write another hierarchy, or type: date with the format.`)
  for (const [place, step] of stepsOf(column).entries()) {
    if (typeof step === 'string' || !('round' in step || 'top-code' in step || 'bottom-code' in step) || isNumber(type)) continue
    tell(Array.isArray(column.do) ? [...path, 'do', place] : [...path, 'do'], `${Object.keys(step).join()} needs numbers, and ${because}; write another treatment.`)
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

const NAMES: { readonly [type in ValueType]: string } = { text: 'text', integer: 'whole numbers', decimal: 'numbers', boolean: 'true or false', date: 'dates', timestamp: 'dates with times', time: 'times of day' }

function isNumber(type: ValueType): boolean {
  return type === 'integer' || type === 'decimal'
}

function isDate(type: ValueType): boolean {
  return type === 'date' || type === 'timestamp'
}
