import * as Plot from '@observablehq/plot'
import type { Html } from '#platform/page/html-text.ts'
import { drawPlot } from '#platform/page/plot-drawing.ts'
import type { ExploredChoice } from './mark-front.ts'
import { attackOf, choiceInWords } from './tell-choices.ts'

/** A point of a picture. */
interface Mark {
  readonly x: number
  readonly y: number
  readonly choice: ExploredChoice
}

const RECODING_COLOURS = { domain: ['global', 'strict-local', 'free-local'], range: ['var(--global)', 'var(--strict)', 'var(--free)'] }

/** Loss beside the best attack, k beside each point; the front is filled and joined, the own choice ringed, what cannot be released crossed. */
export function drawTradeoff(choices: readonly ExploredChoice[], label: string): Html {
  const marks = choices.flatMap((choice): Mark[] => {
    const y = attackOf(choice)
    return choice.outcome && y !== undefined ? [{ x: choice.outcome.scores.loss, y: 100 * y, choice }] : []
  })
  const front = marks.filter(({ choice }) => choice.isOnFront).toSorted((a, b) => a.x - b.x || b.y - a.y)
  const beaten = marks.filter(({ choice }) => !choice.isOnFront && choice.because === undefined)
  const barred = marks.filter(({ choice }) => choice.because !== undefined)
  // Labels of one recoding stand below its points and the others above, because their points often lie close.
  const labels = Map.groupBy(labelled(marks), ({ recoding }) => (recoding === 'strict-local' ? 17 : -14))
  return drawPlot({
    width: 760, height: 440, marginLeft: 64, marginBottom: 48, marginRight: 40, marginTop: 28, grid: true, color: RECODING_COLOURS,
    x: { label: 'Information lost (Loss)', zero: true, nice: true }, y: { label: 'Best attack beyond chance, points of percent', zero: true, nice: true },
    marks: [
      Plot.line(front, { x: 'x', y: 'y', stroke: 'var(--soft)', strokeDasharray: '4 4', curve: 'step-after' }),
      Plot.dot(beaten, { x: 'x', y: 'y', stroke: recodingOf, fill: 'var(--ground)', r: 5, strokeWidth: 2 }),
      Plot.dot(front, { x: 'x', y: 'y', stroke: recodingOf, fill: recodingOf, r: 5, strokeWidth: 2 }),
      Plot.dot(barred, { x: 'x', y: 'y', stroke: recodingOf, symbol: 'times', r: 5, strokeWidth: 2 }),
      Plot.dot(marks.filter(({ choice }) => choice.isOwn), { x: 'x', y: 'y', stroke: 'var(--text)', r: 10, strokeWidth: 1.5 }),
      ...Array.from(labels, ([dy, texts]) => Plot.text(texts, { x: 'x', y: 'y', text: 'words', dy, fill: 'recoding', stroke: 'var(--ground)', strokeWidth: 4 })),
    ],
  }, { label })
}

/** One figure by k, one line a recoding. */
export function drawByK(choices: readonly ExploredChoice[], { label, axis, valueOf }: { label: string; axis: string; valueOf: (choice: ExploredChoice) => number | undefined }): Html {
  const marks = choices.flatMap((choice) => {
    const y = valueOf(choice)
    return y === undefined ? [] : [{ x: choice.k, y, choice }]
  })
  return drawPlot({
    width: 380, height: 260, marginLeft: 56, marginBottom: 44, marginRight: 20, marginTop: 28, color: RECODING_COLOURS,
    x: { type: 'point', label: 'k', domain: [...new Set(choices.map(({ k }) => k))].toSorted((a, b) => a - b) }, y: { label: axis, zero: true, nice: true, grid: true },
    marks: [
      Plot.line(marks.filter(({ choice }) => choice.because === undefined), { x: 'x', y: 'y', z: recodingOf, stroke: recodingOf, strokeWidth: 1.5 }),
      Plot.dot(marks, { x: 'x', y: 'y', stroke: recodingOf, r: 4, strokeWidth: 2, symbol: ({ choice }: Mark) => (choice.because === undefined ? 'circle' : 'times') }),
      Plot.dot(marks.filter(({ choice }) => choice.isOwn), { x: 'x', y: 'y', stroke: 'var(--text)', r: 8, strokeWidth: 1.5 }),
    ],
    symbol: { domain: ['circle', 'times'], range: ['circle', 'times'] },
  }, { label })
}

function recodingOf({ choice }: Mark): string {
  return choice.recoding
}

/** One label for all choices of a recoding that lie on one point. */
function labelled(marks: readonly Mark[]): { x: number; y: number; recoding: string; words: string }[] {
  const atPoint = Map.groupBy(marks, ({ x, y, choice }) => `${x.toPrecision(6)} ${y.toPrecision(6)} ${choice.recoding}`)
  return Array.from(atPoint.values()).flatMap((same) => same.slice(0, 1).map(({ x, y, choice: { recoding } }) => (
    { x, y, recoding, words: `k ${same.map(({ choice }) => choice.k).join(', ')}` }
  )))
}

/** What the first picture shows, for who cannot see it. */
export function tradeoffInWords(choices: readonly ExploredChoice[]): string {
  const front = choices.filter(({ isOnFront }) => isOnFront)
  const told = front.map((choice) => `${choiceInWords(choice)}: loss ${choice.outcome?.scores.loss.toFixed(4) ?? ''}, best attack ${(100 * (attackOf(choice) ?? 0)).toFixed(2)} points beyond chance`)
  return told.length === 0 ? 'No choice can be released.' : `No other choice has both less loss and less of the best attack than these: ${told.join('; ')}.`
}
