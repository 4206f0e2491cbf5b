import type { ColumnProfile } from '#dam/dataset/reports.ts'
import type { ValueType } from '#dam/dataset/table.ts'
import { barOf, chooseBars, drawBars, LARGEST_SUMMED } from './histogram-bars.ts'
import type { CountedValue } from './value-counts.ts'

/** What numbers say of a column; each part left out where its type has none. */
export type NumberSummary = Pick<ColumnProfile, 'range' | 'mean' | 'standardDeviation' | 'quantiles' | 'histogram'>

/** The shares of rows at which a column's values are told. */
export const QUANTILE_SHARES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99] as const

/** Which bars fit a type: whole numbers and days never break into halves, seconds follow the clock. */
export function barKindOf(type: ValueType): 'any' | 'whole' | 'clock' {
  if (type === 'timestamp') return 'clock'
  return type === 'decimal' ? 'any' : 'whole'
}

/** Shortest and longest text, in code points. Undefined without values. */
export function measureLengths(values: readonly { readonly text: string }[]): { min: number; max: number } | undefined {
  let min = Infinity
  let max = 0
  for (const { text } of values) {
    let length = 0
    for (const _ of text) length++
    min = Math.min(min, length)
    max = Math.max(max, length)
  }
  return values.length > 0 ? { min, max } : undefined
}

/**
 * Range, mean, sample standard deviation, quantiles and histogram out of counted values.
 *
 * A quantile is the smallest value that at least this share of the rows does not exceed.
 */
export function summariseNumbers(values: readonly CountedValue[], type: ValueType): NumberSummary {
  const numbers = values.flatMap(({ number, count }) => (number === null ? [] : [{ number, count }]))
    .toSorted((a, b) => a.number - b.number)
  const [first] = numbers
  const last = numbers.at(-1)
  if (!first || !last) return {}
  const range = { min: first.number, max: last.number }
  const rows = numbers.reduce((sum, { count }) => sum + count, 0)
  return { range, ...momentsOf(numbers, rows), quantiles: quantilesOf(numbers, rows), ...histogramOf(numbers, range, type) }
}

interface CountedNumber {
  readonly number: number
  readonly count: number
}

function momentsOf(numbers: readonly CountedNumber[], rows: number): NumberSummary {
  if (numbers.some(({ number }) => Math.abs(number) >= LARGEST_SUMMED)) return {}
  const mean = numbers.reduce((sum, { number, count }) => sum + number * count, 0) / rows
  const squares = numbers.reduce((sum, { number, count }) => sum + (number - mean) ** 2 * count, 0)
  return { mean, ...(rows > 1 && { standardDeviation: Math.sqrt(squares / (rows - 1)) }) }
}

function quantilesOf(numbers: readonly CountedNumber[], rows: number): { share: number; value: number }[] {
  let place = 0
  let upToHere = numbers[0]?.count ?? 0
  return QUANTILE_SHARES.map((share) => {
    while (upToHere < share * rows - 1e-9 && place < numbers.length - 1) {
      place++
      upToHere += numbers[place]?.count ?? 0
    }
    return { share, value: numbers[place]?.number ?? 0 }
  })
}

function histogramOf(numbers: readonly CountedNumber[], { min, max }: { min: number; max: number }, type: ValueType): NumberSummary {
  const bars = chooseBars(min, max, barKindOf(type))
  if (!bars) return {}
  const counts = Array.from({ length: bars.count }, () => 0)
  for (const { number, count } of numbers) {
    const bar = barOf(bars, number)
    counts[bar] = (counts[bar] ?? 0) + count
  }
  return { histogram: drawBars(bars, counts) }
}
