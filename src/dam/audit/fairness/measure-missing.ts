import type { MissingGap } from '#dam/dataset/fairness-report.ts'
import type { Column, Table } from '#dam/dataset/table.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { joinSql, sql, type Sql } from '#platform/engines/sql-text.ts'
import { deliveredRows, pasteable, PASTED_FILE, textColumn } from '../quality/delivered-column.ts'
import { measureRate, type TestLedger } from './rate-tests.ts'

/** Gaps of which the corrected p is below and which are at least this wide are told; others are noise. */
const NARROWEST_TOLD = 0.02

/** What is counted: every column of the table by every group. */
export interface MissingRequest {
  readonly table: Table
  readonly groups: readonly Column[]
  readonly smallestCell: number
}

/** Missing values by group, all gaps; `listNotable` picks those to tell once the tests are corrected. */
export async function measureMissing({ table, groups, smallestCell }: MissingRequest, { engine, tests }: { engine: SqlEngine; tests: TestLedger }): Promise<{ gaps: MissingGap[]; recompute: string }> {
  const { rows: [present = []] } = await engine.table(sql`select ${joinSql(table.columns.map((column) => sql`count(${textColumn(column)})`), ', ')} from ${deliveredRows(table.file)}`)
  const lacking = table.columns.flatMap((column, place) => (Number(present[place]) < table.rows ? [{ column, missing: table.rows - Number(present[place]) }] : []))
  const recompute = pasteable(statement(PASTED_FILE, groups, lacking.map(({ column }) => column)))
  if (lacking.length === 0) return { gaps: [], recompute }
  const { rows } = await engine.table(statement(table.file, groups, lacking.map(({ column }) => column)))
  const gaps = groups.flatMap((group, index) => {
    const ofGroup = rows.filter((row) => Number(row[index]) === 0).toSorted((a, b) => Number(b[2 * groups.length]) - Number(a[2 * groups.length]))
    return lacking.filter(({ column }) => column.name !== group.name).map(({ column, missing }) => {
      const place = 2 * groups.length + 1 + lacking.findIndex((other) => other.column.name === column.name)
      const cells = ofGroup.map((row) => cellOf(row, index, groups.length, place, smallestCell)).map((cell) => ({
        ...cell, test: cell.isSmall ? null : tests.testAgainstRest(cell.missing, { count: missing, of: table.rows }),
      }))
      return gapOf(column.name, group.name, cells)
    })
  })
  return { gaps, recompute }
}

/** The gaps that are told, from the widest: those that are no chance and wide enough to matter. Asked after the tests are corrected. */
export function listNotable(gaps: readonly MissingGap[], level: number): MissingGap[] {
  return gaps.map(({ column, group, cells }) => gapOf(column, group, cells))
    .filter(({ difference, corrected }) => difference >= NARROWEST_TOLD && corrected < level)
    .toSorted((a, b) => b.difference - a.difference)
}

/** A gap with its difference and least corrected p, of the cells that may be judged. */
function gapOf(column: string, group: string, cells: MissingGap['cells']): MissingGap {
  const rates = cells.flatMap(({ isSmall, missing }) => (isSmall || missing.rate === null ? [] : [missing.rate]))
  return {
    column, group, cells,
    difference: rates.length < 2 ? 0 : Math.max(...rates) - Math.min(...rates),
    corrected: Math.min(1, ...cells.flatMap(({ test }) => test?.corrected ?? [])),
  }
}

function cellOf(row: readonly unknown[], index: number, groups: number, place: number, smallestCell: number): Omit<MissingGap['cells'][number], 'test'> {
  const value = row[groups + index]
  const rows = Number(row[2 * groups])
  return { value: typeof value === 'string' ? value : null, missing: measureRate(rows - Number(row[place]), rows), isSmall: rows < smallestCell }
}

function statement(file: string, groups: readonly Column[], columns: readonly Column[]): Sql {
  const keys = groups.map(textColumn)
  const parts = [...keys.map((key) => sql`grouping(${key})`), ...keys, sql`count(*)`, ...columns.map((column) => sql`count(${textColumn(column)})`)]
  return sql`select ${joinSql(parts, ', ')} from ${deliveredRows(file)} group by grouping sets (${joinSql(keys.map((key) => sql`(${key})`), ', ')}) order by all`
}
