/** Equal bars: bar n runs from (first + n) * width up to, not including, (first + n + 1) * width. */
export interface Bars {
  readonly width: number
  readonly first: number
  readonly count: number
}

/** Above this no mean, deviation or bar is told: the sums would overflow. */
export const LARGEST_SUMMED = 1e150

const MOST_BARS = 20
const CLOCK_SECONDS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 43_200]
const DAY_SECONDS = 86_400

/**
 * Up to twenty bars with round edges that hold every value from `min` to `max`.
 *
 * Widths are 1, 2 or 5 times a power of ten; `whole` never goes below 1; `clock` counts in seconds,
 * minutes, hours and days. Undefined where the numbers are too large, or too close, for bars to tell them apart.
 */
export function chooseBars(min: number, max: number, kind: 'any' | 'whole' | 'clock'): Bars | undefined {
  if (Math.abs(min) >= LARGEST_SUMMED || Math.abs(max) >= LARGEST_SUMMED) return undefined
  for (const width of widthsFrom((max - min) / MOST_BARS, kind)) {
    const first = Math.floor(min / width)
    const count = Math.floor(max / width) - first + 1
    if (!Number.isSafeInteger(first)) return undefined
    if (count <= MOST_BARS) return { width, first, count }
  }
  return undefined
}

/** The number's bar, counted from 0. The engine counts with the same formula, so both put an edge on the same side. */
export function barOf(bars: Bars, value: number): number {
  return Math.floor(value / bars.width) - bars.first
}

/** The bars with their counts, edges rounded to twelve digits so that 3 times 0.1 is written 0.3. */
export function drawBars(bars: Bars, counts: readonly number[]): { from: number; to: number; count: number }[] {
  const edge = (place: number) => Number(((bars.first + place) * bars.width).toPrecision(12))
  return Array.from({ length: bars.count }, (_, place) => ({ from: edge(place), to: edge(place + 1), count: counts[place] ?? 0 }))
}

function* widthsFrom(least: number, kind: 'any' | 'whole' | 'clock'): Generator<number> {
  if (kind === 'clock') yield* CLOCK_SECONDS.filter((seconds) => seconds >= least)
  const unit = kind === 'clock' ? DAY_SECONDS : 1
  const lowest = kind === 'any' ? Math.floor(Math.log10(least > 0 ? least : 1)) : Math.max(0, Math.floor(Math.log10(Math.max(least / unit, 1))))
  for (let power = lowest; power < lowest + 4; power++) {
    for (const digit of [1, 2, 5]) yield unit * Number(`${digit}e${power}`)
  }
}
