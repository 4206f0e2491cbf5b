import * as Plot from '@observablehq/plot'
import type { PrivacyReport } from '#dam/dataset/reports.ts'
import type { Html } from '#platform/page/html-text.ts'
import type { Tongue } from './language.ts'
import { drawPlot } from '#platform/page/plot-drawing.ts'

/** How many classes have a size from `from` to `to`, both included; `to` is infinite for the last. */
export interface SizeBin {
  readonly from: number
  readonly to: number
  readonly classes: number
  /** Members of these classes: rows, or persons. */
  readonly members: number
}

/** Sizes where bins begin: roughly doubling, so that small classes are seen apart and large ones fit. */
const EDGES = [1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000]

/** Class sizes in bins. One begins at the smallest size that is allowed, so that a class too small stands apart. */
export function sizeBins(classSizes: PrivacyReport['classSizes'], smallestAllowed: number): SizeBin[] {
  const largest = Math.max(0, ...classSizes.map(({ size }) => size))
  const edges = [...new Set([...EDGES, smallestAllowed])].toSorted((one, other) => one - other).filter((edge) => edge <= largest)
  const bins = edges.map((from, place): SizeBin => {
    const to = (edges[place + 1] ?? Infinity) - 1
    const inside = classSizes.filter(({ size }) => size >= from && size <= to)
    return { from, to, classes: inside.reduce((total, { classes }) => total + classes, 0), members: inside.reduce((total, { size, classes }) => total + size * classes, 0) }
  })
  const first = bins.findIndex(({ classes }) => classes > 0)
  return first < 0 ? [] : bins.slice(first)
}

/** A bin's sizes in words: 5–9, 1,000+. */
export function binLabel({ from, to }: SizeBin, { count }: Tongue): string {
  if (to === Infinity) return `${count(from)}+`
  return from === to ? count(from) : `${count(from)}–${count(to)}`
}

/** Bars of classes by size, each with its count above. */
export function classSizeChart(bins: readonly SizeBin[], smallestAllowed: number, widthPixels: number, labelId: string, tongue: Tongue): Html {
  const label = (bin: SizeBin) => binLabel(bin, tongue)
  const isCrowded = bins.length * 52 > widthPixels
  return drawPlot({
    width: widthPixels, height: isCrowded ? 236 : 210,
    marginLeft: 6, marginRight: 6, marginTop: 24, marginBottom: isCrowded ? 62 : 30,
    x: { domain: bins.map(label), label: null, tickSize: 0, padding: 0.12, ...(isCrowded ? { tickRotate: -45 } : {}) },
    y: { axis: null },
    marks: [
      Plot.barY(bins, { x: label, y: 'classes', fill: (bin: SizeBin) => (bin.from < smallestAllowed ? 'var(--failed)' : 'var(--after)') }),
      Plot.ruleY([0], { stroke: 'var(--line-strong)' }),
      Plot.text(bins, { x: label, y: 'classes', text: (bin: SizeBin) => tongue.count(bin.classes), dy: -9 }),
    ],
  }, { labelId })
}
