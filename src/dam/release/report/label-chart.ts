import * as Plot from '@observablehq/plot'
import type { Html } from '#platform/page/html-text.ts'
import type { Tongue } from './language.ts'
import { cutText, drawPlot, textWidth } from '#platform/page/plot-drawing.ts'

/** A value's share of all rows, as delivered and as released; undefined where it does not occur or is not told. */
export interface LabelPair {
  readonly label: string
  readonly before?: number | undefined
  readonly after?: number | undefined
}

/** Values with a thick grey bar for the share as delivered and a thin blue one over it for the share as released. */
export function labelChart(pairs: readonly LabelPair[], widthPixels: number, labelId: string, { share }: Tongue): Html {
  const widestLabel = widthPixels * 0.34
  const rowOf = (_: LabelPair, place: number) => String(place)
  const most = Math.max(0.001, ...pairs.flatMap((pair) => [pair.before ?? 0, pair.after ?? 0]))
  return drawPlot({
    width: widthPixels, height: 8 + 26 * pairs.length,
    marginLeft: Math.min(widestLabel, Math.max(32, ...pairs.map((pair) => textWidth(pair.label)))) + 10,
    marginRight: 62, marginTop: 2, marginBottom: 6,
    x: { domain: [0, most], axis: null },
    y: { domain: pairs.map((_, place) => String(place)), tickFormat: (place: string) => cutText(pairs[Number(place)]?.label ?? '', widestLabel), label: null, tickSize: 0 },
    marks: [
      Plot.barX(pairs, { y: rowOf, x: (pair: LabelPair) => pair.before ?? 0, fill: 'var(--before-fill)', stroke: 'var(--before)', strokeWidth: 0.6, insetTop: 2, insetBottom: 2 }),
      Plot.barX(pairs, { y: rowOf, x: (pair: LabelPair) => pair.after ?? 0, fill: 'var(--after)', insetTop: 7, insetBottom: 7 }),
      Plot.ruleX([0], { stroke: 'var(--line-strong)' }),
      Plot.text(pairs, { y: rowOf, x: (pair: LabelPair) => Math.max(pair.before ?? 0, pair.after ?? 0), text: (pair: LabelPair) => share(pair.after ?? pair.before ?? 0), textAnchor: 'start', dx: 6 }),
    ],
  }, { labelId })
}
