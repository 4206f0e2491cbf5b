import { z } from 'zod'
import type { Fact } from '#dam/dataset/fact.ts'
import type { Table } from '#dam/dataset/table.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { literal, sql } from '#platform/engines/sql-text.ts'
import { Refusal } from '#platform/refusal.ts'
import { deliveredRows, getColumn, pasteable, PASTED_FILE, textColumn, typedColumn } from './delivered-column.ts'

/** How old the newest date of a column may be. */
export interface FreshnessRule {
  readonly column: string
  readonly 'within-days': number
  /** ISO date. */
  readonly asOf: string
}

/** Measures the days between the newest date of a column and `asOf`; negative when it lies after. @throws {Refusal} `bad-recipe` for a column without dates */
export async function measureFreshness(id: string, rule: FreshnessRule, table: Table, { engine }: { engine: SqlEngine }): Promise<Fact> {
  const column = getColumn(table, rule.column)
  if (column.type !== 'date' && column.type !== 'timestamp' && column.type !== 'text') {
    throw new Refusal('bad-recipe', `The rule freshness names ‘${column.name}’, which holds values of type ${column.type}; name a column of dates`)
  }
  const date = column.type === 'text' ? sql`try_cast(${textColumn(column)} as date)` : sql`(${typedColumn(column)})::date`
  const query = (file: string) => sql`select (date ${literal(rule.asOf)} - max(${date}) filter (where isfinite(${date})))::bigint as days from ${deliveredRows(file)}`
  const { days } = await engine.queryOne(query(table.file), z.object({ days: z.number().nullable() }))
  return {
    id, label: { en: `${column.name}: days from the newest date to ${rule.asOf}`, ko: `${column.name}: 가장 최근 날짜부터 ${rule.asOf}까지의 일수` },
    claim: null, rule: rule['within-days'], measured: days, unit: 'count',
    verdict: days === null ? 'not-checked' : days <= rule['within-days'] ? 'passed' : 'failed',
    ...(days === null && { because: { en: 'The column holds no date.', ko: '열에 날짜가 없습니다.' } }),
    how: { method: { en: 'The latest date of the column, taken from the day of reference.', ko: '기준일에서 열의 가장 늦은 날짜를 뺐습니다.' }, recompute: pasteable(query(PASTED_FILE)) },
  }
}
