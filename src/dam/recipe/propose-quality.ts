import type { ColumnProfile, ProfileReport } from '#dam/dataset/reports.ts'
import type { QualityRule } from './quality-rule.ts'

/** A rule that holds today, and in a clause what was seen. */
export interface ProposedRule {
  readonly rule: QualityRule
  readonly because: string
}

const SECONDS_OF_DAY = 86_400
const MILLISECONDS_OF_DAY = 86_400_000

/** Quality rules that the profiled data keeps, loose enough for the next delivery; nothing shown that the profile withholds. */
export function proposeQuality(profile: ProfileReport): ProposedRule[] {
  if (profile.rows === 0) return []
  const complete = profile.columns.filter(({ missing }) => missing === 0).map(({ name }) => name)
  return [
    ...(complete.length === 0 ? [] : [{ rule: { 'not-null': complete }, because: 'no value is missing today' }]),
    ...profile.columns.filter((column) => column.role.guess === 'identifier' && isKey(column, profile)).map(({ name }) => ({ rule: { unique: name }, because: 'every row has its own value today' })),
    ...profile.columns.flatMap((column) => {
      if (column.role.guess === 'identifier' || column.role.guess === 'text') return []
      const rule = proposeRange(column) ?? proposeSet(column, profile.rows) ?? proposePattern(column)
      return rule ? [rule] : []
    }),
  ]
}

function isKey(column: ColumnProfile, { keys, rows }: ProfileReport): boolean {
  return rows > 1 && column.missing === 0 && keys.some((key) => key.length === 1 && key[0] === column.name)
}

function proposeRange({ name, type, range }: ColumnProfile): ProposedRule | undefined {
  if (!range || !Number.isFinite(range.min) || !Number.isFinite(range.max)) return undefined
  const because = 'wider than what is seen today'
  if (type === 'date' || type === 'timestamp') {
    const perDay = type === 'date' ? 1 : SECONDS_OF_DAY
    const first = yearOf(range.min / perDay)
    const last = yearOf(range.max / perDay)
    return first === undefined || last === undefined ? undefined : { rule: { 'in-range': { column: name, min: `${first}-01-01`, max: `${last + 1}-12-31` } }, because }
  }
  if (type !== 'integer' && type !== 'decimal') return undefined
  const span = Math.max(range.max - range.min, Math.abs(range.max), 1)
  const power = Math.floor(Math.log10(span))
  const step = power - (span < 5 * 10 ** power ? 1 : 0)
  const min = range.min >= 0 ? 0 : roundTo(range.min, step, Math.floor)
  const max = range.max <= 0 ? 0 : roundTo(range.max, step, Math.ceil)
  return !(min <= range.min && max >= range.max) ? undefined : { rule: { 'in-range': { column: name, min, max } }, because }
}

/** To a multiple of ten to the power; as a decimal text first, which has no binary dust. */
function roundTo(value: number, power: number, towards: (value: number) => number): number {
  return Number(`${towards(power < 0 ? value * 10 ** -power : value / 10 ** power)}e${power}`)
}

/** Undefined beyond the years that are written with four digits. */
function yearOf(day: number): number | undefined {
  const year = new Date(day * MILLISECONDS_OF_DAY).getUTCFullYear()
  return year >= 1000 && year <= 9998 ? year : undefined
}

/** The whole set of values, where the profile shows every one. */
function proposeSet({ name, type, top, missing }: ColumnProfile, rows: number): ProposedRule | undefined {
  if (type !== 'text' || !Array.isArray(top)) return undefined
  const shown = top.flatMap(({ value, count }) => (value === null ? [] : [{ value, count }]))
  const isWhole = shown.reduce((sum, { count }) => sum + count, 0) === rows - missing
  // Only texts that a recipe's reader gives back unchanged.
  if (!isWhole || shown.length === 0 || shown.some(({ value }) => !value.isWellFormed() || value !== value.normalize('NFC'))) return undefined
  return { rule: { 'in-set': { column: name, values: shown.map(({ value }) => value).toSorted() } }, because: 'these are all of today\'s values' }
}

/** A pattern for codes: with a digit, all of one look and one length. */
function proposePattern({ name, type, pattern, length, distinct }: ColumnProfile): ProposedRule | undefined {
  if (type !== 'text' || !pattern || pattern.share < 1 || distinct < 2 || !pattern.shape.includes('9') || pattern.shape.includes('?')) return undefined
  if (length && (length.min !== length.max || length.max !== pattern.shape.length)) return undefined
  return { rule: { matches: { column: name, pattern: expressionOf(pattern.shape) } }, because: 'every value seen looks so' }
}

const CLASSES = new Map([['9', '\\d'], ['A', '\\p{Lu}'], ['a', '[\\p{L}\\p{M}]'], ['가', '[가-힣]']])

function expressionOf(shape: string): string {
  return shape.replaceAll(/([\s\S])\1*/gu, (run, character: string) => {
    const times = Array.from(run).length
    const one = CLASSES.get(character) ?? character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&')
    return times === 1 ? one : `${one}{${times}}`
  })
}
