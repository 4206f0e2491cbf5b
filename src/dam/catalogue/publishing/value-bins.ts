import { z } from 'zod'
import { significant } from '#dam/dataset/significant.ts'
import { identifier, literal, sql, type Sql } from '#platform/engines/sql-text.ts'

/** How the values of a column fall into ranges of equal width, which are numbered. */
export interface Bins {
  /** The number of a row's range; null where the value lies in none. */
  readonly bin: Sql
  /** Where a range begins, as text. */
  begin(bin: number): string
}

/** Ranges that a chart holds, at most. */
const MOST_BINS = 40
const WISHED_BINS = 20

const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}(?! \(BC\))/)

/**
 * Round ranges between the smallest and the largest value, as the engine writes them.
 *
 * @returns undefined for a type without ranges, and for values that are no number or lie out of the calendar
 */
export function chooseBins({ name, type }: { readonly name: string; readonly type: string }, { smallest, largest }: { readonly smallest: string; readonly largest: string }): Bins | undefined {
  switch (type) {
    case 'integer':
    case 'decimal': return numberBins(identifier(name), Number(smallest), Number(largest), type === 'integer')
    case 'date':
    case 'timestamp': return Day.safeParse(smallest).success && Day.safeParse(largest).success ? dayBins(identifier(name), smallest.slice(0, 10), largest.slice(0, 10)) : undefined
    case 'time': return { bin: sql`hour(${identifier(name)})`, begin: (bin) => `${String(bin).padStart(2, '0')}:00` }
    default: return undefined
  }
}

function numberBins(column: Sql, least: number, most: number, isWhole: boolean): Bins | undefined {
  const span = most - least
  // Numbers that lie too close together for their size would not be told apart.
  if (!Number.isFinite(span) || span <= 0 || Math.max(Math.abs(least), Math.abs(most)) / span > 1e9) return undefined
  const power = 10 ** Math.floor(Math.log10(span / WISHED_BINS))
  // A step below one is a division by a whole number, so that its ranges begin at numbers as people write them.
  const steps = [1, 2, 5, 10].map((factor) => factor * power)
  const wanted = steps.find((step) => span / step <= WISHED_BINS) ?? 10 * power
  const step = isWhole ? Math.max(1, Math.round(wanted)) : wanted
  if (step >= 1) return { bin: sql`floor(${column} / ${literal(step)})::bigint`, begin: (bin) => String(bin * step) }
  const parts = Math.round(1 / step)
  return { bin: sql`floor(${column} * ${literal(parts)})::bigint`, begin: (bin) => String(significant(bin / parts)) }
}

const CALENDAR = [{ months: 1 }, { months: 3 }, { months: 12 }, { months: 120 }, { months: 1200 }] as const
const MILLISECONDS_OF_A_DAY = 86_400_000

function dayBins(column: Sql, first: string, last: string): Bins {
  const days = (Date.parse(last) - Date.parse(first)) / MILLISECONDS_OF_A_DAY
  if (days < MOST_BINS) return { bin: sql`(${column}::date - date '1970-01-01')::bigint`, begin: (bin) => new Date(bin * MILLISECONDS_OF_A_DAY).toISOString().slice(0, 10) }
  const { months } = CALENDAR.find((unit) => (monthOf(last) - monthOf(first)) / unit.months < MOST_BINS - 1) ?? { months: 12_000 }
  return { bin: sql`floor((year(${column}) * 12 + month(${column}) - 1) / ${literal(months)})::bigint`, begin: (bin) => writeMonth(bin * months, months) }
}

function monthOf(day: string): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1
}

function writeMonth(months: number, width: number): string {
  const year = String(Math.floor(months / 12)).padStart(4, '0')
  return width >= 12 ? year : `${year}-${String((months % 12) + 1).padStart(2, '0')}`
}
