import type { CollectionStep, FairnessCell } from '#dam/dataset/fairness-report.ts'
import { measureShortfall } from '../quality/shortfall.ts'

/** What a collection order is measured by. */
export interface CollectionSetting {
  readonly rows: number
  /** Rows of the whole table by their label. */
  readonly favourable: number
  readonly unfavourable: number
  readonly tolerance: number
  readonly smallestCell: number
}

/** Steps beyond these are no order any more. */
const MOST_STEPS = 300

/**
 * What to collect next, from the greatest need: for each group and each cell of the whole crossing, the rows that bring
 * its share, and those that bring its label rate, within the tolerance, each as if it alone were collected.
 *
 * A cell that is too small to be judged is listed for its share only: how many rows there are is no estimate.
 */
export function orderCollection(crossings: readonly (readonly FairnessCell[])[], setting: CollectionSetting): CollectionStep[] {
  return crossings.flatMap((cells) => stepsOf(cells, setting))
    .toSorted((a, b) => b.need - a.need || wantedRows(b) - wantedRows(a) || a.cell.length - b.cell.length || (JSON.stringify(a.cell) < JSON.stringify(b.cell) ? -1 : 1))
    .slice(0, MOST_STEPS)
}

/**
 * The fewest rows of one outcome that bring a cell's rate within the tolerance of the whole, which they raise too.
 *
 * With u, U the rows of the other outcome in the cell and in the whole, the gap after x more rows is
 * u / (n + x) - U / (N + x), which falls while it is above 0; so the first x that is enough is found by halving.
 */
export function measureLabelNeed(cell: { favourable: number; unfavourable: number }, { favourable, unfavourable, tolerance }: Pick<CollectionSetting, 'favourable' | 'unfavourable' | 'tolerance'>): CollectionStep['label'] {
  const n = cell.favourable + cell.unfavourable
  const whole = favourable + unfavourable
  if (n === 0 || whole === 0) return undefined
  const outcome = cell.favourable / n < favourable / whole ? 'favourable' as const : 'unfavourable' as const
  const [u, all] = outcome === 'favourable' ? [cell.unfavourable, unfavourable] : [cell.favourable, favourable]
  const isEnough = (more: number) => u / (n + more) - all / (whole + more) <= tolerance + 1e-12
  if (isEnough(0)) return undefined
  let enough = 1
  while (!isEnough(enough)) enough *= 2
  let short = Math.floor(enough / 2)
  while (enough - short > 1) {
    const middle = Math.floor((short + enough) / 2)
    if (isEnough(middle)) enough = middle
    else short = middle
  }
  return { outcome, rows: enough }
}

function stepsOf(cells: readonly FairnessCell[], setting: CollectionSetting): CollectionStep[] {
  const named = cells.filter(({ cell }) => cell.every(({ value }) => value !== null)).length
  return cells.flatMap((cell): CollectionStep[] => {
    const representation = representationNeed(cell, named, setting)
    const label = cell.isSmall || cell.label.of < setting.smallestCell ? undefined : measureLabelNeed({ favourable: cell.label.count, unfavourable: cell.label.of - cell.label.count }, setting)
    if (!representation && !label) return []
    const wanted = Math.max(representation?.rows ?? 0, label?.rows ?? 0)
    return [{ cell: cell.cell, rows: cell.rows, isSmall: cell.isSmall, ...(representation && { representation }), ...(label && { label }), need: wanted / (cell.rows + wanted) }]
  })
}

function representationNeed(cell: FairnessCell, named: number, { rows, tolerance }: CollectionSetting): CollectionStep['representation'] {
  if (!cell.reference && cell.cell.some(({ value }) => value === null)) return undefined
  const target = cell.reference?.share ?? 1 / named
  const more = measureShortfall({ count: cell.rows, rows, target, tolerance: tolerance * target })
  return more === 0 ? undefined : { target, from: cell.reference ? 'reference' : 'equal', rows: more }
}

function wantedRows({ representation, label }: CollectionStep): number {
  return Math.max(representation?.rows ?? 0, label?.rows ?? 0)
}
