import { z } from 'zod'
import type { Fact } from '#dam/dataset/fact.ts'
import type { Column, Table } from '#dam/dataset/table.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, sql, type Sql } from '#platform/engines/sql-text.ts'
import { deliveredRows, getColumn, pasteable, PASTED_FILE, textColumn, typedColumn } from './delivered-column.ts'
import { openReferenceFile } from './reference-file.ts'

/** How far the shares of a column's values may lie from those of the same column elsewhere. */
export interface DistanceRule {
  readonly column: string
  /** Path of the reference, relative to the recipe. */
  readonly reference: string
  readonly 'at-most': number
}

/**
 * Measures the total variation distance between the values of a column and of a reference, missing values apart:
 * half the sum of the differences of their shares; 0 the same, 1 nothing in common.
 */
export async function measureDistance(id: string, rule: DistanceRule, { table, directory }: { table: Table; directory: string }, { engine }: { engine: SqlEngine }): Promise<Fact> {
  const column = getColumn(table, rule.column)
  const reference = await openReferenceFile(rule.reference, [column.name], directory, { engine })
  const query = (file: string, rows: Sql) => sql`
    select sum(abs(coalesce(here.share, 0) - coalesce(there.share, 0))) / 2 as distance, count(here.share) as here, count(there.share) as there
    from ${shares(comparable(column), deliveredRows(file))} as here
    full join ${shares(isNumber(column) ? sql`try_cast(${identifier(column.name)} as double)` : sql`${identifier(column.name)}::varchar`, rows)} as there on here.value = there.value`
  const { distance, here, there } = await engine.queryOne(query(table.file, reference.rows), z.object({ distance: z.number().nullable(), here: z.number(), there: z.number() }))
  const measured = here === 0 || there === 0 || distance === null ? null : Math.min(1, distance)
  return {
    id, label: { en: `${column.name}: distance of its distribution from ${rule.reference}`, ko: `${column.name}: ${rule.reference}와의 분포 차이` },
    claim: null, rule: rule['at-most'], measured, unit: 'score',
    verdict: measured === null ? 'not-checked' : measured <= rule['at-most'] + 1e-12 ? 'passed' : 'failed',
    ...(measured === null && { because: { en: 'One of the two holds no value.', ko: '둘 중 하나에 값이 없습니다.' } }),
    how: {
      method: { en: 'Total variation distance: half the sum of the differences between the shares of each value, missing values apart.', ko: '총변동거리: 결측을 뺀 각 값의 비율 차이를 모두 더해 반으로 나누었습니다.' },
      recompute: pasteable(query(PASTED_FILE, reference.pasted)),
    },
  }
}

function isNumber({ type }: Column): boolean {
  return type === 'integer' || type === 'decimal'
}

function comparable(column: Column): Sql {
  return isNumber(column) ? sql`(${typedColumn(column)})::double` : textColumn(column)
}

function shares(value: Sql, rows: Sql): Sql {
  return sql`(select ${value} as value, count(*) / sum(count(*)) over () as share from ${rows} where ${value} is not null group by 1)`
}
