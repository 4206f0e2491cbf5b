import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { type Column, typedText } from '#dam/dataset/table.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, literal, type Sql, sql } from '#platform/engines/sql-text.ts'
import { type HierarchyRows, readHierarchyCsv, readTree } from './hierarchy-rows.ts'
import type { RecipeHierarchy } from './read-recipe.ts'

/** A column's hierarchy at one level, rebuilt from the recipe and the values of the delivery. */
export interface RebuiltHierarchy {
  /** Temporary table: `leaf`, `label`, `first_row` (0 first), `value`, one row for each value that occurs and is not missing. */
  readonly table: string
  readonly levels: number
  /** Leaves of the domain, the missing value's among them. */
  readonly domain: number
  /** Places in the delivery, 0 first, of values that the hierarchy does not hold. */
  readonly uncovered: readonly number[]
}

/** Where a leaf's text comes from. */
export interface LeafSource {
  /** Rows with `row` (0 first) and `leaf`. */
  readonly leaves: Sql
  readonly column: Column
  /** Whether a leaf stands for one whole number. */
  readonly isWhole: boolean
}

const MONTHS = { day: 0, month: 1, quarter: 3, year: 12, '2-years': 24, '5-years': 60, '10-years': 120, '20-years': 240 } as const

/** The rows of a given hierarchy, `file` being where a CSV lies; undefined for the kinds that are computed from the value. */
export async function givenRows(hierarchy: RecipeHierarchy, file: string | undefined): Promise<HierarchyRows | undefined> {
  if (hierarchy.kind === 'tree') return readTree(hierarchy.tree)
  if (hierarchy.kind !== 'file' || file === undefined) return undefined
  return readHierarchyCsv((await readFile(file, 'utf8')).normalize('NFC'), hierarchy.file)
}

/**
 * Rebuilds labels and leaves in SQL, from the words of the recipe alone.
 *
 * Makes two temporary tables: `<table>` (leaf, label, first_row) and `<table>_labels` (label, leaves), the second with
 * the label of missing values and `*` as they would stand in a release.
 */
export async function rebuildHierarchy(request: { table: string; hierarchy: RecipeHierarchy; level: number; source: LeafSource; rows: HierarchyRows | undefined }, { engine }: { engine: SqlEngine }): Promise<RebuiltHierarchy> {
  const { table, hierarchy, level, source, rows } = request
  const name = identifier(table)
  const values = identifier(`${table}_values`)
  await engine.run(sql`create or replace temporary table ${values} as select leaf, min(row) as first_row, ${readingOf(hierarchy, source)} as value from (${source.leaves}) group by leaf`)
  const { missing, distinct } = await engine.queryOne(
    sql`select count(*) filter (leaf is null) as missing, count(leaf) as distinct from ${values}`, z.object({ missing: z.number(), distinct: z.number() }),
  )
  const levels = countLevels(hierarchy, rows)
  const isWhole = level >= levels - 1
  if (rows) await loadRows(table, rows, Math.min(level, levels - 1), engine)
  const label = isWhole ? sql`'*'` : level === 0 && !rows ? sql`leaf` : labelOf(hierarchy, level)
  const given = rows ? sql`left join ${identifier(`${table}_given`)} g on g.given = v.leaf` : sql``
  await engine.run(sql`create or replace temporary table ${name} as select v.leaf, ${label} as label, v.first_row, v.value from ${values} v ${given} where v.leaf is not null`)
  const domain = await countDomain(hierarchy, { values, rows, distinct }, engine) + missing
  const leaves = isWhole ? sql`${domain}` : leavesOf(hierarchy, level, source.isWhole, table)
  const missingLabel = missing > 0 && !isWhole ? sql` union all select null, 1` : sql``
  await engine.run(sql`create or replace temporary table ${identifier(`${table}_labels`)} as select label, (${leaves})::double as leaves from ${name} t group by label ${missingLabel}`)
  const covered = rows ? sql`not exists (select 1 from ${identifier(`${table}_given`)} g where g.given = t.leaf)` : sql`label is null`
  const uncovered = await engine.query(sql`select first_row as row from ${name} t where ${covered} order by first_row limit 10`, z.object({ row: z.number() }))
  return { table, levels, domain, uncovered: uncovered.map(({ row }) => row) }
}

/** What the labels are computed from: a number, a date, or nothing beside the text. */
function readingOf(hierarchy: RecipeHierarchy, { column }: LeafSource): Sql {
  if (hierarchy.kind === 'intervals') return sql`try_cast(leaf as double)`
  if (hierarchy.kind !== 'date') return sql`null::integer`
  const type = column.type === 'timestamp' ? 'timestamp' : 'date'
  const format = column.stored === 'text' && column.format !== undefined ? { format: column.format } : {}
  return sql`(${typedText({ type, ...format }, sql`leaf`)})::date`
}

function countLevels(hierarchy: RecipeHierarchy, rows: HierarchyRows | undefined): number {
  if (rows) return rows[0]?.length ?? 1
  switch (hierarchy.kind) {
    case 'intervals': return hierarchy.widths.length + 2
    case 'date': return hierarchy.steps.length + 2
    case 'prefix': return hierarchy.lengths.length + (hierarchy.lengths.at(-1) === 0 ? 1 : 2)
    default: return 2
  }
}

async function loadRows(table: string, rows: HierarchyRows, level: number, engine: SqlEngine): Promise<void> {
  await engine.load(`${table}_given`, [
    { name: 'given', type: 'text', values: rows.map((row) => row[0] ?? '') },
    { name: 'label', type: 'text', values: rows.map((row) => row[level] ?? '') },
  ])
}

function labelOf(hierarchy: RecipeHierarchy, level: number): Sql {
  switch (hierarchy.kind) {
    case 'file': case 'tree': return sql`g.label`
    case 'none': return sql`leaf`
    case 'prefix': {
      const length = hierarchy.lengths[level - 1] ?? 0
      return length === 0 ? sql`'*'` : sql`left(leaf, ${length}) || '*'`
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

async function countDomain(hierarchy: RecipeHierarchy, counted: { values: Sql; rows: HierarchyRows | undefined; distinct: number }, engine: SqlEngine): Promise<number> {
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

/** Leaves of one label, over the rows `t` of the rebuilt table that have it. */
function leavesOf(hierarchy: RecipeHierarchy, level: number, isWholeNumber: boolean, table: string): Sql {
  switch (hierarchy.kind) {
    case 'file': case 'tree': return sql`(select count(*) from ${identifier(`${table}_given`)} g where g.label = t.label)`
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

/** Whether two lists of rows are the same, and the first line (from 1) where they are not. */
export function firstDifference(one: HierarchyRows, other: HierarchyRows): number | undefined {
  const lines = Math.max(one.length, other.length)
  for (let line = 0; line < lines; line++) {
    const [here, there] = [one[line], other[line]]
    if (!here || !there || here.length !== there.length || here.some((cell, place) => cell !== there[place])) return line + 1
  }
  return undefined
}
