import { factTable } from './fact-table.ts'
import { type Html, html } from '#platform/page/html-text.ts'
import type { Tongue } from './language.ts'
import { pageSection } from './page-section.ts'
import { releaseFolder } from './release-name.ts'
import { failedFirst, type ReportFact } from './report-facts.ts'
import type { ReportInput } from './report-input.ts'

/** The verifier's checks, and how anyone makes them again. */
export function verificationSection({ verification, recipe }: ReportInput, facts: readonly ReportFact[], tongue: Tongue): Html {
  const { language, say } = tongue
  const checks = failedFirst(facts.filter(({ origin }) => origin === 'verification'))
  const title = say('검증', 'Verification')
  return html`${pageSection({
    id: 'verification', title,
    lead: say(
      '비식별 처리를 한 프로그램과 코드를 나누지 않는 검증기가, 디스크에 놓인 파일만 읽고 다시 셌습니다. 하나라도 어긋나면 공개하지 않습니다.',
      'A verifier that shares no code with the de-identifier read only what lies on disk and counted again. If one check fails, nothing is released.'),
    body: html`${factTable(title, checks, tongue)}<p class="after-table small">${say('검증기', 'Verifier')}: ${verification.verifier}</p>`,
  }, tongue)}<section class="card yourself" aria-labelledby="${language}-yourself"><div><h2 id="${language}-yourself">${say('직접 확인하기', 'Verify it yourself')}</h2>
<p>${say('이 한 줄이 파일만 읽어 검증을 다시 합니다. 원본은 필요 없습니다.', 'This one line reads only the files and makes the checks again. The source is not needed.')}</p></div><pre><code>npx datadam verify ${releaseFolder(recipe)}</code></pre></section>`
}
