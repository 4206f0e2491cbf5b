import type { Fact } from '#dam/dataset/fact.ts'
import { sql } from '#platform/engines/sql-text.ts'
import { deliveredRows, pasteable, PASTED_FILE } from './delivered-column.ts'

/** How many rows there must be. */
export interface RowBounds {
  readonly min?: number | undefined
  readonly max?: number | undefined
}

/** Measures the number of rows against its bounds. */
export function measureRowCount(id: string, { min, max }: RowBounds, rows: number): Fact {
  const holds = rows >= (min ?? 0) && rows <= (max ?? Infinity)
  const en = min === undefined ? 'at most' : max === undefined ? 'at least' : `at least ${min} and at most`
  const ko = min === undefined ? '상한' : max === undefined ? '하한' : `${min} 이상, 상한`
  return {
    id, label: { en: `Rows: ${en}`, ko: `행 수: ${ko}` },
    claim: null, rule: max ?? min ?? null, measured: rows, unit: 'count', verdict: holds ? 'passed' : 'failed',
    how: countingRows(),
  }
}

/** How rows are counted. */
export function countingRows(): Fact['how'] {
  return { method: { en: 'All rows of the delivery were counted.', ko: '전달된 자료의 모든 행을 세었습니다.' }, recompute: pasteable(sql`select count(*) from ${deliveredRows(PASTED_FILE)}`) }
}
