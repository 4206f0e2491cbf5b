import { z } from 'zod'
import { type Column, type Table, textTable, typedTable } from '#dam/dataset/table.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, sql } from '#platform/engines/sql-text.ts'

/** What stands in one column of rows that recipes are tried on; for the steward alone. */
export interface ColumnValues {
  readonly column: string
  readonly type: Column['type']
  /** Rows that were looked at. */
  readonly rows: number
  /** Cells without a value. */
  readonly missing: number
  readonly distinct: number
  /** How the values are spread, each bar 0 to 1: by size for numbers and dates, by frequency for all else. */
  readonly bars: number[]
  /** The most frequent values, from the most frequent one on. Dates are written as YYYY-MM-DD. */
  readonly values: ValueCount[]
}

interface ValueCount {
  readonly value: string
  readonly count: number
}

const MOST_VALUES = 100
const BARS = 12
const Row = z.tuple([z.string(), z.number(), z.number(), z.number()])

/** Counts the values of each column, for pictures of them. Reads all values, so it is meant for some thousands of rows. */
export async function countValues(table: Table, engine: Pick<SqlEngine, 'table'>): Promise<ColumnValues[]> {
  const told: ColumnValues[] = []
  for (const column of table.columns) {
    const cell = identifier(column.name)
    const from = isDate(column) ? typedTable(table) : textTable(table)
    // Of values that have no size, only the most frequent are told: a wide table has a million others.
    const most = hasSize(column) ? sql`` : sql`limit ${MOST_VALUES}`
    const { rows } = await engine.table(sql`select value, rows, (count(*) over ())::integer, (sum(rows) over ())::integer from (select ${cell}::varchar as value, count(*)::integer as rows from ${from} where ${cell} is not null group by 1) order by 2 desc, 1 ${most}`)
    const counted = rows.map((row) => Row.parse(row))
    const [,, distinct = 0, known = 0] = counted[0] ?? []
    const values = counted.map(([value, count]): ValueCount => ({ value, count }))
    told.push({
      column: column.name, type: column.type, rows: table.rows, missing: table.rows - known, distinct,
      bars: barsOf(column, values), values: values.slice(0, MOST_VALUES),
    })
  }
  return told
}

function hasSize(column: Column): boolean {
  return isDate(column) || column.type === 'integer' || column.type === 'decimal'
}

function isDate({ type }: Column): boolean {
  return type === 'date' || type === 'timestamp'
}

function barsOf(column: Column, values: readonly ValueCount[]): number[] {
  const counts = hasSize(column) ? bySize(column, values) : values.slice(0, BARS).map(({ count }) => count)
  const highest = Math.max(1, ...counts)
  return counts.map((count) => count / highest)
}

/** How many values lie in each part of their range. */
function bySize(column: Column, values: readonly ValueCount[]): number[] {
  const sized = values.map(({ value, count }) => ({ size: isDate(column) ? Date.parse(value.slice(0, 10)) : Number(value), count })).filter(({ size }) => Number.isFinite(size))
  const least = sized.reduce((low, { size }) => Math.min(low, size), Infinity)
  const most = sized.reduce((high, { size }) => Math.max(high, size), -Infinity)
  const bars = Array.from({ length: least < most ? BARS : Math.min(1, sized.length) }, () => 0)
  for (const { size, count } of sized) {
    const bar = least < most ? Math.min(BARS - 1, Math.floor(((size - least) / (most - least)) * BARS)) : 0
    bars[bar] = (bars[bar] ?? 0) + count
  }
  return bars
}
