/** The numbers that a label stands for: from `from` up to, but not including, `to`. */
export interface ValueSpan {
  readonly from: number
  readonly to: number
}

/** A value with its count, as reports hold them. */
interface Counted {
  readonly value: string | null
  readonly count: number
}

/** Which quantity labels stand for: numbers, or days since 1970-01-01. */
export type SpanKind = 'number' | 'date'

/**
 * The span that a label of a number, an interval, a date or a range of years stands for; undefined for any other text.
 * A single number or day is a span of no width, given one by `widenPoints`.
 */
export function spanOf(label: string): (ValueSpan & { readonly kind: SpanKind }) | undefined {
  const interval = /^\[(-?[\d.]+), (-?[\d.]+)\)$/.exec(label)
  if (interval) return numbers(Number(interval[1]), Number(interval[2]))
  const years = /^(\d{4})–(\d{4})$/.exec(label)
  if (years) return days(Number(years[1]), 0, 1, Number(years[2]) + 1, 0, 1)
  const quarter = /^(\d{4})-Q([1-4])$/.exec(label)
  if (quarter) return days(Number(quarter[1]), Number(quarter[2]) * 3 - 3, 1, Number(quarter[1]), Number(quarter[2]) * 3, 1)
  const date = /^(\d{4})-(\d\d)(?:-(\d\d))?$/.exec(label)
  if (date) {
    const [year, month, day] = [Number(date[1]), Number(date[2]) - 1, Number(date[3] ?? 1)]
    return date[3] === undefined ? days(year, month, 1, year, month + 1, 1) : days(year, month, day, year, month, day + 1)
  }
  return /^-?\d+(\.\d+)?$/.test(label) ? numbers(Number(label), Number(label)) : undefined
}

/** Share of the named rows which must stand on an axis before a column is drawn on one. */
const MOSTLY = 0.9

/** The labels on one axis, in its order; undefined when too few of the rows have a place there. */
export function spansOf(labels: readonly Counted[]): { kind: SpanKind; spans: readonly (ValueSpan & { count: number })[] } | undefined {
  const named = labels.filter((label) => label.value !== null && label.value !== '*')
  const placed = named.flatMap(({ value, count }) => {
    const span = spanOf(value ?? '')
    return span === undefined ? [] : [{ ...span, count }]
  })
  const kind = placed[0]?.kind
  const spans = placed.filter((span) => span.kind === kind)
  const rows = (some: readonly { count: number }[]) => some.reduce((total, { count }) => total + count, 0)
  if (kind === undefined || rows(spans) < MOSTLY * rows(named)) return undefined
  return { kind, spans: widenPoints(spans).toSorted((one, other) => one.from - other.from) }
}

/** Gives points the width of the least distance between them, and nothing to spans that have one. */
function widenPoints<Span extends ValueSpan>(spans: readonly Span[]): Span[] {
  const points = spans.filter(({ from, to }) => from === to).map(({ from }) => from).toSorted((one, other) => one - other)
  const gaps = points.slice(1).map((point, place) => point - (points[place] ?? point)).filter((gap) => gap > 0)
  const width = gaps.length === 0 ? 1 : Math.min(...gaps)
  return spans.map((span) => (span.from === span.to ? { ...span, to: span.from + width } : span))
}

function numbers(from: number, to: number): (ValueSpan & { kind: SpanKind }) | undefined {
  return Number.isFinite(from) && Number.isFinite(to) && from <= to ? { kind: 'number', from, to } : undefined
}

function days(...[year, month, day, toYear, toMonth, toDay]: [number, number, number, number, number, number]): ValueSpan & { kind: SpanKind } {
  const dayNumber = (...date: [number, number, number]) => Date.UTC(...date) / 86_400_000
  return { kind: 'date', from: dayNumber(year, month, day), to: dayNumber(toYear, toMonth, toDay) }
}
