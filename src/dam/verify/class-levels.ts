import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, literal, type Sql, sql } from '#platform/engines/sql-text.ts'
import { classCell } from './check-classes.ts'
import type { ExpectedValues } from './expected-values.ts'
import { isLocal, type Release } from './open-release.ts'
import { printOf } from './place-rows.ts'

/** Levels are written one letter a column, A for 0; beyond the last letter of ASCII no hierarchy goes. */
const FIRST_LETTER = 65
/** For a label that stands on no level, as a letter and as a number that no level has. */
const NONE = '!'
const NO_LEVEL = 255

/**
 * Lays every class of a local recoding beside the levels of its labels: the table `class_levels` with `print`, `levels`
 * (a letter for each quasi-identifier), the same as numbers (`levelIn`), and `n`, suppressed rows left out. A label that stands on several levels counts
 * as the coarsest: it is the same leaves, and every leaf under it has it there. Needs `classes` and the rebuilt hierarchies.
 */
export async function layLevels(release: Release, expected: ExpectedValues, { engine, salt }: { engine: SqlEngine; salt: string }): Promise<void> {
  if (!isLocal(release)) return
  const quasi = expected.columns.filter((column) => column.group === 'quasi')
  const joins = quasi.map(({ rebuilt, place }, index) => sql`left join ${identifier(rebuilt ? `${rebuilt.table}_labels` : `expected_${place}_labels`)} ${labels(index)} on ${labels(index)}.label is not distinct from c.${classCell(index)}`)
  const letters = quasi.map((_, index) => sql`coalesce(chr((${labels(index)}.coarsest + ${literal(FIRST_LETTER)})::integer), ${literal(NONE)})`)
  const numbers = quasi.map((_, index) => sql`coalesce(${labels(index)}.coarsest, ${literal(NO_LEVEL)})::utinyint as ${levelIn(index)}`)
  const print = printOf(quasi.map((_, index) => sql`c.${classCell(index)}`), salt)
  await engine.run(sql`create or replace temporary table class_levels as select ${print} as print, ${joinSql(letters, ' || ')} as levels, ${joinSql([...numbers, sql`c.n as n`], ', ')} from classes c ${joinSql(joins, ' ')} where not c.suppressed`)
}

function labels(index: number): Sql {
  return identifier(`labels_${index}`)
}

/** The level of one quasi-identifier out of the letters of `class_levels`; one that no hierarchy has where there is none. */
export function levelAmong(levels: Sql, index: number): Sql {
  return sql`(ascii(substr(${levels}, ${literal(index + 1)}, 1)) - ${literal(FIRST_LETTER)})`
}

/** The column of `class_levels` with the level of one quasi-identifier as a number: fit for every row, where letters are for combinations. */
export function levelIn(index: number): Sql {
  return identifier(`level_${index}`)
}
