import type { FairnessReport, Finding, GroupCell, MetricName } from '#dam/dataset/fairness-report.ts'
import { apartWords, metricWords, namedGroup, TOLD_METRICS } from './fairness-words.ts'
import { type Html, html } from '#platform/page/html-text.ts'
import type { Tongue } from './language.ts'
import { verdictBadge } from './verdict-badge.ts'

/** What can be read in a minute. */
const MOST_TOLD = 5

/** The gravest findings in plain words, and what could not be checked; each group once for each thing that befalls it. */
export function gravestFindings(fairness: FairnessReport, tongue: Tongue): Html {
  const { say, count } = tongue
  const beyond = fairness.findings.filter(({ verdict }) => verdict === 'failed')
  const told = [...eachOnce(beyond).slice(0, MOST_TOLD), ...fairness.findings.filter(({ verdict }) => verdict === 'not-checked')]
  const more = beyond.length - told.filter(({ verdict }) => verdict === 'failed').length
  return html`${beyond.length > 0 ? null : html`<p>${say('허용 범위를 넘는 것은 찾지 못했습니다.', 'Nothing beyond the tolerance was found.')}</p>`}
${told.length === 0 ? null : html`<ol class="gravest">${told.map((finding) => html`<li>${findingWords(finding, fairness, tongue)}${finding.verdict === 'failed' ? null : verdictBadge(finding.verdict, tongue)}<small>${weightWords(finding, fairness, tongue)}</small></li>`)}</ol>`}
${more > 0 ? html`<p class="small">${say(`허용 범위를 넘은 것이 ${count(more)}가지 더 있습니다. 대개 같은 집단을 더 넓게 또는 더 좁게 본 것으로, ‘모든 발견’에 있습니다.`, `${count(more)} more ${more === 1 ? 'lies' : 'lie'} beyond the tolerance, most often the same groups seen more widely or more narrowly: see “Every finding”.`)}</p>` : null}`
}

/** Leaves out what is said again of a group that shares a value with one already told of the same. */
function eachOnce(findings: readonly Finding[]): Finding[] {
  const told: Finding[] = []
  for (const finding of findings) {
    const values = valuesOf(finding)
    const isAgain = told.some((other) => topicOf(other) === topicOf(finding) && valuesOf(other).some((value) => values.includes(value)))
    if (!isAgain) told.push(finding)
  }
  return told
}

/** What a finding is about, whoever it is about: its kind, and which rate of the model. */
function topicOf({ kind, id, label }: Finding): string {
  return kind === 'prediction' ? `${kind} ${metricOf(id) ?? ''}` : kind === 'missing' ? `${kind} ${label.en}` : kind
}

function valuesOf({ cells: [cell = []] }: Finding): string[] {
  return cell.map(({ column, value }) => JSON.stringify([column, value]))
}

function metricOf(id: string): MetricName | undefined {
  return TOLD_METRICS.find((metric) => id.startsWith(`fairness-${metric.toLowerCase()}-`))
}

/** A finding as one would tell it to a neighbour; where the page has no words of its own, those of the report. */
function findingWords(finding: Finding, fairness: FairnessReport, tongue: Tongue): Html {
  const { of } = tongue
  const words = finding.verdict === 'not-checked' ? undefined : plainWords(finding, fairness, tongue)
  return words === undefined ? html`<b>${of(finding.label)}.</b> ${finding.because ? of(finding.because) : ''}` : html`${words}`
}

function plainWords(finding: Finding, fairness: FairnessReport, tongue: Tongue): Html | undefined {
  switch (finding.kind) {
    case 'representation': return presenceWords(finding, tongue)
    case 'label': return outcomeWords(finding, fairness, tongue)
    case 'prediction': return decisionWords(finding, fairness, tongue)
    case 'calibration': return scoreWords(finding, fairness, tongue)
    case 'missing': return missingWords(finding, fairness, tongue)
    case 'proxy': return undefined
  }
}

function presenceWords({ cells: [cell], claim, measured }: Finding, { say, share }: Tongue): Html | undefined {
  if (!cell || typeof claim !== 'number' || typeof measured !== 'number') return undefined
  const name = namedGroup({ cell })
  return html`${say(`‘${name}’은(는) 인구의 ${share(claim)}인데 이 자료에는 `, `${name}: ${share(claim)} of the population, and only `)}<b>${share(measured)}</b>${say('뿐입니다.', ' of this data.')}`
}

