import * as Plot from '@observablehq/plot'
import type { Html } from '#platform/page/html-text.ts'
import type { Tongue } from './language.ts'
import { cutText, drawPlot, textWidth } from '#platform/page/plot-drawing.ts'

/** A rate with the bounds that it is known within, and what it is held against. */
export interface RateDot {
  /** One line, or two short ones. */
  readonly label: string
  readonly rate: number
  readonly low?: number | undefined
  readonly high?: number | undefined
  /** Drawn as a hollow ring; left out where the row has nothing of its own to be held against. */
  readonly beside?: number | undefined
  /** Shown in grey: groups put together that are too small to be judged. */
  readonly isGrey?: boolean
}

/** Each rate as a dot with its bounds, and a line through all rows for the whole. Colours judge nothing. */
export function rateChart(dots: readonly RateDot[], { whole, most }: { readonly whole?: number | undefined; readonly most: number }, widthPixels: number, labelId: string, { share }: Tongue): Html {
  const widestLabel = widthPixels * 0.38
  const rowOf = (_: RateDot, place: number) => String(place)
  const bounded = dots.map((dot, place) => ({ ...dot, place })).filter(({ low, high }) => low !== undefined && high !== undefined)
  const held = dots.map((dot, place) => ({ ...dot, place })).filter(({ beside }) => beside !== undefined)
  const row = ({ place }: { readonly place: number }) => String(place)
  return drawPlot({
    width: widthPixels, height: 10 + 28 * dots.length,
    marginLeft: Math.min(widestLabel, Math.max(40, ...dots.flatMap(({ label }) => label.split('\n').map(textWidth)))) + 12, marginRight: 60, marginTop: 4, marginBottom: 6,
    x: { domain: [0, Math.max(0.001, most)], axis: null },
    y: { domain: dots.map((_, place) => String(place)), tickFormat: (place: string) => (dots[Number(place)]?.label ?? '').split('\n').map((line) => cutText(line, widestLabel)).join('\n'), label: null, tickSize: 0 },
    marks: [
      ...(whole === undefined ? [] : [Plot.ruleX([whole], { stroke: 'var(--line-strong)', strokeDasharray: '3 3' })]),
      Plot.ruleY(bounded, { y: row, x1: 'low', x2: 'high', stroke: 'var(--before)', strokeWidth: 2 }),
      Plot.dot(held, { y: row, x: 'beside', r: 5, stroke: 'var(--before)', strokeWidth: 2, fill: 'var(--ground)' }),
      Plot.dot(dots, { y: rowOf, x: 'rate', r: 4.5, fill: (dot: RateDot) => (dot.isGrey ? 'var(--before)' : 'var(--after)') }),
      Plot.text(dots, { y: rowOf, x: (dot: RateDot) => Math.max(dot.rate, dot.high ?? 0, dot.beside ?? 0), text: (dot: RateDot) => share(dot.rate), textAnchor: 'start', dx: 10, fill: 'var(--text)', stroke: 'var(--ground)', strokeWidth: 4 }),
    ],
  }, { labelId })
}
