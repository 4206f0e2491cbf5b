import { z } from 'zod'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, literal, type Sql, sql } from '#platform/engines/sql-text.ts'
import type { ExpectedColumn, ExpectedValues } from './expected-values.ts'
import { levelAmong } from './class-levels.ts'
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

/** Compares every released row with its row of the delivery, by prints first and by cells where those differ. Needs `placed`. */
export async function compareRows(release: Release, expected: ExpectedValues, { engine, salt }: { engine: SqlEngine; salt: string }): Promise<Differences> {
  const cellsOf = (group: ExpectedColumn['group']) => expected.columns.filter((column) => column.group === group).map((column) => (group === 'rest' ? column.comparable(column.cell) : column.cell))
  const quasi = printOf(quasiCells(expected), salt)
  const rest = printOf(cellsOf('rest'), salt)
  await engine.run(sql`create or replace temporary table expected_prints as select s.row as row, ${quasi} as quasi_print, ${rest} as rest_print from ${withLevels(release, expected)}`)
  await engine.run(sql`create or replace temporary table different as
    select p.position, p.row, p.suppressed, p.quasi_print as print, e.row is null as is_unknown, not p.suppressed and e.quasi_print is distinct from p.quasi_print as quasi_differs, e.rest_print is distinct from p.rest_print as rest_differs
    from placed p left join expected_prints e on p.row = e.row
    where e.row is null or e.rest_print <> p.rest_print or (not p.suppressed and e.quasi_print <> p.quasi_print)`)
  const Count = z.object({ quasiRows: z.number(), restRows: z.number(), unknownRows: z.number() })
  const counted = await engine.queryOne(sql`select count(*) filter (quasi_differs and not is_unknown) as "quasiRows", count(*) filter (rest_differs and not is_unknown) as "restRows", count(*) filter (is_unknown) as "unknownRows" from different`, Count)
  if (counted.quasiRows + counted.restRows + counted.unknownRows === 0) return { ...counted, quasiFindings: [], restFindings: [], rows: [] }
  return { ...counted, ...await lookAtCells(release, expected, engine) }
}

async function lookAtCells(release: Release, expected: ExpectedValues, engine: SqlEngine): Promise<Pick<Differences, 'quasiFindings' | 'restFindings' | 'rows'>> {
  await engine.run(sql`create or replace temporary table looked_at as select position, row, suppressed, print from different where not is_unknown order by position limit ${LOOKED_AT}`)
  const compared = expected.columns.filter((column) => column.group === 'quasi' || column.group === 'rest')
  const differs = compared.map((column) => {
    const here = column.comparable(sql`d.${identifier(`c${column.place}`)}`)
    const there = column.comparable(sql`e.${identifier(`e${column.place}`)}`)
    const isDifferent = sql`${here} is distinct from ${there}`
    return column.group === 'quasi' ? sql`(not l.suppressed and ${isDifferent})` : sql`(${isDifferent})`
  })
  const cells = compared.map((column) => sql`${column.onLevel?.(levelOf(expected, column)) ?? column.cell} as ${identifier(`e${column.place}`)}`)
  const wanted = sql`select s.row as row, ${joinSql(cells, ', ')} from ${withLevels(release, expected)} where s.row in (select row from looked_at)`
  const { rows } = await engine.table(sql`select l.position, l.row, ${joinSql(differs, ', ')} from looked_at l join (${releasedRows(release)}) d on d.position = l.position join (${wanted}) e on e.row = l.row order by l.position`)
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

/** Where each row has levels of its own, they are those of its released class, `placed` and `class_levels` joined for them. */
function withLevels(release: Release, { rows }: ExpectedValues): Sql {
  return isLocal(release) ? sql`${rows} left join placed lp on lp.row = s.row left join class_levels cl on cl.print = lp.quasi_print` : rows
}

function levelOf({ columns }: ExpectedValues, column: ExpectedColumn): Sql {
  return levelAmong(sql`cl.levels`, columns.filter((one) => one.group === 'quasi').indexOf(column))
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
