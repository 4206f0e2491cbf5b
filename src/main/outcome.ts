import { join } from 'node:path'
import type { Fact, Shown } from '#dam/dataset/fact.ts'
import type { FairnessReport, Finding } from '#dam/dataset/fairness-report.ts'
import type { GroupOutcome, PrivacyReport, VerificationReport } from '#dam/dataset/reports.ts'
import type { RunOutcome } from '#dam/pipeline.ts'
import type { Answer } from './commands/command.ts'

/** What a finished run says: what was released, what failed first, where to look, what to do next. */
export function outcomeOf(outcome: RunOutcome): Answer {
  const { release, reports, collect, quality, privacy, fairness, verification } = outcome
  const facts = [...quality.facts, ...quality.plan.facts, ...privacy.modelFacts, ...privacy.parity]
  const failed = facts.filter((fact) => fact.verdict === 'failed')
  const short = quality.plan.cells.filter((cell) => cell.verdict === 'failed')
  const judged = facts.filter((fact) => fact.verdict !== 'noted')
  const misfits = collect.misfits.reduce((sum, { cells }) => sum + cells, 0)
  return {
    ok: true,
    json: {
      outcome: 'released', release, report: join(release, 'report.html'), stewardReports: reports,
      rows: privacy.rows, classes: privacy.classes, smallest: privacy.smallest, suppressed: privacy.suppressed, scores: privacy.scores,
      ...privacyJson(privacy), ...(fairness && { fairness: fairnessJson(fairness) }),
      failed: failed.map(({ id, claim, rule, measured }) => ({ id, claim, rule, measured })), cellsOutOfTolerance: short.length,
      verification: verification.verdict,
    },
    text: [
      '',
      `Released and verified: ${release}`,
      '',
      `  rows          ${count(privacy.rows)}, of which ${count(privacy.suppressed)} suppressed`,
      ...privacyLines(privacy),
      ...(fairness ? fairnessLines(fairness) : []),
      `  promises      ${judged.length - failed.length} of ${judged.length} hold${short.length > 0 ? `; ${short.length} cells of the plan are out of tolerance` : ''}`,
      ...(misfits > 0 ? [`  misfits       ${count(misfits)} cells did not fit their column's type`] : []),
      ...failed.map((fact) => `    failed      ${fact.label.en}: asked ${shown(fact.rule, fact)}, counted ${shown(fact.measured, fact)}`),
      `  verified      ${verification.checks.filter(({ fact }) => fact.verdict === 'passed').length} checks passed`,
      '',
      `  report        ${join(release, 'report.html')}`,
      `  row numbers   ${join(reports, 'quality.json')} (for the steward, not for the public)`,
      `  next          datadam verify ${release}`,
      '',
    ].join('\n'),
  }
}

/** Findings that a summary tells one by one. */
const MOST_FINDINGS = 3

function privacyJson(privacy: PrivacyReport) {
  const worst = worstGroup(privacy)
  return {
    recoding: privacy.recoding,
    attacks: privacy.attacks.map(({ id, column, rate, chance, bound }) => ({ id, ...(column !== undefined && { column }), rate, chance, ...(bound !== undefined && { bound }) })),
    parity: privacy.parity.map(({ id, rule, measured, verdict }) => ({ id, rule, measured, verdict })),
    ...(worst && { worstGroup: { cell: worst.cell, rows: worst.rows, suppressed: worst.suppressed, loss: worst.loss } }),
  }
}

