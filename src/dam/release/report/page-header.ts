import { promisedK } from '#dam/release/promised-k.ts'
import { datasetFace } from './dataset-face.ts'
import { type Html, html } from '#platform/page/html-text.ts'
import { textIn, type Tongue } from './language.ts'
import type { ReportFact } from './report-facts.ts'
import type { ReportInput } from './report-input.ts'
import { badge } from './verdict-badge.ts'

/** The head of the page: what the data set is, its verdicts as badges, and its face. */
export function pageHeader(input: ReportInput, facts: readonly ReportFact[], tongue: Tongue): Html {
  const { recipe, date, privacy } = input
  const { language, say } = tongue
  const written = recipe.dataset.language[0] ?? language
  const title = textIn(recipe.dataset.title, language, written)
  const other = textIn(recipe.dataset.title, language === 'ko' ? 'en' : 'ko', written)
  const description = recipe.dataset.description === undefined ? undefined : textIn(recipe.dataset.description, language, written)
  return html`<header class="head"><p class="trail">${publisher(input, tongue)} · ${say('공개 보고서', 'Release report')}</p>
<h1 lang="${title.language}">${title.text}</h1>
${other.text === title.text ? null : html`<p class="other-title" lang="${other.language}">${other.text}</p>`}
${description ? html`<p class="description" lang="${description.language}">${description.text}</p>` : null}
<p class="badges">${verdictBadges(input, facts, tongue)}${badge('plain', recipe.dataset.licence)}${badge('plain', `v${recipe.release.version}`)}${badge('plain', tongue.date(date))}</p>
${datasetFace(privacy.distributions)}</header>`
}

function publisher({ recipe: { dataset } }: ReportInput, { language }: Tongue): Html {
  const name = dataset.creator?.name
  if (name === undefined) return html`${dataset.name.split('/')[0]}`
  const said = textIn(name, language, dataset.language[0] ?? language)
  return html`<span lang="${said.language}">${said.text}</span>`
}

function verdictBadges({ privacy, quality, verification }: ReportInput, facts: readonly ReportFact[], { say, count }: Tongue): Html[] {
  const k = promisedK(privacy)
  const privacyFails = facts.some(({ origin, fact }) => origin === 'privacy' && fact.verdict === 'failed')
  const rules = facts.filter(({ origin, fact }) => origin === 'quality' && (fact.verdict === 'passed' || fact.verdict === 'failed'))
  const kept = rules.filter(({ fact }) => fact.verdict === 'passed').length
  const short = quality.plan.cells.filter(({ verdict }) => verdict === 'failed').length
  const planFails = facts.some(({ origin, fact }) => origin === 'plan' && fact.verdict === 'failed')
  const hasPlan = quality.plan.cells.length > 0 || facts.some(({ origin }) => origin === 'plan')
  return [
    ...(k === undefined ? [badge('noted', say('익명 약속 없음', 'No anonymity promised'))]
      : [badge(privacyFails ? 'failed' : 'passed', say(`익명 · k=${count(k)} 다시 셈`, `Anonymous · k=${count(k)} recounted`))]),
    ...(rules.length === 0 ? [] : [badge(kept === rules.length ? 'passed' : 'failed', say(`품질 ${count(rules.length)}개 중 ${count(kept)}개`, `Quality ${count(kept)} of ${count(rules.length)}`))]),
    ...(hasPlan ? [short > 0 ? badge('short', say(`계획보다 얇은 칸 ${count(short)}개`, `${count(short)} ${short === 1 ? 'cell' : 'cells'} short of plan`))
      : planFails ? badge('short', say('계획에 못 미침', 'Plan not met')) : badge('passed', say('계획대로', 'Plan met'))] : []),
    verification.verdict === 'passed' ? badge('passed', say('검증됨', 'Verified')) : badge('failed', say('검증에서 떨어짐', 'Verification failed')),
  ]
}
