import { z } from 'zod'
import type { Fact } from '#dam/dataset/fact.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, sql } from '#platform/engines/sql-text.ts'
import { deliveredRows, pasteable, PASTED_FILE } from './delivered-column.ts'
import { makePromiseFact } from './promise.ts'
import type { RowRule } from './row-rule.ts'

/** A row rule with its name and how many rows must keep it. */
export interface NamedRowRule {
  readonly id: string
  readonly rule: RowRule
  readonly mostly: number | undefined
}

const Measured = z.tuple([z.number(), z.number(), z.array(z.number()).nullable()])

/** Measures all row rules in one scan of the Parquet file. */
export async function measureRowRules(file: string, rules: readonly NamedRowRule[], { engine }: { engine: SqlEngine }): Promise<Fact[]> {
  if (rules.length === 0) return []
  const conditions = rules.map(({ rule }, place) => sql`${rule.keeps} as ${identifier(`keeps${place}`)}`)
  const counts = rules.map((_, place) => {
    const keeps = identifier(`keeps${place}`)
    return sql`count(${keeps}), count(*) filter (where not ${keeps}), min(row_number, 10) filter (where not ${keeps})`
  })
  const { rows } = await engine.table(sql`
    select ${joinSql(counts, ', ')} from (select ${joinSql(conditions, ', ')}, file_row_number + 1 as row_number from ${deliveredRows(file)})`)
  const measured = rows[0] ?? []
  return rules.map(({ id, rule, mostly }, place) => {
    const [concerned, broken, numbers] = Measured.parse(measured.slice(place * 3, place * 3 + 3))
    return makePromiseFact({
      id, label: rule.label, concerned, broken, mostly, rows: numbers ?? [],
      method: { en: `Every row that has a value was tested by itself: ${concerned.toLocaleString('en-US')} rows.`, ko: `값이 있는 행을 하나하나 검사하였습니다: ${concerned.toLocaleString('en-US')}행.` },
      recompute: pasteable(sql`select count(*) filter (where not keeps) as broken, count(keeps) as tested from (select ${rule.pasted} as keeps from ${deliveredRows(PASTED_FILE)})`),
    })
  })
}
