import { dataTable } from './data-table.ts'
import { type Html, html } from '#platform/page/html-text.ts'
import type { Tongue } from './language.ts'
import { type ReportFact, shownText } from './report-facts.ts'
import { verdictBadge } from './verdict-badge.ts'

/** Facts as rows: what was claimed, what the rule asks, what was counted, the verdict, and how it was counted. */
export function factTable(caption: string, facts: readonly ReportFact[], tongue: Tongue): Html {
  const { say, of } = tongue
  return dataTable({
    caption,
    columns: [
      { heading: say('항목', 'What') }, { heading: say('낸 곳의 말', 'Claim'), numbers: true }, { heading: say('규칙', 'Rule'), numbers: true },
      { heading: say('다시 센 값', 'Measured'), numbers: true }, { heading: say('판정', 'Verdict') }, { heading: say('셈', 'How') },
    ],
    rows: facts.map(({ fact, anchor, findings }) => [
      html`<b>${of(fact.label)}</b>${fact.because ? html`<small>${of(fact.because)}</small>` : null}${findings.map((finding) => html`<small>${finding}</small>`)}`,
      shownText(fact.claim, fact.unit, tongue), shownText(fact.rule, fact.unit, tongue), html`<b>${shownText(fact.measured, fact.unit, tongue)}</b>`,
      verdictBadge(fact.verdict, tongue), howLink(anchor, of(fact.label), tongue),
    ]),
  })
}

/** A link to the entry that tells how a number is computed. */
export function howLink(anchor: string, what: string, { language, say }: Tongue): Html {
  return html`<a href="#${language}-${anchor}">${say('계산 보기', 'How')}<span class="unseen">: ${what}</span></a>`
}
