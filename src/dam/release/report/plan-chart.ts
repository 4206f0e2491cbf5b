import * as Plot from '@observablehq/plot'
import type { Html } from '#platform/page/html-text.ts'
import type { Tongue } from './language.ts'
import { cutText, drawPlot, textWidth } from '#platform/page/plot-drawing.ts'

/** A cell of the plan, ready to be drawn. */
export interface PlanDot {
  readonly label: string
  readonly share: number
  readonly target: number
  readonly tolerance: number
  readonly isShort: boolean
  /** Too few to show the number: drawn hollow. */
  readonly isSmall: boolean
  /** How many more rows the cell needs; empty where it needs none. */
  readonly needs: string
}

const ROW_PIXELS = 30

/**
 * Each cell's share as a dot on the band that the plan allows, with a tick at the target.
 *
 * A short cell is a triangle, so that it is told without its colour; it says beside it how many rows it needs.
 */
export function planChart(dots: readonly PlanDot[], widthPixels: number, labelId: string, { share }: Tongue): Html {
  const widestLabel = widthPixels * 0.36
  const label = new Map(dots.map((dot) => [dot.label, cutText(dot.label, widestLabel)]))
  const most = Math.max(0.01, ...dots.map((dot) => Math.max(dot.share, Math.min(1, dot.target + dot.tolerance))))
  return drawPlot({
    width: widthPixels,
    height: 42 + ROW_PIXELS * dots.length,
    marginLeft: Math.min(widestLabel, Math.max(40, ...dots.map((dot) => textWidth(dot.label)))) + 10,
    marginRight: 18, marginTop: 4, marginBottom: 34,
    x: { domain: [0, most * 1.05], ticks: 4, tickFormat: (tick: number) => share(tick), label: null, tickSize: 0 },
    y: { domain: dots.map((dot) => dot.label), tickFormat: (name: string) => label.get(name) ?? name, label: null, tickSize: 0 },
    marks: [
      Plot.gridX({ ticks: 4, stroke: 'var(--line)', strokeOpacity: 1 }),
      Plot.barX(dots, { y: 'label', x1: (dot: PlanDot) => Math.max(0, dot.target - dot.tolerance), x2: (dot: PlanDot) => Math.min(1, dot.target + dot.tolerance), fill: 'var(--band)', insetTop: 5, insetBottom: 5 }),
      Plot.tickX(dots, { y: 'label', x: 'target', stroke: 'var(--before)', strokeWidth: 2, insetTop: 3, insetBottom: 3 }),
      Plot.dot(dots.filter((dot) => !dot.isShort), { y: 'label', x: 'share', r: 5.5, stroke: 'var(--after)', strokeWidth: 2, fill: (dot: PlanDot) => (dot.isSmall ? 'var(--ground)' : 'var(--after)') }),
      Plot.dot(dots.filter((dot) => dot.isShort), { y: 'label', x: 'share', r: 5.5, symbol: 'triangle', stroke: 'var(--short)', strokeWidth: 2, fill: (dot: PlanDot) => (dot.isSmall ? 'var(--ground)' : 'var(--short)') }),
      Plot.text(dots.filter((dot) => dot.isShort), { y: 'label', x: (dot: PlanDot) => dot.share, text: 'needs', textAnchor: 'start', dx: 12, fill: 'var(--short)', stroke: 'var(--ground)', strokeWidth: 4, fontWeight: 600 }),
    ],
  }, { labelId })
}
