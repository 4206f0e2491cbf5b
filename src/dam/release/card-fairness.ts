import type { FairnessReport, GroupCell } from '#dam/dataset/fairness-report.ts'
import { CARD_WORDS } from './card-words.ts'
import type { CardLanguage } from './language-text.ts'
import { markdownText } from './markdown-text.ts'

/** The gravest; all stand in reports/fairness.json. */
const MOST_FINDINGS = 8
const MOST_THIN = 5

/** What a card tells of fairness: who is thin beside the population, whose outcomes lie farthest apart, and the gravest findings. */
export function cardFairness({ crossings, findings, groups, label, reference }: FairnessReport, language: CardLanguage): string[] {
  const words = CARD_WORDS[language]
  const name = (cell: GroupCell) => markdownText(cell.map(({ column, value }) => `${column} = ${value ?? words.missing}`).join(', '))
  const thin = crossings.flatMap(({ cells }) => cells).flatMap(({ cell, share, reference: population }) => (population?.verdict === 'thin' ? [{ cell, share, population }] : []))
    .toSorted((one, other) => (one.population.ratio ?? 0) - (other.population.ratio ?? 0))
  const told = thin.slice(0, MOST_THIN).map(({ cell, share, population }) => words.thinGroup(name(cell), percent(share), percent(population.share)))
  const [gap] = crossings.flatMap(({ labelGap }) => labelGap ?? []).toSorted((one, other) => other.difference - one.difference)
  const found = findings.filter(({ verdict }) => verdict === 'failed')
  const lines = found.slice(0, MOST_FINDINGS).map(({ label: what, because }) => `- ${markdownText(what[language])}${because ? `: ${markdownText(because[language])}` : ''}`)
  return [
    words.audited(groups.map(markdownText).join(', '), markdownText(label.column), found.length.toLocaleString('en-US')),
    ...(reference ? [thin.length === 0 ? words.noThin : words.thin(told.join('; '), (thin.length - told.length).toLocaleString('en-US'))] : []),
    ...(gap ? [words.labelGap(markdownText(`${label.column} = ${label.favourable}`), name(gap.lowest), name(gap.highest), percent(gap.difference).replace(' %', ''))] : []),
    ...(lines.length > 0 ? [lines.join('\n')] : []),
  ]
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))} %`
}
