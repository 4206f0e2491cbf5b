import { isDropped } from '#dam/recipe/column-steps.ts'
import type { PrivacyReport } from '#dam/dataset/reports.ts'
import { chartFigure } from './chart-figure.ts'
import { type Html, html } from '#platform/page/html-text.ts'
import { labelChart, type LabelPair } from './label-chart.ts'
import type { Tongue } from './language.ts'
import { pageSection } from './page-section.ts'
import type { ReportInput } from './report-input.ts'
import { leastShown, showBefore } from './shown-before.ts'
import { type ShareSpan, spanChart } from './span-chart.ts'
import { recipeColumn } from './treatment-words.ts'
import { spansOf, type ValueSpan } from './value-span.ts'

type Distribution = PrivacyReport['distributions'][number]

/** Values of a column that are drawn as bars; the rest stand together in one. */
const MOST_BARS = 9
/** Rows of the table behind a picture. */
const MOST_ROWS = 40

/** Each released column as delivered and as released. Nothing where no distribution was kept. */
export function distributionSection({ privacy, recipe }: ReportInput, tongue: Tongue): Html | null {
  const { say } = tongue
  const shown = privacy.distributions.filter(({ column }) => {
    const treated = recipeColumn(recipe, column)
    return treated !== undefined && treated.role !== 'identifier' && treated.role !== 'text' && !isDropped(treated)
  })
  if (shown.length === 0) return null
  return pageSection({
    id: 'distributions', title: say('처리 앞과 뒤의 모습', 'Columns before and after'),
    lead: say('회색은 받은 그대로, 파랑은 공개한 것입니다. 묶어도 모습이 남았는지 견주어 보세요.', 'Grey is as delivered, blue is as released. See how much of the shape is left.'),
    body: html`<div class="pair">${shown.map((distribution, place) => distributionFigure(distribution, privacy, place, tongue))}</div>`,
  }, tongue)
}

function distributionFigure(distribution: Distribution, privacy: PrivacyReport, place: number, tongue: Tongue): Html {
  const { say, count, share } = tongue
  const least = leastShown(privacy)
  const { before, restBefore } = showBefore(distribution, least)
  const { after, restAfter } = distribution
  const total = (labels: Distribution['after'], rest: number) => labels.reduce((sum, label) => sum + label.count, rest)
  const [rowsBefore, rowsAfter] = [total(before, restBefore), total(after, restAfter)]
  const shareBefore = (rows: number) => (rowsBefore === 0 ? 0 : rows / rowsBefore)
  const shareAfter = (rows: number) => (rowsAfter === 0 ? 0 : rows / rowsAfter)
  const cost = privacy.columns.find(({ column }) => column === distribution.column)
  const starred = after.find(({ value }) => value === '*')?.count ?? 0
  const pairs = pairsOf({ before, after }, shareBefore, shareAfter, tongue)
  const rest: LabelPair = { label: say('나머지', 'the rest'), before: shareBefore(restBefore), after: shareAfter(restAfter) }
  const all = restBefore + restAfter > 0 ? [...pairs, rest] : pairs
  const axes = axesOf({ ...distribution, before }, shareBefore, shareAfter)
  const most = after.filter(({ value }) => value !== '*').toSorted((one, other) => other.count - one.count)[0]
  return chartFigure({
    id: `distribution-${place + 1}`, title: distribution.column,
    sentence: say(
      `${isUnchanged({ ...distribution, before }) ? '값을 바꾸지 않았습니다.' : `잃은 정보 ${share(cost?.loss ?? 0)}.`}${most ? ` 공개한 값 가운데 ‘${most.value ?? '빈 값'}’이(가) ${share(shareAfter(most.count))}로 가장 많습니다.` : ''}${starred > 0 ? ` ${share(shareAfter(starred))}는 *로 가렸습니다.` : ''}`,
      `${isUnchanged({ ...distribution, before }) ? 'The values were not changed.' : `Loss ${share(cost?.loss ?? 0)}.`}${most ? ` The commonest released value is “${most.value ?? 'missing'}” with ${share(shareAfter(most.count))}.` : ''}${starred > 0 ? ` ${share(shareAfter(starred))} read *.` : ''}`),
    draw: (width, labelId) => (axes ? spanChart(axes.before, axes.after, axes.kind, width, labelId) : labelChart(fewest(pairs, rest), width, labelId, tongue)),
    table: {
      caption: `${distribution.column}${all.length > MOST_ROWS ? say(` (많은 순서로 ${count(MOST_ROWS)}개)`, ` (the ${count(MOST_ROWS)} commonest)`) : ''}`,
      columns: [{ heading: say('값', 'Value') }, { heading: say('받은 그대로', 'As delivered'), numbers: true }, { heading: say('공개한 것', 'As released'), numbers: true }],
      rows: all.slice(0, MOST_ROWS).map((pair) => [pair.label, pair.before === undefined ? '—' : share(pair.before), pair.after === undefined ? '—' : share(pair.after)]),
    },
  }, tongue)
}

