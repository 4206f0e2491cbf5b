import type { Fact } from '#dam/dataset/fact.ts'
import { type Attack, type GroupOutcome, PrivacyReport, type QualityReport, type Risk } from '#dam/dataset/reports.ts'
import type { TriedOutcome } from '#dam/dataset/tried-recoding.ts'
import type { ExploredChoice } from './mark-front.ts'
import type { Outcome } from './outcome.ts'

const how = { method: { en: 'Counted.', ko: '세었습니다.' }, recompute: 'datadam verify RELEASE_DIR' }

/** A measured fact that holds, unless the words given say another verdict. */
export function madeFact(words: Partial<Fact> & Pick<Fact, 'id'>): Fact {
  return { label: { en: words.id, ko: words.id }, claim: null, rule: 1, measured: 1, unit: 'count', verdict: 'passed', how, ...words }
}

function madeRisk(highest: number): Risk {
  const chances = { highest, average: highest / 2, atRisk: 0 }
  return { prosecutor: chances, journalist: chances, marketer: highest / 2, sampleUniques: 0, recordsAtRisk: [{ threshold: 0.5, rows: 0 }] }
}

/** An attack that reaches `rate` where chance reaches a tenth. */
export function madeAttack(rate: number, id: Attack['id'] = 'linkage'): Attack {
  return { id, attempts: 100, certain: 0, successes: 100 * rate, rate, chance: 0.1, label: { en: id, ko: id }, how }
}

/** The women of a release, and those of them that are suppressed. */
export function madeWomen(suppressed: number, loss: number): GroupOutcome {
  return { cell: [{ column: 'sex', value: 'F' }], rows: 100, suppressed, loss, isSmall: false }
}

/** A privacy report of 200 rows, with the words given in place of its own. */
export function madePrivacy(words: Partial<PrivacyReport> = {}): PrivacyReport {
  return PrivacyReport.parse({
    models: [{ 'k-anonymity': 5 }], modelFacts: [madeFact({ id: 'k-anonymity', rule: 5, measured: 6, unit: 'score' })],
    unit: 'row', recoding: 'global', metric: 'loss', rows: 200,
    columns: [{ column: 'age', level: 1, levels: 4, rowsByLevel: [{ level: 1, rows: 200 }], weight: 1, labels: 9, loss: 0.25 }],
    scores: { loss: 0.25, aecs: 10, discernibility: 4000, precision: 0.3, entropy: 0.4 },
    suppressed: 0, suppressionLimit: 0.05, classes: 20, smallest: 6, classSizes: [{ size: 10, classes: 20 }],
    before: madeRisk(1), after: madeRisk(1 / 6),
    groups: [{ by: ['sex'], whole: { suppressed: { count: 0, of: 200, rate: 0 }, loss: 0.25 }, outcomes: [madeWomen(0, 0.25)] }],
    parity: [], attacks: [madeAttack(0.3)], distributions: [],
    treatments: [{ column: 'age', role: 'quasi-identifier', did: 'generalised to level 1 of 3' }, { column: 'name', role: 'identifier', did: 'drop' }],
    how, ...words,
  })
}

/** A quality report of one rule that holds and a plan of one cell. */
export function madeQuality(words: Partial<QualityReport> = {}): QualityReport {
  return {
    facts: [madeFact({ id: 'quality-01-unique', label: { en: 'name is unique', ko: 'name은 유일' } })],
    plan: { facts: [], cells: [{ cell: [{ column: 'sex', value: 'F' }], count: 100, share: 0.5, target: 0.5, tolerance: 0.01, verdict: 'passed', shortfall: 0 }] },
    stops: false, ...words,
  }
}

/** A release with these reports. */
export function madeOutcome(words: Partial<Outcome> = {}): Outcome {
  return { kind: 'release', name: 'city/people', version: '1.0.0', privacy: madePrivacy(), quality: madeQuality(), ...words }
}

/** What a choice comes to that loses so much and is attacked with such success. */
export function madeTried({ loss = 0.25, rate = 0.3, ...words }: { readonly loss?: number; readonly rate?: number } & Partial<TriedOutcome> = {}): TriedOutcome {
  const attack = madeAttack(rate)
  return {
    rows: 200, suppressed: 4, scores: { ...madePrivacy().scores, loss }, classes: 20, meanClass: 9.8, smallest: 5, highestRisk: 0.2,
    attacks: [attack], bestAttack: attack, parity: 'kept', ...words,
  }
}

/** A choice that can be released, unless the words given say why not. */
export function madeChoice(words: Partial<ExploredChoice> = {}): ExploredChoice {
  return { k: 5, recoding: 'global', isOwn: false, isOnFront: false, outcome: madeTried(), seconds: 1, ...words }
}
