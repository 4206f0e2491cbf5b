import { z } from 'zod'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, literal, type Sql, sql } from '#platform/engines/sql-text.ts'
import type { HierarchyRows } from './hierarchy-rows.ts'
import type { RecipeHierarchy } from './read-recipe.ts'

const MONTHS = { day: 0, month: 1, quarter: 3, year: 12, '2-years': 24, '5-years': 60, '10-years': 120, '20-years': 240 } as const

/** The column of a rebuilt or given table with the labels of one level. */
export function levelCell(level: number): Sql {
  return identifier(`l${level}`)
}

/** The label of a value on a written level, over rows `v` of `leaf`, `value` and `place` (its place among the most frequent), and given labels `g`. */
export function labelOf(hierarchy: RecipeHierarchy, level: number): Sql {
  switch (hierarchy.kind) {
    case 'file': case 'tree': return sql`g.${levelCell(level)}`
    case 'none': return sql`v.leaf`
    case 'frequency': return sql`(case when v.place <= ${literal(hierarchy.kept[level - 1] ?? 0)} then v.leaf else ${literal(`other:${hierarchy.kept[level - 1] ?? 0}`)} end)`
    case 'prefix': {
      const length = hierarchy.lengths[level - 1] ?? 0
      return length === 0 ? sql`'*'` : sql`left(v.leaf, ${length}) || '*'`
    }
    case 'intervals': {
      const start = intervalStart(hierarchy, hierarchy.widths[level - 1] ?? 1, sql`v.value`)
      return sql`'[' || ${shortDecimal(start)} || ', ' || ${shortDecimal(sql`(${start} + ${hierarchy.widths[level - 1] ?? 1}::double)`)} || ')'`
    }
    case 'date': return dateLabel(hierarchy.steps[level - 1] ?? 'year', sql`v.value`)
  }
}

function intervalStart({ from }: { from: number }, width: number, value: Sql): Sql {
  return sql`(${from}::double + floor((${value} - ${from}::double) / ${width}::double) * ${width}::double)`
}

/** A double as its shortest decimal: 12, not 12.0. */
function shortDecimal(number: Sql): Sql {
  return sql`(case when ${number} = trunc(${number}) and abs(${number}) < 9e15 then (${number})::bigint::varchar else (${number})::varchar end)`
}

function dateLabel(step: keyof typeof MONTHS, date: Sql): Sql {
  const year = sql`lpad(year(${date})::varchar, 4, '0')`
  switch (step) {
    case 'day': return sql`strftime(${date}, '%Y-%m-%d')`
    case 'month': return sql`${year} || '-' || lpad(month(${date})::varchar, 2, '0')`
    case 'quarter': return sql`${year} || '-Q' || quarter(${date})::varchar`
    case 'year': return year
    default: {
      const years = MONTHS[step] / 12
      const first = sql`(year(${date}) // ${literal(years)} * ${literal(years)})`
      return sql`lpad((${first})::varchar, 4, '0') || ${literal('\u2013')} || lpad((${first} + ${literal(years - 1)})::varchar, 4, '0')`
    }
  }
}

/** First day of the span that holds a date. */
function spanStart(step: keyof typeof MONTHS, date: Sql): Sql {
  if (step === 'day') return date
  if (MONTHS[step] < 12) return sql`date_trunc(${literal(step)}, ${date})::date`
  const years = literal(MONTHS[step] / 12)
  return sql`make_date((year(${date}) // ${years} * ${years})::bigint, 1, 1)`
}

function spanEnd(step: keyof typeof MONTHS, date: Sql): Sql {
  return step === 'day' ? sql`(${date} + 1)` : sql`(${spanStart(step, date)} + to_months(${literal(MONTHS[step])}))::date`
}

/** Leaves of one label, over the rows `t` of the rebuilt table that have it. */
export function leavesOf(hierarchy: RecipeHierarchy, level: number, isWholeNumber: boolean): Sql {
  switch (hierarchy.kind) {
    case 'intervals': return level === 0 ? literal(isWholeNumber ? 1 : 0) : literal(hierarchy.widths[level - 1] ?? 1)
    case 'date': {
      if (level === 0) return sql`1`
      const step = hierarchy.steps[level - 1] ?? 'year'
      const value = sql`any_value(t.value)`
      return sql`date_diff('day', ${spanStart(step, value)}, ${spanEnd(step, value)})`
    }
    default: return sql`count(*)`
  }
}

/** Leaves of the domain, the missing value left out: rows of a given hierarchy, or what the values span. */
export async function countDomain(hierarchy: RecipeHierarchy, counted: { values: Sql; rows: HierarchyRows | undefined; distinct: number }, engine: SqlEngine): Promise<number> {
  const { values, rows, distinct } = counted
  if (rows) return rows.length
  const Width = z.object({ width: z.number().nullable() })
  if (hierarchy.kind === 'intervals') {
    const widest = hierarchy.widths.at(-1) ?? 1
    const start = (value: Sql) => intervalStart(hierarchy, widest, value)
    const { width } = await engine.queryOne(sql`select ${start(sql`max(value)`)} + ${widest}::double - ${start(sql`min(value)`)} as width from ${values}`, Width)
    return width ?? 0
  }
  if (hierarchy.kind === 'date') {
    const coarsest = hierarchy.steps.at(-1) ?? 'year'
    const { width } = await engine.queryOne(sql`select date_diff('day', ${spanStart(coarsest, sql`min(value)`)}, ${spanEnd(coarsest, sql`max(value)`)}) as width from ${values}`, Width)
    return width ?? 0
  }
  return distinct
}
