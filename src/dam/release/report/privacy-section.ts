import { isDropped } from '#dam/recipe/column-steps.ts'
import type { PrivacyReport } from '#dam/dataset/reports.ts'
import { promisedK } from '#dam/release/promised-k.ts'
import { attackFigure, attackWords } from './attack-figure.ts'
import { chartFigure } from './chart-figure.ts'
import { binLabel, classSizeChart, sizeBins } from './class-size-chart.ts'
import { dataTable } from './data-table.ts'
import { groupFigures } from './group-figure.ts'
import { type Html, html } from '#platform/page/html-text.ts'
import type { Tongue } from './language.ts'
import { levelFigure } from './level-figure.ts'
import { pageSection } from './page-section.ts'
import type { ReportInput } from './report-input.ts'
import { riskFigures } from './risk-figures.ts'
import { shareChart } from './share-chart.ts'
import { recipeColumn, roleWords, treatmentWords } from './treatment-words.ts'

/** What was done to each column and what it cost, how large the classes are, and the risk before and after. */
export function privacySection(input: ReportInput, tongue: Tongue): Html {
  const { say, score } = tongue
  const { privacy } = input
  const groups = groupFigures(privacy, tongue)
  return pageSection({
    id: 'privacy', title: say('사람을 지킨 방법', 'How people are protected'),
    lead: say(
      '이름표는 빼거나 바꾸고, 여럿을 합치면 사람을 가리킬 수 있는 값(준식별)은 더 넓게 묶었습니다. 같은 준식별 값을 가진 기록의 모임을 무리라고 부릅니다.',
      'Identifiers were left out or replaced. Values that point to a person when put together (quasi-identifiers) were made coarser. Records that share all of them form a class.'),
    body: html`<h3>${say('열마다 한 일', 'What was done to each column')}</h3>${treatmentTable(input, tongue)}
<div class="pair">${lossFigure(privacy, tongue)}${levelFigure(privacy, tongue)}${classFigure(privacy, tongue)}</div>
<dl class="scores">${[
      [say('잃은 정보 (Loss)', 'Loss'), score(privacy.scores.loss), say('0이면 그대로, 1이면 다 잃음', '0 nothing lost, 1 everything')],
      [say('평균 무리 크기 (AECS)', 'Average class size (AECS)'), score(privacy.scores.aecs), say('작을수록 자세함', 'smaller is finer')],
      [say('구별 못 함 (Discernibility)', 'Discernibility'), score(privacy.scores.discernibility), say('무리 크기를 제곱해 더함', 'squared class sizes added up')],
      [say('정밀도 손실 (Precision)', 'Precision lost'), score(privacy.scores.precision), say('오른 단계의 평균 몫', 'mean share of the levels climbed')],
      [say('엔트로피 손실 (Entropy)', 'Entropy lost'), score(privacy.scores.entropy), say('값이 알려 주던 것에서 잃은 몫', 'share lost of what values told')],
    ].map(([name, value, meaning]) => html`<div><dt>${name}</dt><dd><b>${value}</b><small>${meaning}</small></dd></div>`)}</dl>
${searchWords(privacy, tongue)}
<h3>${say('처리 앞과 뒤의 위험', 'Risk before and after')}</h3><div class="pair">${riskFigures(privacy, tongue)}</div>
${privacy.attacks.length === 0 ? null : html`<h3>${say('공격해 보기', 'Attacks')}</h3><div class="pair">${attackFigure(privacy, tongue)}${attackWords(privacy, tongue)}</div>`}
${groups.length === 0 ? null : html`<h3>${say('집단마다 잃은 것', 'What each group lost')}</h3><div class="pair">${groups}</div>`}`,
  }, tongue)
}

function treatmentTable({ privacy, recipe }: ReportInput, tongue: Tongue): Html {
  const { say, count, share } = tongue
  const generalised = new Map(privacy.columns.map((column) => [column.column, column]))
  return dataTable({
    caption: say('열마다 한 일', 'What was done to each column'),
    columns: [
      { heading: say('열', 'Column') }, { heading: say('구실', 'Role') }, { heading: say('한 일', 'Done') },
      { heading: say('단계', 'Level'), numbers: true }, { heading: say('남은 값', 'Values left'), numbers: true }, { heading: say('잃은 정보', 'Loss'), numbers: true },
    ],
    rows: privacy.treatments.map(({ column: name, role, did }) => {
      const column = recipeColumn(recipe, name)
      const cost = generalised.get(name)
      return [
        html`<b>${name}</b>`, roleWords(role, tongue),
        html`${column ? treatmentWords(column, tongue) : did}${column?.['accept-risk'] && !isDropped(column) ? html`<small>${say('위험을 받아들인 까닭', 'Why the risk is accepted')}: ${column['accept-risk']}</small>` : null}`,
        cost ? levelWords(cost, tongue) : '—', cost ? count(cost.labels) : '—', cost ? share(cost.loss) : '—',
      ]
    }),
  })
}

/** The level of all rows, or the span of levels that rows have, of the last one: 2 / 4, 0–3 / 4. */
function levelWords({ level, levels, rowsByLevel }: PrivacyReport['columns'][number], { count }: Tongue): string {
  const used = level === undefined ? rowsByLevel.map((one) => one.level) : [level]
  const [first = 0] = used
  const last = used.at(-1) ?? first
  return `${first === last ? count(first) : `${count(first)}–${count(last)}`} / ${count(Math.max(last, levels - 1))}`
}

