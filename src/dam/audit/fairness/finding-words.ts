import type { Bilingual } from '#dam/dataset/fact.ts'
import type { FairnessCell, FairnessReport, GroupCell } from '#dam/dataset/fairness-report.ts'
import type { Recompute } from './recompute.ts'

/** What findings are written from. */
export interface FindingSetting {
  readonly report: FairnessReport
  readonly recompute: Recompute
}

/** A cell as people read it: sex = Female, age = 30-39. */
export function describeCell(cell: GroupCell): Bilingual {
  return {
    en: cell.map(({ column, value }) => `${column} = ${value ?? '(missing)'}`).join(', '),
    ko: cell.map(({ column, value }) => `${column} = ${value ?? '(없음)'}`).join(', '),
  }
}

/** A share as people read it: 12.3 %. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}

/** Rows of a cell among those listed; 0 where it is not. */
export function sizeOf(cells: readonly FairnessCell[], wanted: GroupCell): number {
  const key = JSON.stringify(wanted)
  return cells.find(({ cell }) => JSON.stringify(cell) === key)?.rows ?? 0
}
