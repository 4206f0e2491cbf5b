import { z } from 'zod'
import { Refusal } from '#platform/refusal.ts'
import { identifier, joinSql, sql, type Sql } from '#platform/engines/sql-text.ts'
import type { RowFilter, RowOrder } from '../datasets/dataset-answers.ts'
import type { Evidence } from './evidence.ts'

/** A filter that fits the type of its column. */
export interface FittingFilter {
  readonly column: string
  readonly type: string
  readonly is: RowFilter['is']
  readonly value: string
}

/** Which rows, in which order; of rows that are equal in it the first of the release comes first. */
export interface RowChoice {
  readonly filters: readonly FittingFilter[]
  readonly order: readonly RowOrder[]
}

/** Every row, as the release has them. */
export const ALL_ROWS: RowChoice = { filters: [], order: [] }

const NUMBER = z.string().regex(/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i)
const MOMENT = z.string().transform((text) => text.trim().replace(' ', 'T')).pipe(z.union([z.iso.date(), z.iso.datetime({ local: true })]))

interface Type {
  readonly tests: readonly RowFilter['is'][]
  /** What a value must be. */
  readonly value: z.ZodType
  readonly words: string
}

const COMPARED: readonly RowFilter['is'][] = ['equals', 'at-least', 'at-most', 'missing']
const TYPES: Readonly<Record<string, Type>> = {
  text: { tests: ['contains', 'equals', 'missing'], value: z.string(), words: 'a text' },
  integer: { tests: COMPARED, value: NUMBER, words: 'a number, such as 12 or -0.5' },
  decimal: { tests: COMPARED, value: NUMBER, words: 'a number, such as 12 or -0.5' },
  boolean: { tests: ['equals', 'missing'], value: z.enum(['true', 'false']), words: 'true or false' },
  date: { tests: COMPARED, value: z.iso.date(), words: 'a day, such as 2026-01-31' },
  timestamp: { tests: COMPARED, value: MOMENT, words: 'a moment, such as 2026-01-31 09:30:00' },
  time: { tests: COMPARED, value: z.iso.time(), words: 'a time, such as 09:30:00' },
}

/**
 * Holds filters and orders against the columns of a release.
 *
 * @throws {Refusal} `bad-input` for a column that is not there, a test that does not fit its type, a value that cannot be read as it
 */
export function chooseRows({ filter, sort }: { readonly filter: readonly RowFilter[]; readonly sort: readonly RowOrder[] }, columns: Evidence['columns']): RowChoice {
  // A name out of a file may be `__proto__`, so a map.
  const types = new Map(columns.map(({ name, type }) => [name, type]))
  const typeOf = (column: string): string => {
    const type = types.get(column)
    if (type === undefined) throw new Refusal('bad-input', `This version has no column of the name that was asked for; it has ${[...types.keys()].slice(0, 20).join(', ')}${types.size > 20 ? ' and more' : ''}`)
    return type
  }
  const filters = filter.map(({ column, is, value = '' }): FittingFilter => {
    const type = typeOf(column)
    const { tests, value: fitting, words } = TYPES[type] ?? { tests: ['missing'], value: z.string(), words: '' }
    if (!tests.includes(is)) throw new Refusal('bad-input', `${column} holds values of type ${type}, which can be asked: ${tests.join(', ')}`)
    if (is !== 'missing' && (value === '' || !fitting.safeParse(value).success)) throw new Refusal('bad-input', `${column} is compared with ${words}`)
    return { column, type, is, value: is === 'missing' ? '' : value }
  })
  sort.forEach(({ column }) => typeOf(column))
  if (new Set(sort.map(({ column }) => column)).size < sort.length) throw new Refusal('bad-input', 'Rows are sorted by each column once')
  return { filters, order: sort }
}

/** The filters as a condition, for the columns under their own names; nothing where there are none. */
export function conditionOf(filters: readonly FittingFilter[]): Sql {
  return filters.length === 0 ? sql`` : sql`where ${joinSql(filters.map((filter) => sql`(${testOf(filter)})`), ' and ')}`
}

function testOf({ column, type, is, value }: FittingFilter): Sql {
  const name = identifier(column)
  const bound = boundValue(type, value)
  // What is no number is neither above nor below; to the engine it is above all.
  const isNumber = type === 'decimal' ? sql` and not isnan(${name})` : sql``
  switch (is) {
    case 'missing': return sql`${name} is null`
    case 'contains': return sql`contains(lower(${name}), lower(${value}))`
    case 'equals': return sql`${name} = ${bound}`
    case 'at-least': return sql`${name} >= ${bound}${isNumber}`
    case 'at-most': return sql`${name} <= ${bound}${isNumber}`
  }
}

/** A whole number within what the engine can hold exactly, as it is written there; null for any other. */
function wholeNumber(value: string): string | null {
  if (/^[+-]?\d{1,37}$/.test(value)) return value.replace('+', '')
  const number = Number(value)
  return Number.isInteger(number) && Math.abs(number) < 1e37 ? String(BigInt(number)) : null
}

/** As text, for a whole number that is bound as such must fit into 64 bits. */
const double = (value: string): Sql => sql`${String(Number(value))}::double`

function boundValue(type: string, value: string): Sql {
  switch (type) {
    // A double would take neighbours among large whole numbers for one.
    case 'integer': {
      const whole = wholeNumber(value)
      return whole === null ? double(value) : sql`${whole}::hugeint`
    }
    case 'decimal': return double(value)
    case 'boolean': return sql`${value === 'true'}`
    case 'date': return sql`try_cast(${value} as date)`
    case 'timestamp': return sql`try_cast(${value} as timestamp)`
    case 'time': return sql`try_cast(${value} as time)`
    default: return sql`${value}`
  }
}