function privacyLines(privacy: PrivacyReport): string[] {
  const { attacks, classes, columns, parity, recoding, scores, smallest, unit } = privacy
  if (columns.length === 0) return []
  const worst = worstGroup(privacy)
  return [
    `  classes       ${count(classes)}, the smallest of ${count(smallest)} ${unit === 'person' ? 'persons' : 'rows'}; ${recoding} recoding`,
    `  information   Loss ${scores.loss.toFixed(4)} (0 none, 1 all)`,
    ...attacks.map(({ id, column, rate, chance, bound }, place) => (
      `  ${place === 0 ? 'attacks' : '       '}       ${column === undefined ? id : `${id} of ${column}`}: right ${percent(rate)} of the time, chance ${percent(chance)}${bound === undefined ? '' : `, at most ${percent(bound)} promised`}`
    )),
    ...parity.map((fact, place) => `  ${place === 0 ? 'parity' : '      '}        ${fact.label.en}: at most ${shown(fact.rule, fact)}, measured ${fact.verdict === 'not-checked' ? 'nothing, since no group is large enough' : shown(fact.measured, fact)}`),
    ...(worst ? [`  worst group   ${cellText(worst.cell)}: ${percent(worst.suppressed / worst.rows)} of ${count(worst.rows)} rows suppressed, loss ${worst.loss.toFixed(4)} (all rows ${worst.whole.toFixed(4)})`] : []),
  ]
}

/** The group that lost the most information, of those that may be judged, beside the loss of all rows. */
function worstGroup({ groups }: PrivacyReport): (GroupOutcome & { readonly whole: number }) | undefined {
  const judged = groups.flatMap(({ outcomes, whole }) => outcomes.filter(({ isSmall, rows }) => !isSmall && rows > 0).map((outcome) => ({ ...outcome, whole: whole.loss })))
  return judged.toSorted((a, b) => b.loss - a.loss || b.suppressed / b.rows - a.suppressed / a.rows)[0]
}

function gravestOf({ findings }: FairnessReport): readonly Finding[] {
  return findings.filter(({ verdict }) => verdict === 'failed')
}

function fairnessJson(fairness: FairnessReport) {
  const grave = gravestOf(fairness)
  return { findings: grave.length, gravest: grave.slice(0, MOST_FINDINGS).map(({ id, kind, label, rule, measured, severity }) => ({ id, kind, label: label.en, rule, measured, severity })) }
}

function fairnessLines(fairness: FairnessReport): string[] {
  const grave = gravestOf(fairness)
  return [
    `  fairness      ${grave.length === 0 ? 'nothing beyond the tolerance' : `${grave.length === 1 ? 'one finding' : `${count(grave.length)} findings`} beyond the tolerance${grave.length > MOST_FINDINGS ? ', the gravest' : ''}:`}`,
    ...grave.slice(0, MOST_FINDINGS).map((finding) => `    finding     ${findingText(finding)}`),
    ...fairness.findings.filter(({ verdict }) => verdict === 'not-checked').map(({ label, because }) => `    not checked ${label.en}${because ? `: ${because.en}` : ''}`),
  ]
}

function findingText({ kind, label, because }: Finding): string {
  if (because === undefined) return label.en
  // Such a sentence names group and outcome by itself.
  return kind === 'representation' || kind === 'label' ? because.en : `${label.en}: ${because.en}`
}

function cellText(cell: GroupOutcome['cell']): string {
  return cell.map(({ column, value }) => `${column} = ${value ?? '(missing)'}`).join(', ')
}

function count(value: number): string {
  return value.toLocaleString('en')
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`
}

/** The checks of a verification, one a line, findings below what failed. */
export function verificationText(report: VerificationReport): string {
  const words = { passed: 'passed', failed: 'FAILED', noted: 'noted', 'not-checked': 'not checked' } as const
  return [
    ...report.checks.flatMap(({ fact, findings }) => [
      `  ${words[fact.verdict].padEnd(12)} ${fact.label.en}${fact.measured === null ? '' : `: ${shown(fact.measured, fact)}`}${fact.because ? `: ${fact.because.en}` : ''}`,
      ...findings.map((finding) => `                 ${finding}`),
    ]),
    '',
    report.verdict === 'passed' ? 'Verified: every check that could be made passed.' : 'Not verified: this release must not be used or passed on.',
  ].join('\n')
}

function shown(value: Shown, { unit }: Fact): string {
  if (typeof value !== 'number') return String(value)
  return unit === 'share' ? `${Number((value * 100).toPrecision(4))} %` : value.toLocaleString('en', { maximumFractionDigits: 6 })
}