/** Labels side by side: released ones first, then those which only the delivery had. */
function pairsOf({ before, after }: Pick<Distribution, 'before' | 'after'>, shareBefore: (rows: number) => number, shareAfter: (rows: number) => number, { say }: Tongue): LabelPair[] {
  const counted = new Map(before.map(({ value, count }) => [value, count]))
  const released = new Set(after.map(({ value }) => value))
  const label = (value: string | null) => value ?? say('빈 값', 'missing')
  const sorted = (labels: Distribution['after']) => labels.toSorted((one, other) => other.count - one.count)
  return [
    ...sorted(after).map(({ value, count }) => ({ label: label(value), before: counted.has(value) ? shareBefore(counted.get(value) ?? 0) : undefined, after: shareAfter(count) })),
    ...sorted(before.filter(({ value }) => !released.has(value))).map(({ value, count }) => ({ label: label(value), before: shareBefore(count) })),
  ]
}

/** The commonest labels, and all others in one: those as delivered and those as released each get half of the room where they differ. */
function fewest(pairs: readonly LabelPair[], rest: LabelPair): LabelPair[] {
  const released = pairs.filter(({ after }) => after !== undefined)
  const gone = pairs.filter(({ after }) => after === undefined)
  const room = gone.length === 0 ? MOST_BARS : Math.ceil(MOST_BARS / 2)
  const left = [...released.slice(room), ...gone.slice(MOST_BARS - room)]
  const sum = (of: (pair: LabelPair) => number | undefined) => left.reduce((total, pair) => total + (of(pair) ?? 0), of(rest) ?? 0)
  const together = { label: rest.label, before: sum(({ before }) => before), after: sum(({ after }) => after) }
  return [...released.slice(0, room), ...gone.slice(0, MOST_BARS - room), ...(together.before + together.after > 0 ? [together] : [])]
}

/** Share of the delivered rows which must have a place on the axis before their bars are drawn. */
const MOSTLY = 0.5

function axesOf({ before, after }: Distribution, shareBefore: (rows: number) => number, shareAfter: (rows: number) => number): { kind: 'number' | 'date'; before: ShareSpan[]; after: ShareSpan[] } | undefined {
  const [delivered, released] = [spansOf(before), spansOf(after)]
  if (released === undefined || released.spans.length < 3) return undefined
  const share = (of: (rows: number) => number) => ({ from, to, count }: ValueSpan & { count: number }): ShareSpan => ({ from, to, share: of(count) })
  const bars = delivered?.kind === released.kind ? delivered.spans.map(share(shareBefore)) : []
  const isEnough = bars.reduce((total, bar) => total + bar.share, 0) >= MOSTLY
  return { kind: released.kind, before: isEnough ? bars : [], after: released.spans.map(share(shareAfter)) }
}

function isUnchanged({ before, after, restBefore, restAfter }: Distribution): boolean {
  const counted = new Map(before.map(({ value, count }) => [value, count]))
  return restBefore === restAfter && before.length === after.length && after.every(({ value, count }) => counted.get(value) === count)
}
