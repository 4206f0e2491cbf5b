import type { Column, ValueType } from '#dam/dataset/table.ts'
import { typedText } from '#dam/dataset/table.ts'
import { literal, sql, type Sql } from '#platform/engines/sql-text.ts'

/** A type that a column's values may have, with how dates are written. */
export type TypeCandidate = Pick<Column, 'type' | 'format'>

const NUMBER = '-?([0-9]|[1-9][0-9]+)?(\\.[0-9]+)?([eE][-+]?[0-9]{1,3})?'
const TIMESTAMP = '[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,6})?)?Z?'
const TIME = '[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,6})?)?'

/** Every type we look for, the narrowest first. Eight digits are days before they are integers, when every one is a day from 1900 to 2100. */
export const CANDIDATES: readonly TypeCandidate[] = [
  { type: 'boolean' },
  { type: 'date', format: '%Y%m%d' },
  { type: 'integer' },
  { type: 'decimal' },
  { type: 'date' },
  { type: 'date', format: '%Y.%m.%d' },
  { type: 'date', format: '%Y/%m/%d' },
  { type: 'timestamp' },
  { type: 'time' },
]

/**
 * True where a text, which is not null, is a value of the type that is written in the one usual way, so that
 * nothing is lost when it is read as one: no leading zeros, no plus sign, no 1.5 that would round to 2.
 */
export function isWrittenAs({ type, format }: TypeCandidate, text: Sql): Sql {
  switch (type) {
    case 'text': return sql`true`
    case 'boolean': return sql`lower(${text}) in ('true', 'false')`
    case 'integer': return sql`coalesce(try_cast(${text} as bigint)::varchar = ${text}, false)`
    // Doubles hold 15 digits for certain: a longer whole number is an identifier and stays text.
    case 'decimal': return sql`(regexp_full_match(${text}, ${literal(NUMBER)}) and (length(${text}) <= 15 or regexp_matches(${text}, '[.eE]')) and coalesce(isfinite(try_cast(${text} as double)), false))`
    case 'date': return format === undefined ? sql`(length(${text}) = 10 and coalesce(try_cast(${text} as date)::varchar = ${text}, false))` : isFormattedDate(text, format)
    case 'timestamp': return format === undefined ? sql`(regexp_full_match(${text}, ${literal(TIMESTAMP)}) and coalesce(try_cast(${text} as timestamp) >= timestamp '0001-01-01', false))` : sql`(try_strptime(${text}, ${literal(format)}) is not null)`
    case 'time': return sql`(regexp_full_match(${text}, ${literal(TIME)}) and try_cast(${text} as time) is not null)`
  }
}

/** True where a text, which is not null, can be read as the type that a recipe asks for, written more freely: 007, +1, 1. */
export function canBeRead({ type, format }: TypeCandidate, text: Sql): Sql {
  const value = typedText({ type, ...(format !== undefined && { format }) }, text)
  const fits = sql`(${value}) is not null`
  switch (type) {
    case 'integer': return sql`(${fits} and regexp_full_match(${text}, '\\s*[-+]?[0-9]+\\s*'))`
    case 'decimal': return sql`(${fits} and isfinite(${value}) and regexp_full_match(${text}, '\\s*[-+]?[0-9.]+([eE][-+]?[0-9]+)?\\s*'))`
    case 'date': case 'timestamp': return sql`(${fits} and isfinite(${value}))`
    default: return fits
  }
}

/** How a candidate is told to people. */
export function describeType({ type, format }: TypeCandidate): string {
  return format === undefined ? type : `${type} (${format})`
}

function isFormattedDate(text: Sql, format: string): Sql {
  const parsed = sql`try_strptime(${text}, ${literal(format)})`
  if (format === '%Y%m%d') return sql`(length(${text}) = 8 and coalesce(year(${parsed}) between 1900 and 2100, false) and strftime(${parsed}, '%Y%m%d') = ${text})`
  return sql`(${parsed} is not null)`
}

/** Candidates that a recipe's word for a column leaves, the likeliest first. */
export function candidatesFor(type: ValueType, format: string | undefined): readonly TypeCandidate[] {
  if (format !== undefined) return [{ type, format }]
  const usual = CANDIDATES.filter((candidate) => candidate.type === type)
  return type === 'date' ? usual.toSorted((first, second) => (first.format?.length ?? 0) - (second.format?.length ?? 0)) : usual
}