function outcomeWords({ by, cells: [cell, other] }: Finding, fairness: FairnessReport, { say, share }: Tongue): Html | undefined {
  const [rate, otherRate] = [cell, other].map((asked) => cellOf(fairness, by, asked)?.label.rate ?? undefined)
  if (!cell || !other || rate === undefined || otherRate === undefined) return undefined
  const { column, favourable } = fairness.label
  const [name, otherName] = [namedGroup({ cell }), namedGroup({ cell: other })]
  return html`${say(`‘${name}’은(는) 결과가 좋은 쪽(${column}: ${favourable})인 비율이 `, `${name}: a favourable outcome (${column}: ${favourable}) for `)}<b>${share(rate)}</b>${say(`입니다. ‘${otherName}’은(는) ${share(otherRate)}입니다.`, `. For ${otherName} it is ${share(otherRate)}.`)}`
}

function decisionWords({ id, by, cells: [cell, other] }: Finding, fairness: FairnessReport, tongue: Tongue): Html | undefined {
  const { say, share } = tongue
  const metric = metricOf(id)
  const words = metric && metricWords(metric, tongue)
  const [rate, otherRate] = [cell, other].map((asked) => metric && cellOf(fairness, by, asked)?.prediction?.metrics[metric].value)
  if (!cell || !other || !words || rate === undefined || otherRate === undefined) return undefined
  const [name, otherName] = [namedGroup({ cell }), namedGroup({ cell: other })]
  return html`${say(`${words.plain}: ‘${name}’은(는) `, `${capital(words.plain)}: `)}<b>${share(rate)}</b>${say(`, ‘${otherName}’은(는) ${share(otherRate)}입니다.`, ` for ${name}, ${share(otherRate)} for ${otherName}.`)}`
}

function scoreWords({ by, cells: [cell] }: Finding, fairness: FairnessReport, { say, share }: Tongue): Html | undefined {
  const calibration = cellOf(fairness, by, cell)?.prediction?.calibration
  if (!cell || !calibration || calibration.meanScore === null || calibration.rate === null) return undefined
  const name = namedGroup({ cell })
  return html`${say(`‘${name}’에 대해 모델의 점수는 평균 ${share(calibration.meanScore)}라고 했고, 실제로는 `, `${name}: the model’s scores say ${share(calibration.meanScore)} on average, and `)}<b>${share(calibration.rate)}</b>${say('였습니다.', ' came true.')}`
}

function missingWords(finding: Finding, { missing }: FairnessReport, { say, share }: Tongue): Html | undefined {
  const { by: [group], cells: [cell, other] } = finding
  const gap = missing.find((candidate) => candidate.group === group && finding.label.en.includes(`‘${candidate.column}’`))
  const [rate, otherRate] = [cell, other].map((asked) => gap?.cells.find(({ value }) => value === asked?.[0]?.value)?.missing.rate ?? undefined)
  if (!gap || !cell || !other || rate === undefined || otherRate === undefined) return undefined
  const [name, otherName] = [namedGroup({ cell }), namedGroup({ cell: other })]
  return html`${say(`‘${gap.column}’ 값이 빠진 비율: ‘${name}’은(는) `, `“${gap.column}” is missing for `)}<b>${share(rate)}</b>${say(`, ‘${otherName}’은(는) ${share(otherRate)}입니다.`, ` of ${name} and ${share(otherRate)} of ${otherName}.`)}`
}

function cellOf({ crossings }: FairnessReport, by: readonly string[], cell: GroupCell | undefined) {
  const key = JSON.stringify(cell)
  return crossings.find((crossing) => crossing.by.join('\0') === by.join('\0'))?.cells.find((candidate) => JSON.stringify(candidate.cell) === key)
}

/** How grave it is beside what was allowed, and whether it may be chance. */
function weightWords({ kind, measured, rule, claim, corrected, verdict }: Finding, { tests }: FairnessReport, tongue: Tongue): string {
  const { say, share } = tongue
  if (verdict === 'not-checked' || typeof measured !== 'number' || typeof rule !== 'number') return ''
  const chance = corrected === null || corrected >= tests.level ? '' : say(' 우연으로 보기 어렵습니다.', ' Hardly chance.')
  if (kind === 'representation' && typeof claim === 'number') {
    return say(`있어야 할 몫의 ${share(claim === 0 ? 0 : measured / claim)}.`, `That is ${share(claim === 0 ? 0 : measured / claim)} of its share.`)
  }
  return say(`${apartWords(measured, tongue)} 차이입니다(허용 ${apartWords(rule, tongue)}).`, `${capital(apartWords(measured, tongue))} apart (tolerated: ${share(rule).replace(/ ?%$/, '')}).`) + chance
}

function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}
