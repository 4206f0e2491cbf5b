import * as Plot from '@observablehq/plot'
import type { Html } from '#platform/page/html-text.ts'
import { drawPlot } from '#platform/page/plot-drawing.ts'
import type { SpanKind, ValueSpan } from './value-span.ts'

/** A span with the share of all rows that lie in it. */
export interface ShareSpan extends ValueSpan {
  readonly share: number
}

/**
 * A column of numbers or dates: as delivered in grey bars, as released in a blue outline.
 *
 * Heights are shares per unit of the axis, so that areas can be compared whatever the widths.
 */
export function spanChart(before: readonly ShareSpan[], after: readonly ShareSpan[], kind: SpanKind, widthPixels: number, labelId: string): Html {
  const height = ({ from, to, share }: ShareSpan) => share / (to - from)
  const date = (day: number) => new Date(day * 86_400_000)
  const place = (value: number) => (kind === 'date' ? date(value) : value)
  const all = [...before, ...after]
  return drawPlot({
    width: widthPixels, height: 190, marginLeft: 8, marginRight: 20, marginTop: 8, marginBottom: 28,
    x: { type: kind === 'date' ? 'utc' : 'linear', domain: [place(Math.min(...all.map((span) => span.from))), place(Math.max(...all.map((span) => span.to)))], label: null, ticks: widthPixels < 400 ? 4 : 6, tickSize: 4 },
    y: { axis: null, domain: [0, Math.max(...all.map(height)) * 1.04] },
    marks: [
      Plot.rect(before, { x1: (span: ShareSpan) => place(span.from), x2: (span: ShareSpan) => place(span.to), y1: 0, y2: height, fill: 'var(--before-fill)', stroke: 'var(--before)', strokeWidth: 0.6 }),
      Plot.lineY(outline(after), { x: (point: Point) => place(point.at), y: 'height', stroke: 'var(--after)', strokeWidth: 2.5, strokeLinejoin: 'round' }),
      Plot.ruleY([0], { stroke: 'var(--line-strong)' }),
    ],
  }, { labelId })
}

interface Point { readonly at: number; readonly height: number }

/** The outline of bars that stand in a row, back to the ground between those that do not touch. */
function outline(spans: readonly ShareSpan[]): Point[] {
  return spans.flatMap(({ from, to, share }, place): Point[] => {
    const height = share / (to - from)
    const touchesBefore = spans[place - 1]?.to === from
    const touchesAfter = spans[place + 1]?.from === to
    return [...(touchesBefore ? [] : [{ at: from, height: 0 }]), { at: from, height }, { at: to, height }, ...(touchesAfter ? [] : [{ at: to, height: 0 }])]
  })
}
