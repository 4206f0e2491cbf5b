import { join } from 'node:path'
import type { Fact, Shown } from '#dam/dataset/fact.ts'
import type { VerificationReport } from '#dam/dataset/reports.ts'
import type { RunOutcome } from '#dam/pipeline.ts'
import type { Answer } from './commands/command.ts'

/** What a finished run says: what was released, what failed first, where to look, what to do next. */
export function outcomeOf(outcome: RunOutcome): Answer {
  const { release, reports, collect, quality, privacy, verification } = outcome
  const facts = [...quality.facts, ...quality.plan.facts]
  const failed = facts.filter((fact) => fact.verdict === 'failed')
  const short = quality.plan.cells.filter((cell) => cell.verdict === 'failed')
  const judged = facts.filter((fact) => fact.verdict !== 'noted')
  const misfits = collect.misfits.reduce((sum, { cells }) => sum + cells, 0)
  const count = (value: number) => value.toLocaleString('en')
  return {
    ok: true,
    json: {
      outcome: 'released', release, report: join(release, 'report.html'), stewardReports: reports,
      rows: privacy.rows, classes: privacy.classes, smallest: privacy.smallest, suppressed: privacy.suppressed, scores: privacy.scores,
      failed: failed.map(({ id, claim, rule, measured }) => ({ id, claim, rule, measured })), cellsOutOfTolerance: short.length,
      verification: verification.verdict,
    },
    text: [
      '',
      `Released and verified: ${release}`,
      '',
      `  rows          ${count(privacy.rows)}, of which ${count(privacy.suppressed)} suppressed`,
      ...(privacy.columns.length > 0 ? [
        `  classes       ${count(privacy.classes)}, the smallest of ${count(privacy.smallest)} ${privacy.unit === 'person' ? 'persons' : 'rows'}`,
        `  information   Loss ${privacy.scores.loss.toFixed(4)} (0 none, 1 all)`,
      ] : []),
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
