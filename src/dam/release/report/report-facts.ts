import type { Bilingual, Fact } from '#dam/dataset/fact.ts'
import type { PrivacyReport } from '#dam/dataset/reports.ts'
import { modelRule } from '#dam/release/model-rule.ts'
import type { Tongue } from './language.ts'
import type { ReportInput } from './report-input.ts'

/** Where a fact was measured. */
export type Origin = 'quality' | 'plan' | 'privacy' | 'verification'

/** A fact with its place in the page. */
export interface ReportFact {
  readonly fact: Fact
  readonly origin: Origin
  /** The end of the id of the entry that tells how it is computed, after the language: how-7. */
  readonly anchor: string
  /** Where a check failed. */
  readonly findings: readonly string[]
}

/** Every fact of a release, those of privacy made from its report, each with an anchor of its own. */
export function reportFacts({ quality, privacy, verification }: Pick<ReportInput, 'quality' | 'privacy' | 'verification'>): ReportFact[] {
  const found: [Origin, Fact, readonly string[]][] = [
    ...privacyFacts(privacy).map((fact): [Origin, Fact, string[]] => ['privacy', fact, []]),
    ...quality.plan.facts.map((fact): [Origin, Fact, string[]] => ['plan', fact, []]),
    ...quality.facts.map((fact): [Origin, Fact, string[]] => ['quality', fact, []]),
    ...verification.checks.map(({ fact, findings }): [Origin, Fact, string[]] => ['verification', fact, findings]),
  ]
  return found.map(([origin, fact, findings], place) => ({ origin, fact, findings, anchor: `how-${place + 1}` }))
}

const ORDER: readonly Fact['verdict'][] = ['failed', 'not-checked', 'noted', 'passed']

/** Failed facts first, then what could not be checked, what is only noted, and what was kept. */
export function failedFirst(facts: readonly ReportFact[]): ReportFact[] {
  return facts.toSorted((one, other) => ORDER.indexOf(one.fact.verdict) - ORDER.indexOf(other.fact.verdict))
}

/** A claim, rule or measured value in words of the language; a dash where there is none. */
export function shownText(shown: Fact['measured'], unit: Fact['unit'], { say, count, share, score }: Tongue): string {
  if (shown === null) return '—'
  if (typeof shown === 'boolean') return shown ? say('예', 'yes') : say('아니요', 'no')
  if (typeof shown === 'string') return shown === '' ? '—' : shown
  switch (unit) {
    case 'share': return share(shown)
    case 'score': return score(shown)
    case 'count':
    case 'text': return count(shown)
  }
}

/** The promises of privacy, each with its rule and what was measured: every model, the suppression limit, and parity. */
function privacyFacts(privacy: PrivacyReport): Fact[] {
  const share = privacy.rows === 0 ? 0 : privacy.suppressed / privacy.rows
  const suppressed: Fact = {
    id: 'privacy-suppressed', unit: 'share',
    label: { ko: '지워진 기록', en: 'Suppressed records' },
    claim: null, rule: `≤ ${Math.round(privacy.suppressionLimit * 10_000) / 100} %`, measured: share,
    verdict: share <= privacy.suppressionLimit ? 'passed' : 'failed',
    how: privacy.how,
  }
  const models = privacy.modelFacts.map((fact) => ({ ...fact, rule: modelRule(fact) }))
  return [...(models.length > 0 ? models : [noPromise(privacy)]), suppressed, ...privacy.parity]
}

function noPromise({ unit, smallest, how }: PrivacyReport): Fact {
  const of = unit === 'person' ? { ko: '명', en: 'persons' } : { ko: '행', en: 'rows' }
  const because: Bilingual = { ko: '지켜야 할 k를 정하지 않았습니다.', en: 'No k was promised.' }
  return { id: 'privacy-smallest-class', unit: 'count', label: { ko: `가장 작은 무리 (${of.ko})`, en: `Smallest class (${of.en})` }, claim: null, rule: null, measured: smallest, verdict: 'noted', because, how }
}
