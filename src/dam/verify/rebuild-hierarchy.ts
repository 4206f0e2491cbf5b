import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { type Column, typedText } from '#dam/dataset/table.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, literal, type Sql, sql } from '#platform/engines/sql-text.ts'
import { countDomain, labelOf, leavesOf, levelCell } from './hierarchy-formulas.ts'
import { type HierarchyRows, readHierarchyCsv, readTree } from './hierarchy-rows.ts'
import type { RecipeHierarchy } from './read-recipe.ts'

/** A column's hierarchy, at one level or at all, rebuilt from the recipe and the values of the delivery. */
export interface RebuiltHierarchy {
  /**
   * Temporary table, one row for each value that occurs and is not missing: `leaf`, `n` (its rows), `first_row` (0 first),
   * `value`, and from `l1` on its labels, up to the level asked for or the last but one; where leaves are numbers, `number`.
   */
  readonly table: string
  readonly levels: number
  /** Leaves of the domain, the missing value's among them. */
  readonly domain: number
  /** Rows whose value is missing. */
  readonly missing: number
  /** Places in the delivery, 0 first, of values that the hierarchy does not hold. */
  readonly uncovered: readonly number[]
}

/** Where a leaf's text comes from. */
export interface LeafSource {
  /** Rows with `row` (0 first) and `leaf`: its text, or the number whose text it is. */
  readonly leaves: Sql
  /** Whether `leaves` are whole numbers. */
  readonly isNumber?: boolean
  /** The same of the whole delivery, where `leaves` are those of a sample: what is frequent is told by all. */
  readonly delivered?: Sql
  readonly column: Column
  /** Whether a leaf stands for one whole number. */
  readonly isWhole: boolean
}

/** The rows of a given hierarchy, `file` being where a CSV lies; undefined for the kinds that are computed from the value. */
export async function givenRows(hierarchy: RecipeHierarchy, file: string | undefined): Promise<HierarchyRows | undefined> {
  if (hierarchy.kind === 'tree') return readTree(hierarchy.tree)
  if (hierarchy.kind !== 'file' || file === undefined) return undefined
  return readHierarchyCsv((await readFile(file, 'utf8')).normalize('NFC'), hierarchy.file)
}

/**
 * Rebuilds labels and leaves in SQL, from the words of the recipe alone.
 *
 * Makes two temporary tables: `<table>`, and `<table>_labels`: `label`, `leaves`, `level` (the finest on which it stands for
 * the same leaves as on `coarsest`), `coarsest`, `meanings` (how many sets of leaves it stands for), of the labels of the level asked for, or of all levels
 * with `*`; with the label of missing values as it would stand in a release.
 */
export async function rebuildHierarchy(request: { table: string; hierarchy: RecipeHierarchy; level: number | 'all'; source: LeafSource; rows: HierarchyRows | undefined }, { engine }: { engine: SqlEngine }): Promise<RebuiltHierarchy> {
  const { table, hierarchy, source, rows } = request
  const name = identifier(table)
  const values = identifier(`${table}_values`)
  const counted = sql`select leaf, count(*) as n, min(row) as first_row from (${source.leaves}) group by leaf`
  // Numbers are counted as numbers, and only their distinct ones become text.
  const texts = source.isNumber ? sql`select leaf as number, leaf::varchar as leaf, n, first_row from (${counted})` : counted
  await engine.run(sql`create or replace temporary table ${values} as select *, ${readingOf(hierarchy, source)} as value from (${texts})`)
  const { missing, missingRows, distinct } = await engine.queryOne(
    sql`select count(*) filter (leaf is null) as missing, coalesce(sum(n) filter (leaf is null), 0)::bigint as "missingRows", count(leaf) as distinct from ${values}`,
    z.object({ missing: z.number(), missingRows: z.number(), distinct: z.number() }),
  )
  const levels = countLevels(hierarchy, rows)
  const level = request.level === 'all' ? levels - 1 : Math.min(request.level, levels - 1)
  const written = Array.from({ length: Math.min(level, levels - 2) }, (_, place) => place + 1)
  if (rows) await loadRows(table, rows, engine)
  const given = rows ? sql`left join ${givenTable(table)} g on g.l0 = v.leaf` : sql``
  const labels = written.map((one) => sql`${labelOf(hierarchy, one)} as ${levelCell(one)}`)
  await engine.run(sql`create or replace temporary table ${name} as select v.leaf, v.n, v.first_row, ${joinSql([sql`v.value`, ...labels, ...(source.isNumber ? [sql`v.number`] : [])], ', ')} from ${await rankedValues({ table, values, hierarchy, source }, engine)} v ${given} where v.leaf is not null`)
  const domain = await countDomain(hierarchy, { values, rows, distinct }, engine) + missing
  await listLabels({ ...request, level, isAll: request.level === 'all', isWhole: level === levels - 1, written, domain, hasMissing: missing > 0, levels }, engine)
  const covered = rows ? sql`not exists (select 1 from ${givenTable(table)} g where g.l0 = t.leaf)` : needsReading(hierarchy) ? sql`value is null` : sql`false`
  const uncovered = await engine.query(sql`select first_row as row from ${name} t where ${covered} order by first_row limit 10`, z.object({ row: z.number() }))
  return { table, levels, domain, missing: missingRows, uncovered: uncovered.map(({ row }) => row) }
}

