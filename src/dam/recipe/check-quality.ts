import type { Tell } from './check-hierarchy.ts'
import { patternFault } from './check-pattern.ts'
import type { RecipePath } from './problem.ts'
import type { QualityRule } from './quality-rule.ts'

/** A column that a rule names, and where. */
export interface NamedColumn {
  readonly column: string
  readonly path: RecipePath
}

/** Every column that a quality rule names; `path` is where the rule stands. */
export function columnsOfRule(rule: QualityRule, path: RecipePath): NamedColumn[] {
  if ('unique' in rule) return namesAt(rule.unique, [...path, 'unique'])
  if ('not-null' in rule) return namesAt(rule['not-null'], [...path, 'not-null'])
  if ('row-count' in rule) return []
  const [kind, settings] = settingsOf(rule)
  return [{ column: settings.column, path: [...path, kind, 'column'] }]
}

/** Says what is wrong within one quality rule, which stands at `path`. */
export function checkQualityRule(rule: QualityRule, path: RecipePath, tell: Tell): void {
  if ('in-range' in rule) checkRange(rule['in-range'], [...path, 'in-range'], tell)
  if ('row-count' in rule) {
    const { min, max } = rule['row-count']
    if (min === undefined && max === undefined) tell([...path, 'row-count'], 'has neither min nor max; write at least one.')
    if (min !== undefined && max !== undefined && min > max) tell([...path, 'row-count', 'min'], `min ${min} is more than max ${max}; exchange the two.`)
    if (rule.mostly !== undefined) tell([...path, 'mostly'], 'is a share of rows, and this rule counts them; leave it out.')
  }
  if ('matches' in rule) {
    const fault = patternFault(rule.matches.pattern)
    if (fault !== undefined) tell([...path, 'matches', 'pattern'], `${fault}.`)
  }
}

function checkRange({ min, max }: { readonly min?: number | string | undefined; readonly max?: number | string | undefined }, path: RecipePath, tell: Tell): void {
  if (min === undefined && max === undefined) tell(path, 'has neither min nor max; write at least one.')
  for (const [key, bound] of [['min', min], ['max', max]] as const) {
    if (typeof bound === 'string' && Number.isNaN(momentOf(bound))) tell([...path, key], 'is neither a number nor a date; write a number without quotes, or a date as 2026-01-31.')
  }
  if (min === undefined || max === undefined) return
  if (typeof min !== typeof max) tell([...path, 'max'], 'is of another kind than min; write two numbers or two dates.')
  else if (orderOf(min) > orderOf(max)) tell([...path, 'min'], 'min lies above max; exchange the two.')
}

function orderOf(bound: number | string): number {
  return typeof bound === 'number' ? bound : momentOf(bound)
}

/** Milliseconds since 1970 of a date, with or without a time; NaN for anything else. */
function momentOf(text: string): number {
  if (!/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?$/.test(text)) return Number.NaN
  const moment = new Date(`${text.length === 10 ? `${text}T00:00` : text.replace(' ', 'T')}Z`)
  // 30 February would otherwise be taken for a day in March.
  return Number.isNaN(moment.getTime()) || moment.toISOString().slice(0, 10) !== text.slice(0, 10) ? Number.NaN : moment.getTime()
}

function namesAt(names: string | readonly string[], path: RecipePath): NamedColumn[] {
  return typeof names === 'string' ? [{ column: names, path }] : names.map((column, place) => ({ column, path: [...path, place] }))
}

function settingsOf(rule: Exclude<QualityRule, { unique: unknown } | { 'not-null': unknown } | { 'row-count': unknown }>): readonly [string, { readonly column: string }] {
  if ('in-range' in rule) return ['in-range', rule['in-range']]
  if ('in-set' in rule) return ['in-set', rule['in-set']]
  if ('matches' in rule) return ['matches', rule.matches]
  if ('foreign-key' in rule) return ['foreign-key', rule['foreign-key']]
  if ('freshness' in rule) return ['freshness', rule.freshness]
  return ['distribution-distance', rule['distribution-distance']]
}
