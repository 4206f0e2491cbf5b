/** Average equivalence class size: rows by classes, all suppressed rows together counting as one class. */
export function aecsOf(rows: number, classes: number, suppressed: number): number {
  return rows / Math.max(1, classes + (suppressed > 0 ? 1 : 0))
}

/** Sum of squared class sizes, and every suppressed row costs as much as all rows. */
export function discernibilityOf(squares: number, suppressed: number, rows: number): number {
  return squares + suppressed * rows
}