function lossFigure({ columns, scores }: PrivacyReport, tongue: Tongue): Html | null {
  const { say, share, count } = tongue
  if (columns.length === 0) return null
  const sorted = columns.toSorted((one, other) => other.loss - one.loss)
  const whole = sorted.filter(({ loss }) => loss === 0).length
  const worst = sorted[0]
  return chartFigure({
    id: 'loss', title: say('열마다 잃은 정보', 'What each column lost'), level: 4,
    sentence: say(
      `준식별 열 ${count(columns.length)}개를 합쳐 ${share(scores.loss)}를 잃었습니다. ${worst && worst.loss > 0 ? `‘${worst.column}’ 열이 ${share(worst.loss)}로 가장 많습니다.` : ''}${whole > 0 ? ` ${count(whole)}개는 하나도 잃지 않았습니다.` : ''}`,
      `The ${count(columns.length)} quasi-identifiers lost ${share(scores.loss)} taken together. ${worst && worst.loss > 0 ? `“${worst.column}” lost the most, ${share(worst.loss)}.` : ''}${whole > 0 ? ` ${count(whole)} lost nothing.` : ''}`),
    draw: (width, labelId) => shareChart(sorted.map(({ column, loss }) => ({ name: column, share: loss })), width, labelId, tongue),
    table: {
      caption: say('열마다 잃은 정보', 'What each column lost'),
      columns: [{ heading: say('열', 'Column') }, { heading: say('단계', 'Level'), numbers: true }, { heading: say('잃은 정보', 'Loss'), numbers: true }],
      rows: sorted.map((column) => [column.column, levelWords(column, tongue), share(column.loss)]),
    },
  }, tongue)
}

function classFigure(privacy: PrivacyReport, tongue: Tongue): Html | null {
  const { say, share, count } = tongue
  if (privacy.classes === 0) return null
  const allowed = promisedK(privacy) ?? 1
  const bins = sizeBins(privacy.classSizes, allowed)
  const members = bins.reduce((total, bin) => total + bin.members, 0)
  const unit = privacy.unit === 'person' ? say('명', 'people') : say('행', 'rows')
  const under = bins.filter(({ from }) => from < allowed).reduce((total, { classes }) => total + classes, 0)
  return chartFigure({
    id: 'class-sizes', title: say('무리의 크기', 'How large the classes are'), level: 4,
    sentence: say(
      `무리 ${count(privacy.classes)}개, 가장 작은 것은 ${count(privacy.smallest)}${unit}, 평균 ${count(Math.round(members / privacy.classes * 10) / 10)}${unit}입니다. ${under === 0 ? '약속보다 작은 무리는 없습니다.' : `약속보다 작은 무리가 ${count(under)}개 있습니다.`}`,
      `${count(privacy.classes)} classes; the smallest holds ${count(privacy.smallest)} ${unit}, the average ${count(Math.round(members / privacy.classes * 10) / 10)}. ${under === 0 ? 'None is smaller than promised.' : `${count(under)} are smaller than promised.`}`),
    draw: (width, labelId) => classSizeChart(bins, allowed, width, labelId, tongue),
    table: {
      caption: say('무리의 크기', 'How large the classes are'),
      columns: [{ heading: say(`크기 (${unit})`, `Size (${unit})`) }, { heading: say('무리 수', 'Classes'), numbers: true }, { heading: say('담긴 몫', 'Share held'), numbers: true }],
      rows: bins.map((bin) => [binLabel(bin, tongue), count(bin.classes), share(members === 0 ? 0 : bin.members / members)]),
    },
  }, tongue)
}

function searchWords({ search, metric, recoding }: PrivacyReport, tongue: Tongue): Html | null {
  if (search === undefined) return null
  const { say, count } = tongue
  const words = search.proven && search.lattice !== undefined && search.evaluated !== undefined
    ? say(
      `묶는 방법 ${count(search.lattice)}가지 가운데 ${metric} 값이 가장 작은 것을 골랐습니다. ${count(search.evaluated)}가지를 셌고, 나머지는 더 나을 수 없음을 밝혔습니다.`,
      `Of ${count(search.lattice)} ways to generalise, the one with the least ${metric} was chosen: ${count(search.evaluated)} were evaluated, and the rest were proven to be no better.`)
    : say(
      `값의 조합 ${count(search.combinations)}가지를 가장 넓은 범주에서 시작해, 모든 부분이 약속을 지키는 한 나누었습니다(${recoding}). 더 나은 방법이 없음을 밝힌 것은 아닙니다.`,
      `${count(search.combinations)} combinations of values were split from the widest labels down, as long as every part kept the promise (${recoding}). This is not proven to be the best possible.`)
  return html`<p class="small">${words}${floorWords(search, tongue)}</p>`
}

/** Where combinations were too many to be held: from which levels on, and what became of what lies under them. */
function floorWords({ floor, refined, proven }: NonNullable<PrivacyReport['search']>, { say, count }: Tongue): string {
  if (!floor) return ''
  const levels = floor.map(({ column, level }) => `${column} ${count(level)}`).join(', ')
  const [ko, en] = refined
    ? ['그런 다음 집합마다 그 아래의 값으로 따로 더 나누었습니다.', 'Each class was then split alone by the values under them.']
    : proven ? ['더 나을 수 없다는 말은 이 단계부터입니다.', 'The proof holds from these levels up.'] : ['집합을 그 아래로 더 나누면 약속이 깨지므로 나누지 않았습니다.', 'Splitting classes further would have broken a promise.']
  return say(` 조합이 너무 많아 먼저 이 단계에서 세었습니다: ${levels}. ${ko}`, ` Combinations were too many to be held, so they were first counted at these levels: ${levels}. ${en}`)
}
