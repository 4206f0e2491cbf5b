import * as Plot from '@observablehq/plot'
import type { Html } from '#platform/page/html-text.ts'
import type { Tongue } from './language.ts'
import { cutText, drawPlot, textWidth } from '#platform/page/plot-drawing.ts'

/** A column with the share of all rows on each of its levels, from the finest. */
export interface LevelBar {
  readonly name: string
  /** How far up a level stands, from 0 (finest) to 1 (nothing is told); `suppressed` for rows that lost all quasi-identifiers. */
  readonly parts: readonly { readonly height: number | 'suppressed'; readonly share: number }[]
}

/** Faintest and fullest shade of a level, in percent of the hue. */
const FAINTEST = 14
const FULLEST = 100

/** Each column as one bar of all rows, a part for each level: the coarser, the fuller the hue. Beside it, the share on the finest level. */
export function levelChart(bars: readonly LevelBar[], widthPixels: number, labelId: string, { share }: Tongue): Html {
  const widestLabel = widthPixels * 0.34
  const parts = bars.flatMap(({ parts: own }, place) => {
    let from = 0
    return own.map(({ height, share: wide }) => {
      const start = from
      from += wide
      return { row: String(place), from: start, to: from, shade: height === 'suppressed' ? 'var(--before-fill)' : shadeOf(height) }
    })
  })
  return drawPlot({
    width: widthPixels, height: 8 + 32 * bars.length,
    marginLeft: Math.min(widestLabel, Math.max(40, ...bars.map((bar) => textWidth(bar.name)))) + 10, marginRight: 62, marginTop: 2, marginBottom: 6,
    x: { domain: [0, 1], axis: null },
    y: { domain: bars.map((_, place) => String(place)), tickFormat: (place: string) => cutText(bars[Number(place)]?.name ?? '', widestLabel), label: null, tickSize: 0 },
    marks: [
      Plot.barX(parts, { y: 'row', x1: 'from', x2: 'to', fill: 'shade', stroke: 'var(--ground)', strokeWidth: 1, insetTop: 5, insetBottom: 5 }),
      Plot.rect(bars, { y: (_: LevelBar, place: number) => String(place), x1: 0, x2: 1, fill: 'none', stroke: 'var(--before)', strokeWidth: 0.8, insetTop: 5, insetBottom: 5 }),
      Plot.text(bars, { y: (_: LevelBar, place: number) => String(place), x: 1, text: (bar: LevelBar) => share(bar.parts.find(({ height }) => height === 0)?.share ?? 0), textAnchor: 'start', dx: 8 }),
    ],
  }, { labelId })
}

function shadeOf(height: number): string {
  return `color-mix(in srgb, var(--after) ${Math.round(FAINTEST + (FULLEST - FAINTEST) * height)}%, var(--ground))`
}
