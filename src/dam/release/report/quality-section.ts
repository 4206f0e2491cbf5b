import { chartFigure } from './chart-figure.ts'
import { factTable } from './fact-table.ts'
import { type Html, html } from '#platform/page/html-text.ts'
import type { Tongue } from './language.ts'
import { pageSection } from './page-section.ts'
import { failedFirst, type ReportFact } from './report-facts.ts'
import type { ReportInput } from './report-input.ts'
import { shareChart } from './share-chart.ts'

/** Columns that foretell another at least this well are named. */
const TELLING = 0.9

/** The quality rules that need a look, missing values by column, repeated rows and columns that foretell others. */
export function qualitySection({ profile }: ReportInput, facts: readonly ReportFact[], tongue: Tongue): Html {
  const { say, count, share } = tongue
  const rules = failedFirst(facts.filter(({ origin }) => origin === 'quality'))
  const failed = rules.filter(({ fact }) => fact.verdict === 'failed')
  const telling = profile.dependences.filter(({ strength }) => strength >= TELLING)
  const duplicates = profile.rows === 0 ? 0 : profile.duplicateRows / profile.rows
  return pageSection({
    id: 'quality', title: say('품질 규칙', 'Quality rules'),
    lead: rules.length === 0 ? say('정한 품질 규칙이 없습니다.', 'No quality rules were set.') : say(
      `규칙 ${count(rules.length)}개를 받은 데이터 전체에서 셌습니다. ${failed.length === 0 ? '어긴 규칙이 없습니다.' : `${count(failed.length)}개를 어겼습니다.`}`,
      `${count(rules.length)} rules were measured on the whole delivery. ${failed.length === 0 ? 'None is broken.' : `${count(failed.length)} ${failed.length === 1 ? 'is' : 'are'} broken.`}`),
    body: html`${rules.length === 0 ? null : factTable(say('품질 규칙', 'Quality rules'), rules, tongue)}
<div class="pair">${missingFigure(profile, tongue)}<div><h3>${say('더 알아둘 것', 'Also worth knowing')}</h3><ul class="plain-list">
<li>${say(`앞선 행과 모든 열이 같은 행: ${count(profile.duplicateRows)}개 (${share(duplicates)})`, `Rows that repeat an earlier row in every column: ${count(profile.duplicateRows)} (${share(duplicates)})`)}</li>
${telling.map(({ from, to, strength }) => html`<li>${say(`‘${from}’ 열을 알면 ‘${to}’ 열을 ${share(strength)} 맞힐 수 있습니다.`, `Who knows “${from}” can tell “${to}” for ${share(strength)} of the rows.`)}</li>`)}</ul></div></div>`,
  }, tongue)
}

function missingFigure({ columns }: ReportInput['profile'], tongue: Tongue): Html {
  const { say, count, share } = tongue
  const gaps = columns.filter(({ missing }) => missing > 0).toSorted((one, other) => other.missingShare - one.missingShare)
  const title = say('빈 값', 'Missing values')
  const worst = gaps[0]
  if (worst === undefined) return html`<div><h3>${title}</h3><p>${say('빈 값이 있는 열이 없습니다.', 'No column has missing values.')}</p></div>`
  return chartFigure({
    id: 'missing', title,
    sentence: say(
      `${count(columns.length)}열 가운데 ${count(gaps.length)}열에 빈 값이 있습니다. ‘${worst.name}’ 열이 ${share(worst.missingShare)}로 가장 많습니다.`,
      `${count(gaps.length)} of ${count(columns.length)} columns have missing values; “${worst.name}” has the most, ${share(worst.missingShare)}.`),
    draw: (width, labelId) => shareChart(gaps.slice(0, 12).map(({ name, missingShare }) => ({ name, share: missingShare })), width, labelId, tongue),
    table: {
      caption: title,
      columns: [{ heading: say('열', 'Column') }, { heading: say('빈 값', 'Missing'), numbers: true }, { heading: say('몫', 'Share'), numbers: true }],
      rows: gaps.map(({ name, missing, missingShare }) => [name, count(missing), share(missingShare)]),
    },
  }, tongue)
}
