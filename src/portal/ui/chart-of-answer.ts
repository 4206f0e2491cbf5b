import type { QueryAnswer } from '#dam/catalogue/query/query-answers.ts'

/** What can be drawn of an answer: one column of labels or times, one of numbers. */
export type AnswerDrawing =
  | { readonly kind: 'bars' | 'line'; readonly label: string; readonly measure: string; readonly points: readonly { readonly label: string; readonly value: number }[]; readonly left: number }
  | { readonly kind: 'none' }

const MOST_BARS = 40
const MOST_POINTS = 2000

/**
 * Chooses the drawing of an answer: a line over times or rising numbers, bars over anything else. Rows beyond what can be
 * told apart are left out, and counted in `left`.
 */
export function chartOfAnswer({ columns, rows }: Pick<QueryAnswer, 'columns' | 'rows'>): AnswerDrawing {
  const measureAt = columns.findIndex(({ kind }, place) => kind === 'number' && (place > 0 || columns.length === 1))
  const labelAt = columns.findIndex((_, place) => place !== measureAt)
  const measure = columns[measureAt]
  if (!measure || rows.length === 0) return { kind: 'none' }
  const label = columns[labelAt]
  const points = rows.flatMap((row, place) => {
    const value = row[measureAt]
    return typeof value === 'number' ? [{ label: label ? String(row[labelAt] ?? '–') : String(place + 1), value }] : []
  })
  if (points.length === 0) return { kind: 'none' }
  const isLine = points.length > 2 && (label?.kind === 'time' || (label?.kind === 'number' && isRising(points.map((point) => Number(point.label)))))
  const most = isLine ? MOST_POINTS : MOST_BARS
  return { kind: isLine ? 'line' : 'bars', label: label?.name ?? '', measure: measure.name, points: points.slice(0, most), left: Math.max(0, points.length - most) }
}

function isRising(values: readonly number[]): boolean {
  return values.every((value, place) => place === 0 || value > (values[place - 1] ?? Infinity))
}
