import type { ColumnProfile } from '#dam/dataset/reports.ts'
import type { DATE_STEPS, Hierarchy } from './hierarchy.ts'

/** A hierarchy, and in a clause why this one. */
export interface ProposedHierarchy {
  readonly hierarchy: Hierarchy
  readonly because: string
}

/** With so few different values, a value and then `*` is hierarchy enough. */
const FEW_VALUES = 10
const DAYS_OF_YEAR = 365.25
const SECONDS_OF_DAY = 86_400
/** Beyond these, widths would be no numbers that anyone reads. */
const SMALLEST_SPAN = 1e-9
const LARGEST_SPAN = 1e18
/** The look of a code is taken for the column's when so many values have it. */
const CODE_SHARE = 0.95

/** How a quasi-identifier's values could become coarser, judged by type, range and look; undefined leaves value and `*`. */
export function proposeHierarchy(column: ColumnProfile): ProposedHierarchy | undefined {
  if (column.type === 'date' || column.type === 'timestamp') return fromDates(column)
  if (column.distinct <= FEW_VALUES) return undefined
  if (column.type === 'text') return fromCode(column)
  if (column.type !== 'integer' && column.type !== 'decimal') return undefined
  return fromPostcode(column) ?? fromNumbers(column)
}

function fromDates({ type, range }: ColumnProfile): ProposedHierarchy | undefined {
  if (!range) return undefined
  const years = (range.max - range.min) / (type === 'date' ? 1 : SECONDS_OF_DAY) / DAYS_OF_YEAR
  const steps = (date: (typeof DATE_STEPS)[number][]) => (type === 'date' ? date : ['day' as const, ...date])
  const because = years < 1 ? 'its dates lie within a year' : `its dates span ${Math.round(years)} year${Math.round(years) === 1 ? '' : 's'}`
  if (years <= 2) return { hierarchy: { date: steps(['month', 'quarter', 'year']) }, because }
  if (years <= 10) return { hierarchy: { date: steps(['month', 'quarter', 'year', '5-years']) }, because }
  if (years <= 30) return { hierarchy: { date: steps(['month', 'year', '5-years', '10-years']) }, because }
  return { hierarchy: { date: steps(['month', 'year', '5-years', '10-years', '20-years']) }, because }
}

/** Codes of one length but for a few, such as postcodes and classifications: their first characters are the coarser code. */
function fromCode({ pattern }: ColumnProfile): ProposedHierarchy | undefined {
  if (!pattern || pattern.share < CODE_SHARE || !/^[A-Za-z]{0,3}[9.-]*9[9.-]*$/.test(pattern.shape)) return undefined
  const characters = Array.from(pattern.shape).length
  return characters < 3 || characters > 12 ? undefined : { hierarchy: { prefix: prefixOf(characters) }, because: `its values are codes of ${characters} characters` }
}

function fromPostcode({ name, type, length }: ColumnProfile): ProposedHierarchy | undefined {
  if (type !== 'integer' || !/zip|post|우편/i.test(name) || !length || length.min !== length.max || length.max < 4) return undefined
  return { hierarchy: { prefix: prefixOf(length.max) }, because: `its values are postcodes of ${length.max} digits` }
}

function prefixOf(characters: number): number[] {
  const lengths = [Math.ceil(characters * 0.6), Math.floor(characters * 0.4), 0]
  return lengths.filter((length, place) => length < characters && length !== lengths[place - 1])
}

function fromNumbers({ type, range, quantiles }: ColumnProfile): ProposedHierarchy | undefined {
  if (!range || !(range.max - range.min > SMALLEST_SPAN) || range.max - range.min > LARGEST_SPAN) return undefined
  const isWhole = type === 'integer'
  if (isWhole && range.min >= 1800 && range.max <= 2200) return { hierarchy: { intervals: [5, 10, 20] }, because: `its values look like years, from ${range.min} to ${range.max}` }
  if (isWhole && range.min >= 0 && range.max > 20 && range.max <= 130) return { hierarchy: { intervals: [5, 10, 20, 40] }, because: `its values go from ${range.min} to ${range.max}` }
  const span = range.max - range.min
  const middle = spread(quantiles) ?? span
  const widths = [...ladder(Math.max(middle / 20, isWhole ? 2 : 0, span / 1e6))].slice(0, 12)
  const enough = widths.findIndex((width) => width >= span / 2)
  const intervals = thinned(enough < 0 ? widths : widths.slice(0, enough + 1))
  return intervals.length === 0 ? undefined : { hierarchy: { intervals }, because: 'it holds numbers; the widths follow from where most of them lie' }
}

/** How far apart the lower and upper ends of most values are: long tails must not make every interval too wide. */
function spread(quantiles: ColumnProfile['quantiles']): number | undefined {
  const ends = (quantiles ?? []).filter(({ share }) => share >= 0.05 && share <= 0.95).map(({ value }) => value)
  const apart = Math.max(...ends) - Math.min(...ends)
  return apart > 0 && Number.isFinite(apart) ? apart : undefined
}

/** Round widths from `least` on, each a multiple of the one before: 1 5 10 50 100, or 2 10 20 100. */
function* ladder(least: number): Generator<number> {
  const power = Math.floor(Math.log10(least))
  const first = [1, 2, 5, 10].find((digit) => Number(`${digit}e${power}`) >= least * 0.999) ?? 10
  // After 1 comes 5, after 2 and 5 their next power of ten, so that 2 and 5 never follow each other.
  const digits = first === 2 ? [2, 10] : first === 5 ? [5, 10] : [1, 5]
  const start = first === 10 ? power + 1 : power
  for (let step = 0; step < 40; step++) yield Number(`${digits[step % 2]}e${start + Math.floor(step / 2)}`)
}

/** At most five levels: every second one is left out of longer ladders, the widest stays. */
function thinned(widths: readonly number[]): number[] {
  return widths.length <= 5 ? [...widths] : thinned(widths.filter((_, place) => (widths.length - 1 - place) % 2 === 0))
}
