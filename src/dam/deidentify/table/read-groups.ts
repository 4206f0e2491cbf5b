import { z } from 'zod'
import type { GroupOutcome } from '#dam/dataset/reports.ts'
import type { Table } from '#dam/dataset/table.ts'
import type { Recipe } from '#dam/recipe/recipe.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, type Sql, sql, withoutBindings } from '#platform/engines/sql-text.ts'
import { Refusal } from '#platform/refusal.ts'
import { cellsOf, sourceRows } from './source-rows.ts'

/** The groups of a recipe: every combination of delivered values of the columns that parity and fairness name. */
export interface Groups {
  readonly columns: readonly string[]
  /** By code, the values in the order of the columns. */
  readonly cells: readonly GroupOutcome['cell'][]
  /** Joins the code to the rows of the delivery, which are read as `s`. */
  readonly join: Sql
  readonly code: Sql
}

const MOST_GROUPS = 50_000
/** Groups with fewer rows are not judged, unless the recipe says otherwise. */
const SMALLEST_GROUP = 30

/** How many rows a group needs to be judged. */
export function smallestGroup(recipe: Recipe): number {
  return recipe.fairness?.['smallest-cell'] ?? SMALLEST_GROUP
}

/** Numbers the groups in the temporary table `deidentify_group`; undefined where the recipe names none. @throws {Refusal} `bad-recipe` */
export async function readGroups({ table, recipe }: { table: Table; recipe: Recipe }, { engine }: { engine: SqlEngine }): Promise<Groups | undefined> {
  const columns = [...new Set([...recipe.privacy?.suppression.parity?.by ?? [], ...recipe.fairness?.groups ?? []])]
  if (columns.length === 0) return undefined
  const texts = columns.map((name) => {
    const place = table.columns.findIndex((column) => column.name === name)
    if (place < 0) throw new Refusal('bad-recipe', `The groups name "${name}", which is no column of the data`)
    return cellsOf(table, place).text
  })
  const named = texts.map((text, place) => sql`${text} as ${identifier(`v${place}`)}`)
  const values = columns.map((_, place) => identifier(`v${place}`))
  await engine.run(withoutBindings(sql`create or replace temporary table deidentify_group as
    select *, (row_number() over (order by ${joinSql(values.map((value) => sql`${value} nulls first`), ', ')}) - 1)::integer as code
    from (select distinct ${joinSql(named, ', ')} from ${sourceRows(table)} s)`))
  const { groups } = await engine.queryOne(sql`select count(*) as groups from deidentify_group`, z.object({ groups: z.number() }))
  if (groups > MOST_GROUPS) throw new Refusal('bad-recipe', `${columns.join(', ')} make ${groups} groups, and at most ${MOST_GROUPS} can be told apart; name coarser columns under fairness.groups and suppression.parity.by, such as an age band`)
  const { rows } = await engine.table(sql`select ${joinSql(values, ', ')} from deidentify_group order by code`)
  const Row = z.array(z.string().nullable())
  const agrees = joinSql(texts.map((text, place) => sql`${text} is not distinct from e.${identifier(`v${place}`)}`), ' and ')
  return {
    columns, join: sql`left join deidentify_group e on ${agrees}`, code: sql`e.code`,
    cells: rows.map((row) => Row.parse(row).map((value, place) => ({ column: columns[place] ?? '', value }))),
  }
}

/** The groups by some of their columns only: the values of each, and which of them each finer group belongs to. */
export function projectGroups({ columns, cells }: Pick<Groups, 'columns' | 'cells'>, by: readonly string[]): { readonly cells: readonly GroupOutcome['cell'][]; readonly ofGroup: Int32Array } {
  const places = by.map((name) => columns.indexOf(name))
  const numbers = new Map<string, number>()
  const projected: GroupOutcome['cell'][] = []
  const ofGroup = Int32Array.from(cells, (cell) => {
    const values = places.flatMap((place) => cell[place] ?? [])
    const key = JSON.stringify(values.map(({ value }) => value))
    const number = numbers.get(key) ?? numbers.size
    if (number === numbers.size) projected.push(values)
    numbers.set(key, number)
    return number
  })
  return { cells: projected, ofGroup }
}
