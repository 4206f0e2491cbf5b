import type { DATE_STEPS } from '#dam/recipe/hierarchy.ts'
import type { LeafLabels, Leaves } from './leaf-labels.ts'

type DateStep = (typeof DATE_STEPS)[number]

const DAY_MILLISECONDS = 86_400_000
const SPAN_YEARS = { year: 1, '2-years': 2, '5-years': 5, '10-years': 10, '20-years': 20 } as const

/** Months, quarters, years, spans of years. A leaf of the domain is one day. */
export function labelDates(leaves: Leaves, steps: readonly DateStep[]): LeafLabels {
  const spans = leaves.numbers.map((day) => (day === null ? undefined : steps.map((step) => spanOf(day, step))))
  let first = Infinity
  let last = -Infinity
  spans.forEach((levels, leaf) => {
    const coarsest = levels?.at(-1)
    if (!coarsest || !leaves.rows[leaf]) return
    first = Math.min(first, coarsest.start)
    last = Math.max(last, coarsest.end)
  })
  return {
    above: spans.map((levels) => levels?.map(({ label }) => label)),
    leavesUnder(leaf, level) {
      const span = spans[leaf]?.[level - 1]
      return span ? span.end - span.start : 1
    },
    domain: first < last ? last - first : 0,
  }
}

/** One calendar span: its first day and the day after its last, counted from 1970-01-01. */
interface DateSpan {
  readonly label: string
  readonly start: number
  readonly end: number
}

function spanOf(day: number, step: DateStep): DateSpan {
  const date = new Date(day * DAY_MILLISECONDS)
  const year = date.getUTCFullYear()
  const month = date.getUTCMonth()
  const monthText = `${yearText(year)}-${String(month + 1).padStart(2, '0')}`
  if (step === 'day') return { label: `${monthText}-${String(date.getUTCDate()).padStart(2, '0')}`, start: day, end: day + 1 }
  if (step === 'month') return { label: monthText, start: dayOf(year, month), end: dayOf(year, month + 1) }
  if (step === 'quarter') {
    const quarter = Math.floor(month / 3)
    return { label: `${yearText(year)}-Q${quarter + 1}`, start: dayOf(year, quarter * 3), end: dayOf(year, quarter * 3 + 3) }
  }
  const years = SPAN_YEARS[step]
  const from = Math.floor(year / years) * years
  const label = years === 1 ? yearText(from) : `${yearText(from)}\u2013${yearText(from + years - 1)}`
  return { label, start: dayOf(from, 0), end: dayOf(from + years, 0) }
}

/** Days since 1970-01-01 of the first of a month; Date.UTC would read the years 0 to 99 as 1900 to 1999. */
function dayOf(year: number, month: number): number {
  const date = new Date(0)
  date.setUTCFullYear(year, month, 1)
  return Math.round(date.getTime() / DAY_MILLISECONDS)
}

function yearText(year: number): string {
  return String(year).padStart(4, '0')
}
