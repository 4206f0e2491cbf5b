import type { GroupOutcome, PrivacyReport } from '#dam/dataset/reports.ts'
import { chartFigure } from './chart-figure.ts'
import type { Html } from './html-text.ts'
import type { Tongue } from './language.ts'
import { rateChart } from './rate-chart.ts'

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
  const [most] = judged
  const names = by.join(' × ')
  const times = most && whole.loss > 0 ? most.loss / whole.loss : 1
  const tooSmall = small.length === 0 ? '' : say(` 행이 너무 적은 집단(${count(small.reduce((sum, { rows }) => sum + rows, 0))}행)은 이름도 판정도 없이 한데 모았습니다.`, ` Groups with too few rows (${count(small.reduce((sum, { rows }) => sum + rows, 0))} in all) are put together, neither named nor judged.`)
  const sentence = most
    ? say(
      `${names}: 자세함을 가장 많이 잃은 집단은 ‘${groupName(most)}’로 ${share(most.loss)}, 전체(${share(whole.loss)})의 ${count(Math.round(times * 100) / 100)}배입니다.${tooSmall}`,
      `By ${names}: ${groupName(most)} lost the most detail, ${share(most.loss)}, ${count(Math.round(times * 100) / 100)} times that of all rows (${share(whole.loss)}).${tooSmall}`)
    : say(`${names}: 판정할 만큼 큰 집단이 없습니다.`, `By ${names}: no group has enough rows to be judged.`)
  const drawn = judged.slice(0, MOST_DRAWN)
  return chartFigure({
    id: `groups-${place}`, title: say(`집단마다 잃은 것: ${names}`, `What each group lost: ${names}`), level: 4, sentence,
    legend: [{ swatch: 'dot', words: say('잃은 정보', 'detail lost') }, { swatch: 'line', words: say('점선: 전체', 'dashed: all rows') }],
    draw: (width, labelId) => rateChart(drawn.map((outcome) => ({ label: groupName(outcome), rate: outcome.loss })), { whole: whole.loss, most: Math.max(whole.loss, ...drawn.map(({ loss }) => loss)) }, width, labelId, tongue),
    table: {
      caption: say('집단', 'Groups'),
      columns: [{ heading: say('집단', 'Group') }, { heading: say('행', 'Rows'), numbers: true }, { heading: say('지워진 몫', 'Suppressed'), numbers: true }, { heading: say('잃은 정보', 'Detail lost'), numbers: true }],
      rows: [
        ...judged.map((outcome) => [groupName(outcome), count(outcome.rows), share(outcome.rows === 0 ? 0 : outcome.suppressed / outcome.rows), share(outcome.loss)]),
        ...small.map((outcome) => [say('너무 작은 집단', 'Groups too small to judge'), count(outcome.rows), share(outcome.rows === 0 ? 0 : outcome.suppressed / outcome.rows), share(outcome.loss)]),
        [say('전체', 'All rows'), count(whole.suppressed.of), share(whole.suppressed.rate), share(whole.loss)],
      ],
    },
  }, tongue)
}

/** A group in words: its values, one after another. */
export function groupName({ cell }: Pick<GroupOutcome, 'cell'>): string {
  return cell.map(({ value }) => value ?? '—').join(' · ')
}
