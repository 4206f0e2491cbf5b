import type { GroupOutcome, PrivacyReport } from '#dam/dataset/reports.ts'
import { chartFigure } from './chart-figure.ts'
import type { Html } from '#platform/page/html-text.ts'
import type { Tongue } from './language.ts'
import { rateChart, type RateDot } from './rate-chart.ts'
import { togetherWords } from './together-words.ts'

type GroupSet = PrivacyReport['groups'][number]

/** More groups than this are not drawn; the table holds them all. */
const MOST_DRAWN = 12

/** What each group lost, beside all rows: one picture for each set of groups. */
export function groupFigures({ groups }: PrivacyReport, tongue: Tongue): Html[] {
  return groups.filter(({ outcomes }) => outcomes.length > 0).map((set, place) => groupFigure(set, place, tongue))
}

function groupFigure({ by, whole, outcomes }: GroupSet, place: number, tongue: Tongue): Html {
  const { say, share, count } = tongue
  const judged = outcomes.filter(({ isSmall }) => !isSmall).toSorted((one, other) => other.loss - one.loss)
  const small = outcomes.filter(({ isSmall }) => isSmall)
  const names = by.join(' × ')
  const tooSmall = small.length === 0 ? '' : say(` 행이 너무 적은 집단(${count(small.reduce((sum, { rows }) => sum + rows, 0))}행)은 이름도 판정도 없이 회색 한 줄로 모았습니다.`, ` Groups with too few rows (${count(small.reduce((sum, { rows }) => sum + rows, 0))} in all) are put together in one grey row, neither named nor judged.`)
  const drawn = judged.slice(0, MOST_DRAWN)
  const hasSuppressed = whole.suppressed.count > 0
  const beside = (suppressed: number, rows: number) => (hasSuppressed && rows > 0 ? suppressed / rows : undefined)
  const words = togetherWords(tongue)
  const dots: RateDot[] = [...[...drawn, ...small].map((outcome) => ({ label: outcome.isSmall ? words.drawn : groupName(outcome), rate: outcome.loss, beside: beside(outcome.suppressed, outcome.rows), isGrey: outcome.isSmall })), { label: say('전체', 'all rows'), rate: whole.loss, beside: beside(whole.suppressed.count, whole.suppressed.of) }]
  return chartFigure({
    id: `groups-${place}`, title: say(`집단마다 잃은 것: ${names}`, `What each group lost: ${names}`), level: 4,
    sentence: `${lossWords(judged, whole.loss, tongue)} ${suppressionWords(judged, whole.suppressed, tongue)}${tooSmall}`,
    legend: [{ swatch: 'dot', words: say('잃은 정보 (행과 열의 평균)', 'detail lost (mean over rows and columns)') }, ...(hasSuppressed ? [{ swatch: 'ring-before', words: say('지워진 몫', 'share suppressed') }] : []), { swatch: 'line-dashed', words: say('전체가 잃은 정보', 'detail lost by all rows') }, ...(small.length > 0 ? [{ swatch: 'dot-grey', words: words.legend }] : [])],
    draw: (width, labelId) => rateChart(dots, { whole: whole.loss, most: Math.max(...dots.map(({ rate }) => rate)) }, width, labelId, tongue),
    table: {
      caption: say('집단', 'Groups'),
      columns: [{ heading: say('집단', 'Group') }, { heading: say('행', 'Rows'), numbers: true }, { heading: say('지워진 몫', 'Suppressed'), numbers: true }, { heading: say('잃은 정보', 'Detail lost'), numbers: true }],
      rows: [
        ...judged.map((outcome) => [groupName(outcome), count(outcome.rows), share(outcome.rows === 0 ? 0 : outcome.suppressed / outcome.rows), share(outcome.loss)]),
        ...small.map((outcome) => [words.name, count(outcome.rows), share(outcome.rows === 0 ? 0 : outcome.suppressed / outcome.rows), share(outcome.loss)]),
        [say('전체', 'All rows'), count(whole.suppressed.of), share(whole.suppressed.rate), share(whole.loss)],
      ],
    },
  }, tongue)
}

/** Groups within this many times of the whole are told as alike. */
const ALIKE = 1.05

function lossWords(judged: readonly GroupOutcome[], whole: number, { say, share, count }: Tongue): string {
  const [most] = judged
  if (!most) return say('판정할 만큼 큰 집단이 없습니다.', 'No group has enough rows to be judged.')
  if (whole === 0) return say('어느 집단도 자세함을 잃지 않았습니다.', 'No group lost any detail.')
  const times = most.loss / whole
  if (times < ALIKE && judged.every(({ loss }) => loss * ALIKE > whole)) return say(`집단마다 거의 같이 잃었습니다. 가장 많이 잃은 ‘${groupName(most)}’도 ${share(most.loss)}로, 전체는 ${share(whole)}입니다.`, `All groups lost about as much. Even ${groupName(most)}, which lost the most, lost ${share(most.loss)}; all rows lost ${share(whole)}.`)
  return say(
    `자세함을 가장 많이 잃은 집단은 ‘${groupName(most)}’로 ${share(most.loss)}, 전체(${share(whole)})의 ${count(times)}배입니다.`,
    `${groupName(most)} lost the most detail: ${share(most.loss)}, ${count(times)} times as much as all rows (${share(whole)}).`)
}

function suppressionWords(judged: readonly GroupOutcome[], whole: GroupSet['whole']['suppressed'], { say, share, count }: Tongue): string {
  if (whole.count === 0) return say('지워진 기록은 없습니다.', 'No record was suppressed.')
  const [most] = judged.map((outcome) => ({ outcome, suppressed: outcome.rows === 0 ? 0 : outcome.suppressed / outcome.rows })).toSorted((one, other) => other.suppressed - one.suppressed)
  if (!most) return ''
  if (most.suppressed === 0) return say('판단할 수 있는 집단에서는 아무 기록도 지워지지 않았습니다.', 'In none of the groups that may be judged was a record suppressed.')
  return say(
    `기록이 가장 많이 지워진 집단은 ‘${groupName(most.outcome)}’로 ${share(most.suppressed)}, 전체(${share(whole.rate)})의 ${count(most.suppressed / whole.rate)}배입니다.`,
    `${groupName(most.outcome)} was suppressed most often: ${share(most.suppressed)}, ${count(most.suppressed / whole.rate)} times as often as all rows (${share(whole.rate)}).`)
}

/** A group in words: its values, one after another. */
export function groupName({ cell }: Pick<GroupOutcome, 'cell'>): string {
  return cell.map(({ value }) => value ?? '—').join(' · ')
}
