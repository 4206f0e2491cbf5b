import type { Bilingual, HowComputed } from '#dam/dataset/fact.ts'
import { type Html, html } from '#platform/page/html-text.ts'
import type { Tongue } from './language.ts'
import { pageSection } from './page-section.ts'
import type { ReportFact } from './report-facts.ts'
import type { ReportInput } from './report-input.ts'

/** How each number of the page is computed, one entry each, closed until asked for. */
export function howSection({ privacy, profile, quality }: ReportInput, facts: readonly ReportFact[], tongue: Tongue): Html {
  const { language, say, of } = tongue
  const general: [string, Bilingual, HowComputed][] = [
    ['how-privacy', { ko: '무리, 위험, 잃은 정보', en: 'Classes, risk and loss' }, privacy.how],
    ['how-profile', { ko: '열의 모습', en: 'Profile of the columns' }, profile.how],
    ...(quality.plan.cellsHow ? [['how-cells', { ko: '계획한 칸', en: 'Planned cells' }, quality.plan.cellsHow] satisfies [string, Bilingual, HowComputed]] : []),
  ]
  const measured = facts.map(({ anchor, fact }): [string, Bilingual, HowComputed] => [anchor, fact.label, fact.how])
  const entry = ([anchor, label, how]: [string, Bilingual, HowComputed]) => html`<details class="how" id="${language}-${anchor}"><summary>${of(label)}</summary><p>${of(how.method)}</p><pre><code>${how.recompute}</code></pre></details>`
  return pageSection({
    id: 'how', title: say('값마다 어떻게 셌나', 'How each number is computed'),
    lead: say('무엇을 어떻게 셌는지, 누구나 다시 세려면 무엇을 실행하면 되는지 적습니다.', 'What was counted and how, and what anyone can run to count it again.'),
    body: [...general, ...measured].map(entry),
  }, tongue)
}
