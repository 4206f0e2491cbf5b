import { z } from 'zod'
import type { Fact } from '#dam/dataset/fact.ts'
import type { QualityReport } from '#dam/dataset/reports.ts'
import type { Table } from '#dam/dataset/table.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { joinSql, sql } from '#platform/engines/sql-text.ts'
import { Refusal } from '#platform/refusal.ts'
import { readCellTargets, type CellPlan } from './cell-targets.ts'
import { deliveredRows, getColumn, pasteable, PASTED_FILE, textColumn } from './delivered-column.ts'
import { isOver, isShort, measureShortfall, shareOf } from './shortfall.ts'

/** Cells with fewer rows carry no statistics of their own. */
const FEWEST_ROWS = 30
const MOST_GROUPS = 100_000
const Row = z.tuple([z.array(z.string().nullable()), z.number(), z.number()])

/** Counts every planned cell, those without a row too, against its share. Rows in no planned cell are told apart. */
export async function measureCells(plan: CellPlan, { table, directory, person }: { table: Table; directory: string; person?: string | undefined }, { engine }: { engine: SqlEngine }): Promise<QualityReport['plan']> {
  const values = joinSql(plan.by.map((name) => textColumn(getColumn(table, name))), ', ')
  const persons = person === undefined ? sql`` : sql`, count(distinct ${textColumn(getColumn(table, person))}) + max(${textColumn(getColumn(table, person))} is null)::integer as persons`
  const query = (file: string) => sql`select [${values}] as cell, count(*) as rows${persons} from ${deliveredRows(file)} group by 1 order by 1`
  const found = await engine.table(sql`${query(table.file)} limit ${MOST_GROUPS + 1}`)
  if (found.rows.length > MOST_GROUPS) throw new Refusal('bad-recipe', `The plan's columns make more than ${MOST_GROUPS.toLocaleString('en-US')} cells; choose columns with fewer values`)
  const counted = found.rows.map(([cell, count, people]) => Row.parse([cell, count, people ?? 0]))
  const occurring = plan.by.map((_, place) => [...new Set(counted.flatMap(([cell]) => cell[place] ?? []))].toSorted())
  const targets = await readCellTargets(plan, occurring, directory, { engine })
  const counts = new Map(counted.map(([cell, count, people]) => [JSON.stringify(cell), { count, people }]))
  const { tolerance } = plan
  const cells = targets.map(({ values: planned, share: target }) => {
    const { count, people } = counts.get(JSON.stringify(planned)) ?? { count: 0, people: 0 }
    const cell = { count, rows: table.rows, target, tolerance }
    return {
      cell: plan.by.map((column, place) => ({ column, value: planned[place] ?? null })),
      count, ...(person !== undefined && { persons: people }), share: shareOf(count, table.rows), target, tolerance,
      verdict: isShort(cell) || isOver(cell) ? 'failed' as const : 'passed' as const,
      shortfall: measureShortfall(cell),
    }
  })
  const how = {
    method: {
      en: `Rows were grouped by ${plan.by.join(' × ')} as delivered and counted; a cell's share is of all ${table.rows.toLocaleString('en-US')} rows. Shortfall: the fewest rows that would bring the cell to its lowest share.`,
      ko: `${plan.by.join(' × ')}로 묶어 세었고, 비율은 전체 ${table.rows.toLocaleString('en-US')}행에 대한 것입니다. 부족분은 그 칸이 최저 비율에 이르는 데 더 필요한 최소 행 수입니다.`,
    },
    recompute: pasteable(query(PASTED_FILE)),
  }
  return { cells, cellsHow: how, facts: factsOf(cells, table.rows, tolerance, how) }
}

function factsOf(cells: QualityReport['plan']['cells'], rows: number, tolerance: number, how: Fact['how']): Fact[] {
  const failed = cells.filter(({ verdict }) => verdict === 'failed').length
  const outside = shareOf(rows - cells.reduce((sum, { count }) => sum + count, 0), rows)
  const distance = (cells.reduce((sum, { share, target }) => sum + Math.abs(share - target), 0) + outside) / 2
  const small = cells.filter(({ count }) => count < FEWEST_ROWS).length
  const fact = (id: string, en: string, ko: string, rest: Pick<Fact, 'rule' | 'measured' | 'unit' | 'verdict'>): Fact => ({ id, label: { en, ko }, claim: null, ...rest, how })
  return [
    fact('plan-cells', `Cells outside their tolerance, of ${cells.length}`, `허용 범위를 벗어난 칸(전체 ${cells.length}칸)`, { rule: 0, measured: failed, unit: 'count', verdict: failed === 0 ? 'passed' : 'failed' }),
    fact('plan-cells-outside', 'Rows in no planned cell', '계획에 없는 칸의 행 비율', { rule: tolerance, measured: outside, unit: 'share', verdict: outside <= tolerance + 1e-12 ? 'passed' : 'failed' }),
    fact('plan-cells-distance', 'Distance of the cells from the plan (total variation)', '계획과 실제 구성의 차이(총변동거리)', { rule: null, measured: Math.min(1, distance), unit: 'score', verdict: 'noted' }),
    fact('plan-cells-small', `Cells with fewer than ${FEWEST_ROWS} rows`, `${FEWEST_ROWS}행보다 적은 칸`, { rule: null, measured: small, unit: 'count', verdict: 'noted' }),
  ]
}