/**
 * The label of a leaf on a level that may differ from row to row, the rebuilt table being joined under its own name.
 *
 * On a level that there is not, the leaf: what was released there is no label at all, and so no leaf either.
 */
export function labelOnLevel({ table, levels }: Pick<RebuiltHierarchy, 'table' | 'levels'>, leaf: Sql, level: Sql): Sql {
  const cases = Array.from({ length: Math.max(levels - 2, 0) }, (_, place) => sql`when ${literal(place + 1)} then ${identifier(table)}.${levelCell(place + 1)}`)
  return sql`(case ${level} ${joinSql(cases, ' ')} when ${literal(levels - 1)} then '*' else ${leaf} end)`
}

function givenTable(table: string): Sql {
  return identifier(`${table}_given`)
}

function needsReading({ kind }: RecipeHierarchy): boolean {
  return kind === 'intervals' || kind === 'date'
}

/** The values, for a hierarchy by frequency with their places among all delivered rows. */
async function rankedValues({ table, values, hierarchy, source }: { table: string; values: Sql; hierarchy: RecipeHierarchy; source: LeafSource }, engine: SqlEngine): Promise<Sql> {
  if (hierarchy.kind !== 'frequency') return values
  const ranked = identifier(`${table}_ranked`)
  const counted = source.delivered ? sql`select leaf, count(*) as n from (${source.delivered}) where leaf is not null group by leaf` : sql`select leaf, n from ${values} where leaf is not null`
  await engine.run(sql`create or replace temporary table ${ranked} as select v.*, p.place from ${values} v left join (select leaf, row_number() over (order by n desc, leaf) as place from (${counted})) p on p.leaf = v.leaf`)
  return ranked
}

interface LabelList {
  readonly table: string; readonly hierarchy: RecipeHierarchy; readonly source: LeafSource; readonly rows: HierarchyRows | undefined
  readonly level: number; readonly levels: number; readonly isAll: boolean; readonly isWhole: boolean; readonly written: readonly number[]; readonly domain: number; readonly hasMissing: boolean
}

async function listLabels({ table, hierarchy, source, rows, level, levels, isAll, isWhole, written, domain, hasMissing }: LabelList, engine: SqlEngine): Promise<void> {
  const fromLevel = (one: number) => {
    const [label, leaf] = rows ? [levelCell(one), sql`l0`] : [one === 0 ? sql`leaf` : levelCell(one), sql`leaf`]
    const leaves = rows ? sql`count(*)` : leavesOf(hierarchy, one, source.isWhole)
    return sql`select ${label} as label, ${literal(one)} as level, (${leaves})::double as leaves, bit_xor(hash(${leaf})) as print, count(*) as n from ${rows ? givenTable(table) : identifier(table)} t group by 1`
  }
  const parts = [0, ...written].filter(() => isAll || !isWhole).map(fromLevel)
  // The star is the same as a star one level below, where that one holds every leaf.
  const star = rows ? sql`bit_xor(hash(l0)) as print, count(*) as n from ${givenTable(table)}` : sql`0::ubigint as print, 0 as n`
  if (isWhole || isAll) parts.push(sql`select '*' as label, ${literal(levels - 1)} as level, ${literal(domain)}::double as leaves, ${star}`)
  const missing = hasMissing && (isAll || !isWhole) ? sql` union all select null, 1, 0, ${literal(levels - 2)}, 1` : sql``
  const standing = isAll ? sql`` : sql`having max(p.level) = ${literal(level)}`
  await engine.run(sql`create or replace temporary table ${identifier(`${table}_labels`)} as
    with parts as (select * from (${joinSql(parts, ' union all ')}) where label is not null),
    tops as (select label, arg_max((print, n), level) as own from parts group by label)
    select p.label, arg_max(p.leaves, p.level) as leaves, min(p.level) filter ((p.print, p.n) = t.own) as level, max(p.level) as coarsest, count(distinct (p.print, p.n, p.leaves)) as meanings
    from parts p join tops t on t.label = p.label group by p.label ${standing} ${missing}`)
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
    case 'frequency': return hierarchy.kept.length + 2
    default: return 2
  }
}

async function loadRows(table: string, rows: HierarchyRows, engine: SqlEngine): Promise<void> {
  const levels = rows[0]?.length ?? 1
  await engine.load(`${table}_given`, Array.from({ length: levels }, (_, level) => ({ name: `l${level}`, type: 'text' as const, values: rows.map((row) => row[level] ?? '') })))
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
