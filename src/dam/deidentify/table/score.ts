/** What the optimum is the least of. */
export type Metric = 'loss' | 'aecs' | 'discernibility'

/** L_j of one column, 0 none, 1 all. `leaves` is the sum over all rows, `domain` for a suppressed one. */
export function columnLoss(leaves: number, rows: number, domain: number): number {
  if (domain <= 1 || rows === 0) return 0
  return (leaves - rows) / (rows * (domain - 1))
}

/** Geometric mean of 1 + L_j over the columns, less 1. */
export function lossOf(columns: ArrayLike<number>): number {
  let product = 1
  for (let place = 0; place < columns.length; place++) product *= 1 + (columns[place] ?? 0)
  return columns.length === 0 ? 0 : product ** (1 / columns.length) - 1
}

/** Average equivalence class size: rows by classes, all suppressed rows together counting as one class. */
export function aecsOf(rows: number, classes: number, suppressed: number): number {
  return rows / Math.max(1, classes + (suppressed > 0 ? 1 : 0))
}

/** Sum of squared class sizes, and every suppressed row costs as much as all rows. */
export function discernibilityOf(squares: number, suppressed: number, rows: number): number {
  return squares + suppressed * rows
}
