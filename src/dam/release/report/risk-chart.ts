import * as Plot from '@observablehq/plot'
import type { Html } from '#platform/page/html-text.ts'
import type { Tongue } from './language.ts'
import { cutText, drawPlot, textWidth } from '#platform/page/plot-drawing.ts'

/** A share before de-identification and after it. */
export interface RiskPair {
  readonly name: string
  readonly before: number
  readonly after: number
  /** The most that is promised: a line across the row. */
  readonly bound?: number | undefined
}

/** Each risk as a line from a hollow grey ring (before) to a full blue dot (after), on an axis from 0 to 100 %, figures at both ends. A bound is a short line across. */
export function riskChart(pairs: readonly RiskPair[], widthPixels: number, labelId: string, { share }: Tongue): Html {
  const isNarrow = widthPixels < 400
  const widestLabel = widthPixels * 0.38
  const rowOf = (_: RiskPair, place: number) => String(place)
  const beforeIsRight = (pair: RiskPair) => pair.before >= pair.after
  const bounded = pairs.map((pair, place) => ({ bound: pair.bound, row: String(place) })).filter(({ bound }) => bound !== undefined)
  // Right of the bound, so that the line does not run through it.
  const besideBound = ({ bound, after }: RiskPair, told: number) => (bound === undefined || told !== after ? '' : ` ${told <= bound ? '≤' : '>'} ${share(bound)}`)
  const text = (of: (pair: RiskPair) => number, right: (pair: RiskPair) => boolean, fill: string) => [
    Plot.text(pairs, { y: rowOf, x: (pair: RiskPair) => Math.max(of(pair), pair.bound ?? 0), text: (pair: RiskPair) => (right(pair) ? `${share(of(pair))}${besideBound(pair, of(pair))}` : null), textAnchor: 'start', dx: 10, fill, fontWeight: 600 }),
    Plot.text(pairs, { y: rowOf, x: of, text: (pair: RiskPair) => (right(pair) ? null : share(of(pair))), textAnchor: 'end', dx: -10, fill, fontWeight: 600 }),
  ]
  return drawPlot({
    width: widthPixels,
    height: (isNarrow ? 52 : 36) * pairs.length + 8,
    marginLeft: isNarrow ? 58 : Math.min(widestLabel, Math.max(40, ...pairs.map((pair) => textWidth(pair.name)))) + 66,
    marginRight: 66, marginTop: isNarrow ? 10 : 2, marginBottom: 6,
    x: { domain: [0, 1], axis: null },
    y: { domain: pairs.map((_, place) => String(place)), axis: null },
    marks: [
      Plot.ruleY(pairs, { y: rowOf, x1: 0, x2: 1, stroke: 'var(--line)' }),
      Plot.tickX(bounded, { y: 'row', x: 'bound', stroke: 'var(--text)', strokeWidth: 2, insetTop: isNarrow ? 12 : 5, insetBottom: isNarrow ? 12 : 5 }),
      Plot.ruleY(pairs, { y: rowOf, x1: 'before', x2: 'after', stroke: 'var(--before)', strokeWidth: 2 }),
      Plot.dot(pairs, { y: rowOf, x: 'before', r: 5.5, stroke: 'var(--before)', strokeWidth: 2, fill: 'var(--ground)' }),
      Plot.dot(pairs, { y: rowOf, x: 'after', r: 5.5, fill: 'var(--after)' }),
      ...text((pair) => pair.before, beforeIsRight, 'var(--soft)'),
      ...text((pair) => pair.after, (pair) => !beforeIsRight(pair), 'var(--link)'),
      isNarrow
        ? Plot.text(pairs, { y: rowOf, frameAnchor: 'left', dx: -58, dy: -20, textAnchor: 'start', text: 'name' })
        : Plot.text(pairs, { y: rowOf, frameAnchor: 'left', dx: -60, textAnchor: 'end', text: (pair: RiskPair) => cutText(pair.name, widestLabel) }),
    ],
  }, { labelId })
}
