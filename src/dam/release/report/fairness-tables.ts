import type { FairnessReport } from '#dam/dataset/fairness-report.ts'
import { dataTable } from './data-table.ts'
import { groupName } from './group-figure.ts'
import { type Html, html } from '#platform/page/html-text.ts'
import type { Tongue } from './language.ts'
import { shownText } from './report-facts.ts'
import { verdictBadge } from './verdict-badge.ts'

const MOST_FINDINGS = 12
const MOST_PROXIES = 8
const MOST_STEPS = 12

/** The ranked findings, each with its rule, what was measured and how; the rest are counted. */
export function findingTable({ findings, tests }: FairnessReport, tongue: Tongue): Html {
  const { say, of, count, score } = tongue
  if (findings.length === 0) return html`<p>${say('허용 범위를 넘는 것은 찾지 못했습니다.', 'Nothing beyond the tolerance was found.')}</p>`
  const shown = findings.slice(0, MOST_FINDINGS)
  const table = dataTable({
    caption: say('찾은 것', 'Findings'),
    columns: [{ heading: say('무엇', 'What') }, { heading: say('규칙', 'Rule'), numbers: true }, { heading: say('다시 센 값', 'Measured'), numbers: true }, { heading: say('무게', 'Severity'), numbers: true }, { heading: say('우연일까', 'By chance?') }, { heading: say('판정', 'Verdict') }],
    rows: shown.map((finding) => [
      html`<b>${of(finding.label)}</b>${finding.because ? html`<small>${of(finding.because)}</small>` : null}<details><summary>${say('계산 보기', 'How')}<span class="unseen">: ${of(finding.label)}</span></summary><p class="small">${of(finding.how.method)}</p><pre><code>${finding.how.recompute}</code></pre></details>`,
      shownText(finding.rule, finding.unit, tongue), html`<b>${shownText(finding.measured, finding.unit, tongue)}</b>`, count(Math.round(finding.severity * 100) / 100),
      finding.corrected === null ? '—' : finding.corrected < tests.level ? say('아님', 'no') : say(`그럴 수 있음 (p ${score(finding.corrected)})`, `could be (p ${score(finding.corrected)})`),
      verdictBadge(finding.verdict, tongue),
    ]),
  })
  return html`${table}${findings.length > shown.length ? html`<p class="small">${say(`그 밖에 ${count(findings.length - shown.length)}가지는 reports/fairness.json에 있습니다.`, `${count(findings.length - shown.length)} more stand in reports/fairness.json.`)}</p>` : null}`
}

/** Released columns that foretell a group; folded behind them, those that are not released, each with the reason. */
export function proxyTables({ proxies }: FairnessReport, tongue: Tongue): Html {
  const { say, share, score, of, count } = tongue
  const columns = [{ heading: say('열', 'Column') }, { heading: say('집단', 'Group') }, { heading: say('크라메르 V', 'Cramér’s V'), numbers: true }, { heading: say('알려 주는 몫', 'Told of the group'), numbers: true }]
  const row = ({ column, group, cramersV, entropyShare }: FairnessReport['proxies']['ranked'][number]) => [html`<b>${column}</b>`, group, score(cramersV), share(entropyShare)]
  const { ranked, notReleased } = proxies
  const [strongest] = notReleased
  return html`${ranked.length === 0 ? html`<p>${say('공개한 열 가운데에는 없습니다.', 'None of the released columns does.')}</p>` : dataTable({ caption: say('집단을 미리 알려 주는 열', 'Columns that foretell a group'), columns, rows: ranked.slice(0, MOST_PROXIES).map(row) })}
${strongest ? html`<details><summary>${say(`공개하지 않은 열 ${count(new Set(notReleased.map(({ column }) => column)).size)}개: ‘${strongest.column}’이(가) ${strongest.group}을(를) 가장 잘 알려 줍니다(${count(strongest.cramersV)})`, `Not released: ${count(new Set(notReleased.map(({ column }) => column)).size)}, of which “${strongest.column}” foretells ${strongest.group} best (${count(strongest.cramersV)})`)}</summary>${dataTable({
    caption: say('공개하지 않은 열', 'Columns that are not released'),
    columns: [...columns, { heading: say('공개하지 않은 까닭', 'Why it is not released') }],
    rows: notReleased.slice(0, MOST_PROXIES).map((proxy) => [...row(proxy), of(proxy.because)]),
  })}</details>` : null}`
}

