/**
 * A number as it is told: to twelve significant digits.
 *
 * Sums of decimals differ in their last digits from run to run, by the order in which threads add them up;
 * what is told must not, since the same input gives the same bytes.
 */
export function significant(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(12))
}
