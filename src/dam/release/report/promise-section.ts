import { factTable } from './fact-table.ts'
import { type Html, html } from '#platform/page/html-text.ts'
import type { Tongue } from './language.ts'
import { pageSection } from './page-section.ts'
import { failedFirst, type ReportFact } from './report-facts.ts'

/** Claim, rule and measured value side by side, what failed first. Checks that passed are counted here and listed further down. */
export function promiseSection(facts: readonly ReportFact[], tongue: Tongue): Html {
  const { language, say, count } = tongue
  const title = say('약속과 실제', 'Promised and measured')
  const checks = facts.filter(({ origin }) => origin === 'verification')
  const madeChecks = checks.filter(({ fact }) => fact.verdict === 'passed' || fact.verdict === 'failed')
  const keptChecks = madeChecks.filter(({ fact }) => fact.verdict === 'passed')
  const shown = failedFirst(facts.filter(({ origin, fact }) => origin !== 'verification' || fact.verdict === 'failed'))
  const failed = shown.filter(({ fact }) => fact.verdict === 'failed').length
  return pageSection({
    id: 'promise', title,
    lead: say(
      `낸 곳의 말, 지켜야 할 규칙, 파일에서 다시 센 값을 나란히 둡니다. ${failed === 0 ? '모두 지켰습니다.' : `지키지 못한 ${count(failed)}개가 먼저 나옵니다.`}`,
      `What was claimed, what the rule asks and what was counted from the files, side by side. ${failed === 0 ? 'Nothing failed.' : `What was not kept (${count(failed)}) comes first.`}`),
    body: html`${factTable(title, shown, tongue)}${keptChecks.length === 0 ? null : html`<p class="after-table"><a href="#${language}-verification">${say(`검증기가 확인한 ${count(madeChecks.length)}가지 가운데 ${count(keptChecks.length)}가지가 맞았습니다. 모두 보기`, `${count(keptChecks.length)} of the verifier’s ${count(madeChecks.length)} checks passed. See them all`)}</a></p>`}`,
  }, tongue)
}
