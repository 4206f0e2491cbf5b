/** A cell against its plan. */
export interface CellShare {
  readonly count: number
  readonly rows: number
  /** 0 to 1. */
  readonly target: number
  readonly tolerance: number
}

/** Room for what doubles lose: 0.3 is not exactly 0.2 + 0.1. */
const ROUNDING = 1e-12

/** Whether the cell holds less than its share allows. */
export function isShort({ count, rows, target, tolerance }: CellShare): boolean {
  return shareOf(count, rows) < target - tolerance - ROUNDING
}

/** Whether the cell holds more than its share allows. */
export function isOver({ count, rows, target, tolerance }: CellShare): boolean {
  return shareOf(count, rows) > target + tolerance + ROUNDING
}

/**
 * The fewest rows that, added to the cell, bring it to the lowest share it may have: the smallest x with
 * (count + x) / (rows + x) >= target - tolerance.
 *
 * Where the lowest share is 1, no number is enough while other cells hold rows; then the rows of the other cells, which would have to be replaced.
 */
export function measureShortfall(cell: CellShare): number {
  if (!isShort(cell)) return 0
  const lowest = cell.target - cell.tolerance
  if (lowest >= 1 - ROUNDING) return Math.max(1, cell.rows - cell.count)
  const isEnough = (more: number) => !isShort({ ...cell, count: cell.count + more, rows: cell.rows + more })
  let more = Math.max(1, Math.ceil((lowest * cell.rows - cell.count) / (1 - lowest)))
  while (more > 1 && isEnough(more - 1)) more--
  while (!isEnough(more)) more++
  return more
}

/** Share of all rows; 0 where there are none. */
export function shareOf(count: number, rows: number): number {
  return rows === 0 ? 0 : count / rows
}
