import type { Crossing, FairnessCell, FairnessReport } from '#dam/dataset/fairness-report.ts'
import { chartFigure } from './chart-figure.ts'
import { apartWords, bothEnds } from './fairness-words.ts'
import { groupName } from './group-figure.ts'
import type { Html } from '#platform/page/html-text.ts'
import type { Tongue } from './language.ts'
import { rateChart, type RateDot } from './rate-chart.ts'
import { rateTogether, togetherSentence, togetherWords } from './together-words.ts'

/** More cells than this are not drawn; the table holds them all. */
const MOST_DRAWN = 16

/** How often the outcome is favourable, group by group; nothing where no group may be judged. A rate of fewer rows than `least` is not told. */
export function outcomeFigure(crossing: Crossing, { whole, label, crossings }: FairnessReport, least: number, tongue: Tongue): Html | null {
  const { say, share, count } = tongue
  const { by, cells, rest } = crossing
  const told = cells.filter(({ label: own }) => own.rate !== null)
  const judged = told.filter(({ gap }) => gap !== null).toSorted((one, other) => (one.label.rate ?? 0) - (other.label.rate ?? 0))
  if (judged.length === 0) return null
  const small = told.filter(({ gap }) => gap === null)
  const names = by.join(' × ')
  const groups = small.length + (rest?.cells ?? 0)
  const together = groups === 0 ? undefined : rateTogether(whole.label, judged.map((cell) => cell.label), least)
  const words = togetherWords(tongue)
  const drawn = bothEnds(judged, MOST_DRAWN)
  const dots: RateDot[] = [
    ...drawn.map((cell) => ({ label: groupName(cell), rate: cell.label.rate ?? 0, low: cell.label.low ?? undefined, high: cell.label.high ?? undefined })),
    ...(together ? [{ label: words.drawn, rate: together.rate, isGrey: true }] : []),
  ]
  const drawnOnly = drawn.length < judged.length ? say(` 그림에는 가장 낮은 집단과 가장 높은 집단 ${count(drawn.length)}개만 있습니다.`, ` The picture shows only the ${count(drawn.length)} lowest and highest.`) : ''
  const notJudged = whole.rows - judged.reduce((sum, { rows }) => sum + rows, 0)
  return chartFigure({
    id: `outcome-${crossings.indexOf(crossing)}`, title: say(`결과 ‘${label.column}’: ${names}`, `Outcome “${label.column}”: ${names}`), level: 4,
    sentence: outcomeSentence(crossing, judged, tongue) + togetherSentence(groups, notJudged, tongue) + drawnOnly,
    legend: [{ swatch: 'dot', words: say('비율', 'rate') }, { swatch: 'line-before', words: say('95 % 구간', '95 % interval') }, { swatch: 'line-dashed', words: say('전체', 'all rows') }, ...(together ? [{ swatch: 'dot-grey', words: words.legend }] : [])],
    draw: (width, labelId) => rateChart(dots, { whole: whole.label.rate ?? undefined, most: Math.max(whole.label.rate ?? 0, ...dots.map(({ rate, high }) => high ?? rate)) }, width, labelId, tongue),
    table: {
      caption: names,
      columns: [{ heading: say('집단', 'Group') }, { heading: say('행', 'Rows'), numbers: true }, { heading: say('비율', 'Rate'), numbers: true }, { heading: say('95 % 구간', '95 % interval'), numbers: true }, { heading: say('가장 높은 집단의', 'Of the highest'), numbers: true }, { heading: say('판단', 'Judged') }],
      rows: [...[...judged, ...small].map((cell) => [
        groupName(cell), count(cell.label.of), share(cell.label.rate ?? 0), cell.label.low === null || cell.label.high === null ? '—' : `${share(cell.label.low)} – ${share(cell.label.high)}`,
        cell.gap?.toHighest.ratio === undefined || cell.gap.toHighest.ratio === null ? '—' : share(cell.gap.toHighest.ratio), outcomeWords(cell, tongue),
      ]), ...(groups === 0 ? [] : [[`${words.name} (${count(groups)})`, together ? count(together.of) : '—', together ? share(together.rate) : '—', '—', '—', say('너무 작음', 'Too small to judge')]])],
    },
  }, tongue)
}

function outcomeSentence({ labelGap }: Crossing, judged: readonly FairnessCell[], tongue: Tongue): string {
  const { say, count } = tongue
  if (!labelGap) return say('견줄 만큼 큰 집단이 둘이 되지 않습니다.', 'There are no two groups large enough to compare.')
  const below = judged.filter(({ gap }) => gap?.keepsFourFifths === false)
  return say(
    `‘${groupName({ cell: labelGap.lowest })}’와 ‘${groupName({ cell: labelGap.highest })}’의 차이는 ${apartWords(labelGap.difference, tongue)}입니다. ${below.length === 0 ? '모두 가장 높은 집단의 5분의 4 이상입니다.' : `가장 높은 집단의 5분의 4에 못 미치는 집단은 ${count(below.length)}개입니다.`}`,
    `${groupName({ cell: labelGap.lowest })} and ${groupName({ cell: labelGap.highest })} lie ${apartWords(labelGap.difference, tongue)} apart. ${below.length === 0 ? 'All reach four fifths of the highest.' : `${count(below.length)} ${below.length === 1 ? 'group stays' : 'groups stay'} below four fifths of the highest.`}`)
}

function outcomeWords({ gap }: FairnessCell, { say }: Tongue): string {
  if (gap === null) return say('너무 작음', 'Too small to judge')
  return gap.keepsFourFifths ? say('5분의 4 이상', 'Four fifths or more') : say('5분의 4 미만', 'Below four fifths')
}
