import * as Plot from '@observablehq/plot'
import type { Html } from '#platform/page/html-text.ts'
import type { Tongue } from './language.ts'
import { cutText, drawPlot, textWidth } from '#platform/page/plot-drawing.ts'

/** A name with a share from 0 to 1. */
export interface ShareBar {
  readonly name: string
  readonly share: number
}

/** Shares as bars from zero, each with its figure; on one axis from 0 to at most 100 %. */
export function shareChart(bars: readonly ShareBar[], widthPixels: number, labelId: string, { share }: Tongue): Html {
  const widestLabel = widthPixels * 0.34
  const names = bars.map((_, place) => String(place))
  const name = (place: string) => cutText(bars[Number(place)]?.name ?? '', widestLabel)
  const most = Math.min(1, Math.max(0.01, ...bars.map((bar) => bar.share)) * 1.02)
  return drawPlot({
    width: widthPixels,
    height: 8 + 30 * bars.length,
    marginLeft: Math.min(widestLabel, Math.max(40, ...bars.map((bar) => textWidth(bar.name)))) + 10,
    marginRight: 62, marginTop: 2, marginBottom: 6,
    x: { domain: [0, most], axis: null },
    y: { domain: names, tickFormat: name, label: null, tickSize: 0 },
    marks: [
      Plot.barX(bars, { y: (_: ShareBar, place: number) => String(place), x: 'share', fill: 'var(--after)', insetTop: 6, insetBottom: 6 }),
      Plot.ruleX([0], { stroke: 'var(--line-strong)' }),
      Plot.text(bars, { y: (_: ShareBar, place: number) => String(place), x: 'share', text: (bar: ShareBar) => share(bar.share), textAnchor: 'start', dx: 6 }),
    ],
  }, { labelId })
}
