import type { FairnessCell } from '#dam/dataset/fairness-report.ts'
import { measureRate } from './rate-tests.ts'

/** A cell of a crossing with so many labels, of 1,000 rows in all. */
export function cellOf(values: Readonly<Record<string, string | null>>, { favourable, of, isSmall = false }: { favourable: number; of: number; isSmall?: boolean }): FairnessCell {
  return {
    cell: Object.entries(values).map(([column, value]) => ({ column, value })), rows: of, share: of / 1000, label: measureRate(favourable, of), labelMissing: 0, isSmall, gap: null, tests: [],
  }
}
