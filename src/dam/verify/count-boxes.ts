import { z } from 'zod'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, literal, type Sql, sql } from '#platform/engines/sql-text.ts'
import { levelAmong } from './class-levels.ts'
import type { ExpectedValues } from './expected-values.ts'
import { isLocal, type Release } from './open-release.ts'
import { printOf } from './place-rows.ts'
import { labelOnLevel } from './rebuild-hierarchy.ts'

/** Combinations of values times levels of classes that are looked at. */
const MOST_PLACED = 50_000_000

/**
 * Counts, for every class, the rows of the delivery that lie under its labels: the table `boxes` with `print` and `n`;
 * where rows have levels of their own also `fitting`: each combination of values beside every class that it lies under.
 * `expected` is of the rows that are counted: of the whole delivery, where the release is a sample of it. Needs `class_levels` where rows have levels of their own.
 *
 * False where the values are too many to be tried on the levels of every class.
 */
export async function countBoxes(release: Release, expected: ExpectedValues, { engine, salt }: { engine: SqlEngine; salt: string }): Promise<boolean> {
  const { rows } = expected
  const quasi = expected.columns.filter((column) => column.group === 'quasi')
  if (!isLocal(release)) {
    await engine.run(sql`create or replace temporary table boxes as select ${printOf(quasi.map((column) => column.cell), salt)} as print, count(*) as n from ${rows} group by 1`)
    return true
  }
  const leaves = quasi.map((column, index) => sql`${column.leaf} as ${identifier(`c${index}`)}`)
  await engine.run(sql`create or replace temporary table combinations as select ${joinSql(leaves, ', ')}, count(*) as n from ${rows} group by all`)
  const { tries } = await engine.queryOne(sql`select (select count(*) from combinations)::double * (select count(distinct levels) from class_levels) as tries`, z.object({ tries: z.number() }))
  if (tries > MOST_PLACED) return false
  const joins = quasi.flatMap(({ rebuilt }, index) => (rebuilt && rebuilt.levels > 2 ? [sql`left join ${identifier(rebuilt.table)} on ${identifier(rebuilt.table)}.leaf = k.${identifier(`c${index}`)}`] : []))
  const cells = quasi.map(({ rebuilt }, index) => (rebuilt ? labelOnLevel(rebuilt, sql`k.${identifier(`c${index}`)}`, levelAmong(sql`v.levels`, index)) : literal(null)))
  const combination = printOf(quasi.map((_, index) => sql`k.${identifier(`c${index}`)}`), salt)
  const tried = sql`select ${combination} as combination, ${printOf(cells, salt)} as print, v.levels, k.n from combinations k cross join (select distinct levels from class_levels) v ${joinSql(joins, ' ')}`
  // A label that stands on several levels is found on each; its class has one of them.
  await engine.run(sql`create or replace temporary table fitting as select t.combination, t.print, t.n from (${tried}) t join class_levels l on l.print = t.print and l.levels = t.levels`)
  await engine.run(sql`create or replace temporary table boxes as select print, sum(n)::bigint as n from fitting group by print`)
  return true
}

/** The combination of a row over `ExpectedValues.rows`, as `fitting` names it. */
export function combinationOf({ columns }: Pick<ExpectedValues, 'columns'>, salt: string): Sql {
  return printOf(columns.filter((column) => column.group === 'quasi').map((column) => column.leaf), salt)
}
