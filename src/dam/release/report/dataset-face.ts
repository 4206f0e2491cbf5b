import type { PrivacyReport } from '#dam/dataset/reports.ts'
import { type Html, html } from '#platform/page/html-text.ts'
import { spansOf } from './value-span.ts'

const WIDTH = 720
const HEIGHT = 84
const GAP = 10
const MOST_BARS = 12
const COLOURS = ['face-1', 'face-2', 'face-3', 'face-4', 'face-5'] as const

/** The face of a data set: one small distribution a released column, side by side. Only decoration: it is said in full further down. */
export function datasetFace(distributions: PrivacyReport['distributions']): Html | null {
  const strips = distributions.map(({ after }) => heights(after)).filter((bars) => bars.length > 0)
  if (strips.length === 0) return null
  const strip = (WIDTH - GAP * (strips.length - 1)) / strips.length
  const bars = strips.flatMap((heightsOfColumn, column) => heightsOfColumn.map((height, place) => {
    const width = strip / heightsOfColumn.length
    const tall = Math.max(2, height * HEIGHT)
    return html`<rect class="${COLOURS[column % COLOURS.length]}" x="${pixels(column * (strip + GAP) + place * width)}" y="${pixels(HEIGHT - tall)}" width="${pixels(Math.max(1, width - 1))}" height="${pixels(tall)}"/>`
  }))
  return html`<svg class="face" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">${bars}</svg>`
}

/** Bars of a column, 0 to 1: in the order of its axis where it has one, else the most frequent first; neighbours put together where many. */
function heights(labels: PrivacyReport['distributions'][number]['after']): number[] {
  const counts = spansOf(labels)?.spans.map(({ count }) => count) ?? labels.map(({ count }) => count).toSorted((one, other) => other - one)
  const each = Math.ceil(counts.length / MOST_BARS)
  const bars = Array.from({ length: Math.ceil(counts.length / Math.max(1, each)) }, (_, bar) => counts.slice(bar * each, bar * each + each).reduce((total, count) => total + count, 0))
  const most = Math.max(...bars)
  return most > 0 ? bars.map((bar) => bar / most) : []
}

function pixels(length: number): string {
  return String(Math.round(length * 10) / 10)
}