/** Columns whose values are missing more often in one group than in another. */
export function missingTable({ missing }: FairnessReport, tongue: Tongue): Html {
  const { say, share } = tongue
  return dataTable({
    caption: say('빠진 값이 집단마다 다른 열', 'Missing values that differ by group'),
    columns: [{ heading: say('열', 'Column') }, { heading: say('집단', 'Group') }, { heading: say('차이', 'Difference'), numbers: true }, { heading: say('집단마다', 'By group') }],
    rows: missing.map(({ column, group, difference, cells }) => [column, group, share(difference), cells.filter(({ isSmall }) => !isSmall).map(({ value, missing: rate }) => `${value ?? '—'} ${share(rate.rate ?? 0)}`).join(', ')]),
  })
}

/** Which cells to collect more of, and how many rows each needs. */
export function collectionTable({ collection }: FairnessReport, tongue: Tongue): Html {
  const { say, count, share } = tongue
  if (collection.length === 0) return html`<p>${say('더 모아야 할 집단이 없습니다.', 'No group needs more rows.')}</p>`
  const shown = collection.slice(0, MOST_STEPS)
  const more = collection.length - shown.length
  const table = dataTable({
    caption: say('다음에 모을 것', 'What to collect next'),
    columns: [{ heading: say('집단', 'Group') }, { heading: say('지금 행', 'Rows now'), numbers: true }, { heading: say('몫을 채우려면', 'For its share'), numbers: true }, { heading: say('결과를 고르게 하려면', 'For its outcome'), numbers: true }, { heading: say('필요도', 'Need'), numbers: true }],
    rows: shown.map(({ cell, rows, representation, label, need }) => [
      groupName({ cell }), count(rows), representation ? html`+${count(representation.rows)}<small>${targetWords(representation, tongue)}</small>` : '—',
      label ? `+${count(label.rows)} ${label.outcome === 'favourable' ? say('(좋은 쪽)', '(favourable)') : say('(나쁜 쪽)', '(unfavourable)')}` : '—', share(need),
    ]),
  })
  return html`${table}${more > 0 ? html`<p class="small">${say(`그 밖에 ${count(more)}개 집단은 reports/fairness.json에 있습니다.`, `${count(more)} more stand in reports/fairness.json.`)}</p>` : null}`
}

function targetWords({ target, from }: NonNullable<FairnessReport['collection'][number]['representation']>, { say, share }: Tongue): string {
  return from === 'reference' ? say(`인구에서 ${share(target)}`, `${share(target)} of the population`) : say(`고르면 ${share(target)}`, `${share(target)} if all were alike`)
}

/** How the counts, missing values, proxies and the collection order came about, each with the command that gives it again. */
export function howPart({ how, missing, proxies, collection }: FairnessReport, { say, of }: Tongue): Html {
  const parts = [
    [say('집단의 행과 비율', 'Rows and rates of groups'), how.cells],
    ...(missing.length === 0 ? [] : [[say('빠진 값', 'Missing values'), how.missing] as const]),
    ...(proxies.ranked.length + proxies.notReleased.length === 0 ? [] : [[say('집단을 미리 알려 주는 열', 'Columns that foretell a group'), how.proxies] as const]),
    ...(collection.length === 0 ? [] : [[say('다음에 모을 것', 'What to collect next'), how.collection] as const]),
  ] as const
  return html`${parts.map(([title, { method, recompute }]) => html`<details class="how"><summary>${title}</summary><p>${of(method)}</p><pre><code>${recompute}</code></pre></details>`)}`
}
