const TOLERANCE = 1e-9
/** What rounding leaves where a number is nothing at all. */
const NOTHING = 1e-12

/** Whether two numbers differ by no more than the order in which they were added up makes. */
export function isClose(one: number, other: number): boolean {
  return Math.abs(one - other) <= NOTHING || Math.abs(one - other) <= TOLERANCE * Math.max(Math.abs(one), Math.abs(other))
}
