import type { ValueType } from '#dam/dataset/table.ts'
import type { Sign } from './name-signs.ts'
import { VALUE_SHAPES } from './value-shapes.ts'

/** What is known of a column's values when its role is guessed. */
export interface ColumnEvidence {
  readonly type: ValueType
  /** Rows with a value. */
  readonly present: number
  readonly distinct: number
  /** Values with their rows, or a sample of them. */
  readonly values: readonly { readonly text: string; readonly count: number }[]
  readonly range?: { readonly min: number; readonly max: number }
}

const MOST_VALUES_READ = 5_000
const FEWEST_ROWS = 20
const DAYS_OF_30_YEARS = 10_957
const DAY_OF_1900 = -25_567

/** What a column's values say of its role, strongest first; none when they look like anything. */
export function readValueSigns(column: ColumnEvidence): Sign[] {
  const read = column.values.slice(0, MOST_VALUES_READ)
  const signs = [...shapeSigns(read), ...textSigns(column, read), ...uniqueSigns(column), ...dateSigns(column)]
  return signs.toSorted((a, b) => Number(b.strength === 'strong') - Number(a.strength === 'strong'))
}

/** True when nearly every row has a value of its own, so that to show values is to show rows. */
export function isNearlyUnique({ present, distinct }: Pick<ColumnEvidence, 'present' | 'distinct'>): boolean {
  return present > 0 && distinct / present >= 0.9
}

function shapeSigns(values: ColumnEvidence['values']): Sign[] {
  const rows = values.reduce((sum, { count }) => sum + count, 0)
  return VALUE_SHAPES.flatMap(({ what, strength, matches }): Sign[] => {
    const share = values.reduce((sum, { text, count }) => (matches(text) ? sum + count : sum), 0) / rows
    if (share >= 0.5) return [{ role: 'identifier', strength, because: `${percent(share)} of its values look like ${what}` }]
    return share >= 0.02 && strength === 'strong' ? [{ role: 'identifier', strength: 'weak', because: `${percent(share)} of its values look like ${what}` }] : []
  })
}

function textSigns({ type, present, distinct }: ColumnEvidence, values: ColumnEvidence['values']): Sign[] {
  if (type !== 'text' || values.length === 0) return []
  const length = values.reduce((sum, { text }) => sum + text.length, 0) / values.length
  const words = values.reduce((sum, { text }) => sum + text.split(/\s+/u).filter((word) => /\p{L}/u.test(word)).length, 0) / values.length
  if (words >= 5 && length >= 20 && distinct > present / 10) return [{ role: 'text', strength: 'strong', because: 'its values are sentences of many words' }]
  return words >= 3 && length >= 12 && distinct > present / 2 ? [{ role: 'text', strength: 'weak', because: 'its values are several words long and mostly different' }] : []
}

function uniqueSigns(column: ColumnEvidence): Sign[] {
  if (column.present < FEWEST_ROWS || !isNearlyUnique(column)) return []
  const isWhole = column.type === 'integer'
  if (isWhole || column.type === 'text') return [{ role: 'identifier', strength: 'weak', because: 'nearly every row has a value of its own' }]
  return []
}

function dateSigns({ type, range }: ColumnEvidence): Sign[] {
  if ((type !== 'date' && type !== 'timestamp') || !range) return []
  const days = type === 'date' ? range : { min: range.min / 86_400, max: range.max / 86_400 }
  const isLikeBirth = days.max - days.min >= DAYS_OF_30_YEARS && days.min >= DAY_OF_1900
  return [{ role: 'quasi-identifier', strength: 'weak', because: isLikeBirth ? 'its dates spread as dates of birth do' : 'a date of an event may be known to others' }]
}

function percent(share: number): string {
  return share >= 0.995 ? 'all or nearly all' : `${Math.round(share * 100)} %`
}
