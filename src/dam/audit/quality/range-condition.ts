import type { Column } from '#dam/dataset/table.ts'
import { joinSql, literal, sql, type Sql } from '#platform/engines/sql-text.ts'
import { Refusal } from '#platform/refusal.ts'
import { textColumn, typedColumn } from './delivered-column.ts'

/** Bounds as the recipe writes them, both included: numbers, or dates as 2026-01-31 with or without a time. */
export interface RangeBounds {
  readonly min?: number | string | undefined
  readonly max?: number | string | undefined
}

/**
 * Whether a value lies within bounds, over `deliveredRows`: null for a missing value, false for one that is no number or date.
 *
 * A bound without a time of day means the whole day. @throws {Refusal} `bad-recipe` for bounds that do not fit the column's type
 */
export function rangeCondition(column: Column, bounds: RangeBounds): Sql {
  const { min, max } = bounds
  if (min === undefined && max === undefined) throw new Refusal('bad-recipe', `The rule in-range of ‘${column.name}’ has neither min nor max; write at least one`)
  const present = sql`${textColumn(column)} is not null`
  const within = [min === undefined ? undefined : compare(column, '>=', min), max === undefined ? undefined : compare(column, '<=', max)].filter((part) => part !== undefined)
  return sql`case when ${present} then coalesce(${joinSql(within, ' and ')}, false) end`
}

function compare(column: Column, operator: '>=' | '<=', bound: number | string): Sql {
  const sign = operator === '>=' ? sql`>=` : sql`<=`
  if (typeof bound === 'number') {
    const value = numberOf(column)
    return sql`(not isnan(${value}) and ${value} ${sign} ${literal(bound)})`
  }
  const isDay = bound.length === 10
  const day = isDay ? sql`date` : sql`timestamp`
  if (!isMoment(bound)) throw new Refusal('bad-recipe', `A bound of ‘${column.name}’ is neither a number nor a date; write a number without quotes, or a date as 2026-01-31`)
  return sql`${momentOf(column)}::${day} ${sign} ${day} ${literal(bound.replace('T', ' '))}`
}

function numberOf(column: Column): Sql {
  if (column.type === 'integer' || column.type === 'decimal') return sql`(${typedColumn(column)})::double`
  if (column.type === 'text') return sql`try_cast(${textColumn(column)} as double)`
  throw new Refusal('bad-recipe', `The rule in-range of ‘${column.name}’ compares numbers, but the column holds values of type ${column.type}; write bounds of that type`)
}

function momentOf(column: Column): Sql {
  if (column.type === 'date' || column.type === 'timestamp') return sql`(${typedColumn(column)})`
  if (column.type === 'text') return sql`try_cast(${textColumn(column)} as timestamp)`
  throw new Refusal('bad-recipe', `The rule in-range of ‘${column.name}’ compares dates, but the column holds values of type ${column.type}; write bounds of that type`)
}

function isMoment(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?$/.test(text)) return false
  const moment = new Date(`${text.length === 10 ? `${text}T00:00` : text.replace(' ', 'T')}Z`)
  return !Number.isNaN(moment.getTime()) && moment.toISOString().slice(0, 10) === text.slice(0, 10)
}
