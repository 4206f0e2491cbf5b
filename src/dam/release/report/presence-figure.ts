import type { Crossing, FairnessCell, FairnessReport } from '#dam/dataset/fairness-report.ts'
import { chartFigure } from './chart-figure.ts'
import { thinWords } from './fairness-minute.ts'
import { namedGroup } from './fairness-words.ts'
import { groupName } from './group-figure.ts'
import type { Html } from '#platform/page/html-text.ts'
import type { Tongue } from './language.ts'
import { rateChart, type RateDot } from './rate-chart.ts'
import { togetherSentence, togetherWords } from './together-words.ts'

/** More cells than this are not drawn; the table holds them all. */
const MOST_DRAWN = 16
/** Thin groups that a sentence names; the table marks them all. */
const MOST_NAMED = 5

/** Who is there, beside the population where one is given; nothing where the crossing has no group. */
export function presenceFigure(crossing: Crossing, { crossings, rows }: FairnessReport, tongue: Tongue): Html | null {
  const { say, share, count } = tongue
  const { by, cells, rest } = crossing
  const shown = cells.filter(({ rows, reference }) => rows > 0 || (reference?.share ?? 0) > 0)
  if (shown.length === 0) return null
  const thin = shown.filter(({ reference }) => reference?.verdict === 'thin').toSorted((one, other) => (one.reference?.ratio ?? 0) - (other.reference?.ratio ?? 0))
  const drawn = [...thin, ...shown.filter((cell) => !thin.includes(cell))].slice(0, MOST_DRAWN)
  const hasReference = shown.some(({ reference }) => reference !== undefined)
  const names = by.join(' × ')
  const together = togetherWords(tongue)
  const restShare = rest && rows > 0 ? rest.rows / rows : 0
  const dots: RateDot[] = [...drawn.map((cell) => ({ label: groupName(cell), rate: cell.share, beside: cell.reference?.share })), ...(rest ? [{ label: together.drawn, rate: restShare, isGrey: true }] : [])]
  return chartFigure({
    id: `presence-${crossings.indexOf(crossing)}`, title: say(`누가 있나: ${names}`, `Who is there: ${names}`), level: 4,
    sentence: presenceSentence(shown, thin, tongue) + (drawn.length < shown.length ? say(` 그림에는 ${count(drawn.length)}개 집단만 있습니다.`, ` The picture shows ${count(drawn.length)} of the groups.`) : '') + togetherSentence(rest?.cells ?? 0, rest?.rows ?? 0, tongue),
    legend: [{ swatch: 'dot', words: say('이 자료', 'this data') }, ...(hasReference ? [{ swatch: 'ring-before', words: say('인구', 'population') }] : []), ...(rest ? [{ swatch: 'dot-grey', words: together.legend }] : [])],
    draw: (width, labelId) => rateChart(dots, { most: Math.max(...dots.map(({ rate, beside }) => Math.max(rate, beside ?? 0))) }, width, labelId, tongue),
    table: {
      caption: names,
      columns: [{ heading: say('집단', 'Group') }, { heading: say('행', 'Rows'), numbers: true }, { heading: say('몫', 'Share'), numbers: true }, { heading: say('인구', 'Population'), numbers: true }, { heading: say('판단', 'Judged') }],
      rows: [...shown.map((cell) => [groupName(cell), count(cell.rows), share(cell.share), cell.reference ? share(cell.reference.share) : '—', presenceWords(cell, tongue)]), ...(rest ? [[`${together.name} (${count(rest.cells)})`, count(rest.rows), share(restShare), '—', say('너무 작음', 'Too small to judge')]] : [])],
    },
  }, tongue)
}

/** Who is there, in a sentence about all columns. */
export function presenceAnswer(fairness: FairnessReport, tongue: Tongue): string {
  const { say, share } = tongue
  const against = thinWords(fairness, tongue)
  if (against !== '') return against
  const [least] = fairness.crossings.filter(({ by }) => by.length === 1).flatMap(({ cells }) => cells).filter(({ rows }) => rows > 0).toSorted((one, other) => one.share - other.share)
  return least === undefined ? '' : say(`견줄 인구가 주어지지 않았습니다. 따로 세는 집단 가운데 가장 적은 것은 ‘${namedGroup(least)}’(${share(least.share)})입니다.`, `No population to compare with was given. The smallest group told is ${namedGroup(least)} (${share(least.share)}).`)
}

function presenceSentence(shown: readonly FairnessCell[], thin: readonly FairnessCell[], { say, share, count }: Tongue): string {
  const [most, least] = [shown[0], shown.at(-1)]
  if (shown.every(({ reference }) => reference === undefined)) {
    return most && least && most !== least
      ? say(`견줄 인구가 주어지지 않아 차지하는 몫만 보입니다. 가장 많은 집단은 ‘${groupName(most)}’(${share(most.share)}), 가장 적은 집단은 ‘${groupName(least)}’(${share(least.share)})입니다.`, `No population to compare with was given. The largest group is ${groupName(most)} (${share(most.share)}), the smallest ${groupName(least)} (${share(least.share)}).`)
      : say('견줄 인구가 주어지지 않아 차지하는 몫만 보입니다.', 'No population to compare with was given, so only shares are shown.')
  }
  if (thin.length === 0) return say('인구에 견주어 눈에 띄게 모자란 집단은 없습니다.', 'No group is clearly thinner than in the population.')
  const named = thin.slice(0, MOST_NAMED)
  const more = thin.length - named.length
  return say(
    `인구보다 모자란 집단: ${named.map((cell) => `${groupName(cell)} (${share(cell.share)}, 인구 ${share(cell.reference?.share ?? 0)})`).join(', ')}${more > 0 ? ` 외 ${count(more)}개` : ''}.`,
    `Thinner than in the population: ${named.map((cell) => `${groupName(cell)} (${share(cell.share)}, population ${share(cell.reference?.share ?? 0)})`).join('; ')}${more > 0 ? `; and ${count(more)} more` : ''}.`)
}

function presenceWords({ reference, isSmall }: FairnessCell, { say }: Tongue): string {
  if (reference?.verdict === 'thin') return say('모자람', 'Thin')
  if (reference?.verdict === 'within') return say('범위 안', 'Within')
  return isSmall ? say('너무 작음', 'Too small to judge') : '—'
}
