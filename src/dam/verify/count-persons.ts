import { z } from 'zod'
import { ROW_NUMBER, textTable } from '#dam/dataset/table.ts'
import { identifier, joinSql, type Sql, sql } from '#platform/engines/sql-text.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { type Release, releasedCell, suppressedRow } from './open-release.ts'
import { isToken } from './read-recipe.ts'
import type { VerificationRequest } from './verification-request.ts'

/** What counting classes and persons needs; `placed` makes the table of that name. */
export interface ClassNeeds {
  readonly request: VerificationRequest
  readonly engine: SqlEngine
  readonly placed: () => Promise<void>
  /** Makes the table `person_classes` (`class`, `rows`, `size` in persons), and says whether persons could be told apart. */
  readonly persons: () => Promise<boolean>
}

/**
 * Rows with `class`, `suppressed`, `person`, and the released cells of `places` as v0, v1, …; undefined when nobody here
 * can tell persons apart: then neither delivery nor a pseudonym of the person is at hand.
 */
export async function personRows(release: Release, places: readonly number[], { request, engine, placed }: Pick<ClassNeeds, 'request' | 'engine' | 'placed'>): Promise<Sql | undefined> {
  const { promises: { person }, quasi } = release
  const cells = quasi.map((column) => releasedCell(column.place))
  const values = places.map((one, index) => sql`, ${releasedCell(one)} as ${valueCell(index)}`)
  if (request.evidence && person !== undefined) {
    await placed()
    const delivery = sql`select ${identifier(ROW_NUMBER)} as row, ${identifier(person)} as person from ${textTable(request.evidence.table)}`
    if (places.length === 0) return sql`select p.quasi_print as class, p.suppressed, d.person from placed p join (${delivery}) d on p.row = d.row`
    const named = places.map((one, index) => sql`${releasedCell(one)} as ${valueCell(index)}`)
    await engine.run(sql`create or replace temporary table person_values as select ${joinSql(named, ', ')} from released`)
    return sql`select p.quasi_print as class, p.suppressed, d.person, x.* exclude (place) from placed p join (${delivery}) d on p.row = d.row join (select rowid as place, * from person_values) x on x.place = p.position`
  }
  const place = tokenPlace(release)
  if (place === undefined) return undefined
  return sql`select hash(${joinSql(cells, ', ')}) as class, ${suppressedRow(quasi, cells)} as suppressed, ${releasedCell(place)} as person${joinSql(values, ' ')} from released`
}

/** Where the released rows tell persons apart by themselves: the place of the column that has a token for each; undefined where none has. */
export function tokenPlace({ promises: { person }, columns }: Pick<Release, 'promises' | 'columns'>): number | undefined {
  const place = columns.findIndex((column) => column.name === person)
  return columns[place]?.promise?.steps.some(isToken) ? place : undefined
}

/** The n-th cell asked for of `personRows`. */
export function valueCell(place: number): Sql {
  return identifier(`v${place}`)
}

/** Counts the persons of every class into the table `person_classes`: `class`, `rows`, `size`. False when nobody here can tell persons apart. */
export async function countPersons(release: Release, needs: Pick<ClassNeeds, 'request' | 'engine' | 'placed'>): Promise<boolean> {
  const rows = await personRows(release, [], needs)
  if (!rows) return false
  await needs.engine.run(sql`create or replace temporary table person_classes as select class, count(*) as rows, count(distinct person) + count(distinct person is null) filter (person is null) as size from (${rows}) where not suppressed group by class`)
  return true
}

/** How many classes have each size in persons, smallest first; undefined when nobody here can tell persons apart. */
export async function listPersonSizes({ engine, persons }: Pick<ClassNeeds, 'engine' | 'persons'>): Promise<{ size: number; classes: number }[] | undefined> {
  if (!await persons()) return undefined
  return engine.query(sql`select size, count(*) as classes from person_classes group by size order by size`, z.object({ size: z.number(), classes: z.number() }))
}
