import { z } from 'zod'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, literal, type Sql, sql } from '#platform/engines/sql-text.ts'
import type { ExpectedColumn, ExpectedValues } from './expected-values.ts'
import { levelIn } from './class-levels.ts'
import { type DataFile, isLocal, placeInFiles, type Release } from './open-release.ts'
import { printOf } from './place-rows.ts'

/** Where released cells are not what the delivery and the recipe make of them. */
export interface Differences {
  /** Rows that differ in a quasi-identifier, in another column, or that the delivery does not have. */
  readonly quasiRows: number
  readonly restRows: number
  readonly unknownRows: number
  readonly quasiFindings: readonly string[]
  readonly restFindings: readonly string[]
  /** A few row numbers of the delivery, from 1. */
  readonly rows: readonly number[]
}

const LOOKED_AT = 500

/** Compares every released row with its row of the delivery, by prints first and by cells where those differ. Needs `placed`, and `class_levels` where rows have levels of their own. */
export async function compareRows(release: Release, expected: ExpectedValues, { engine, salt }: { engine: SqlEngine; salt: string }): Promise<Differences> {
  const pairs = pairsOf(release, expected, salt)
  const { compared, quasiRows, restRows } = await engine.queryOne(
    sql`select count(*) as compared, count(*) filter (${pairs.quasiDiffers}) as "quasiRows", count(*) filter (${pairs.restDiffers}) as "restRows" from ${pairs.from}`,
    z.object({ compared: z.number(), quasiRows: z.number(), restRows: z.number() }),
  )
  // A row that was not compared has no row in the delivery; and should the engine lose one, it counts as such.
  const counted = { quasiRows, restRows, unknownRows: Math.abs(release.rows - compared) }
  if (quasiRows + restRows === 0) return { ...counted, quasiFindings: [], restFindings: [], rows: [] }
  await engine.run(sql`create or replace temporary table looked_at as select p.position, p.row, p.suppressed from ${pairs.from} where ${pairs.quasiDiffers} or ${pairs.restDiffers} order by p.position limit ${LOOKED_AT}`)
  return { ...counted, ...await lookAtCells(release, expected, engine) }
}

/**
 * Every released row `p` beside its row of the delivery, found in one join: the prints of what is expected are made
 * of the rows as they come and never kept.
 */
function pairsOf(release: Release, expected: ExpectedValues, salt: string): { from: Sql; quasiDiffers: Sql; restDiffers: Sql } {
  const rest = expected.columns.filter((column) => column.group === 'rest').map((column) => column.comparable(column.cell))
  return {
    from: withPlaces(release, expected),
    quasiDiffers: sql`(not p.suppressed and p.quasi_print <> ${printOf(quasiCells(expected), salt)})`,
    restDiffers: sql`(p.rest_print <> ${printOf(rest, salt)})`,
  }
}

async function lookAtCells(release: Release, expected: ExpectedValues, engine: SqlEngine): Promise<Pick<Differences, 'quasiFindings' | 'restFindings' | 'rows'>> {
  const compared = expected.columns.filter((column) => column.group === 'quasi' || column.group === 'rest')
  const differs = compared.map((column) => {
    const here = column.comparable(sql`d.${identifier(`c${column.place}`)}`)
    const there = column.comparable(sql`e.${identifier(`e${column.place}`)}`)
    const isDifferent = sql`${here} is distinct from ${there}`
    return column.group === 'quasi' ? sql`(not l.suppressed and ${isDifferent})` : sql`(${isDifferent})`
  })
  const cells = compared.map((column) => sql`${column.onLevel?.(levelOf(expected, column)) ?? column.cell} as ${identifier(`e${column.place}`)}`)
  const wanted = sql`select p.position, ${joinSql(cells, ', ')} from ${withPlaces(release, expected)} where p.position in (select position from looked_at)`
  const { rows } = await engine.table(sql`select l.position, l.row, ${joinSql(differs, ', ')} from looked_at l join (${releasedRows(release)}) d on d.position = l.position join (${wanted}) e on e.position = l.position order by l.position`)
  const found = { quasi: new Array<string>(), rest: new Array<string>() }
  compared.forEach((column, place) => {
    const those = rows.filter((row) => row[place + 2] === true)
    const [first] = those
    if (!first) return
    const what = column.quasi ? `is not the label of ${column.onLevel ? 'any level' : `level ${column.quasi.told.level}`} of its source value` : 'is not what the recipe makes of its source value'
    const line = `${placeInFiles(release, Number(first[0]))} (row ${Number(first[1]) + 1} of the delivery), column "${column.name}": the cell ${what}${those.length > 1 ? `; so in ${those.length === LOOKED_AT ? 'at least ' : ''}${those.length} rows` : ''}`
    found[column.group === 'quasi' ? 'quasi' : 'rest'].push(line)
  })
  return { quasiFindings: found.quasi, restFindings: found.rest, rows: rows.slice(0, 10).map((row) => Number(row[1]) + 1) }
}

/**
 * The rows of the delivery with the released rows `p` that stand for them; where each row has levels of its own, with
 * those of its released class. The classes come last: the engine knows no size of `placed` and would hash it twice.
 */
function withPlaces(release: Release, { rows }: ExpectedValues): Sql {
  const placed = sql`${rows} join placed p on p.row = s.row`
  return isLocal(release) ? sql`${placed} left join class_levels cl on cl.print = p.quasi_print` : placed
}

function levelOf({ columns }: ExpectedValues, column: ExpectedColumn): Sql {
  return sql`cl.${levelIn(columns.filter((one) => one.group === 'quasi').indexOf(column))}`
}

function quasiCells(expected: ExpectedValues): Sql[] {
  return expected.columns.filter((column) => column.group === 'quasi').map((column) => column.onLevel?.(levelOf(expected, column)) ?? column.cell)
}

/** The released rows that are looked at, with their positions: c0, c1, … */
function releasedRows({ dataFiles, columns }: Release): Sql {
  const cells = columns.map(({ name }, place) => sql`${identifier(name)} as ${identifier(`c${place}`)}`)
  const fromFile = ({ absolute, firstRow }: DataFile) => sql`select file_row_number + ${literal(firstRow)} as position, ${joinSql(cells, ', ')} from read_parquet(${literal(absolute)}, file_row_number = true) where file_row_number + ${literal(firstRow)} in (select position from looked_at)`
  return joinSql(dataFiles.map(fromFile), ' union all ')
}
