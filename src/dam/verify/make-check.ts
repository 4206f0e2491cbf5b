import { significant } from '#dam/dataset/significant.ts'
import type { Bilingual, Fact, Shown } from '#dam/dataset/fact.ts'
import type { Check } from '#dam/dataset/reports.ts'
import { Refusal } from '#platform/refusal.ts'

/** What one check found. */
export interface Outcome {
  readonly verdict: Fact['verdict']
  readonly claim?: Shown
  readonly rule?: Shown
  readonly measured?: Shown
  readonly unit?: Fact['unit']
  readonly because?: Bilingual
  readonly findings?: readonly string[]
  /** Row numbers in the delivery, from 1. */
  readonly rows?: readonly number[]
}

/** One question to the release, and how it is answered. */
export interface PlannedCheck {
  readonly id: string
  readonly label: Bilingual
  readonly method: Bilingual
  /** What a stranger types to count it again, in the folder of the release. */
  readonly recompute: string
  readonly run: () => Promise<Outcome>
}

const MOST_FINDINGS = 25

/** Makes one check. It fails closed: whatever goes wrong inside is a failed check, never a passed one. */
export async function makeCheck({ id, label, method, recompute, run }: PlannedCheck): Promise<Check> {
  const outcome = await run().catch(couldNotBeMade)
  const { verdict, claim = null, rule = null, measured = null, unit = 'count', because, findings = [], rows } = outcome
  const left = findings.length - MOST_FINDINGS
  return {
    id,
    fact: {
      id, label, claim, rule, measured: typeof measured === 'number' ? significant(measured) : measured, unit, verdict,
      ...(because && { because }), ...(rows && rows.length > 0 && { rows: rows.slice(0, 10) }),
      how: { method, recompute },
    },
    findings: left > 0 ? [...findings.slice(0, MOST_FINDINGS), `and ${left} more`] : [...findings],
  }
}

/** Passed when nothing was found, failed otherwise. */
export function judge(findings: readonly string[], shown: Omit<Outcome, 'verdict' | 'findings'> = {}): Outcome {
  return { ...shown, verdict: findings.length === 0 ? 'passed' : 'failed', findings }
}

/** A check that cannot be made with what is at hand. */
export function notChecked(en: string, ko: string): Outcome {
  return { verdict: 'not-checked', because: { en, ko } }
}

/** For whoever holds the release alone. */
export const WITHOUT_DELIVERY = notChecked(
  'This needs the delivery and the vault, which only the publisher has; the publisher\'s own answer is in reports/verification.json',
  '원본과 금고가 있어야 하며 이는 발행자만 가지고 있습니다. 발행자의 결과는 reports/verification.json에 있습니다',
)

/** The message of a refusal is free of values by contract; of anything else only the kind is told. */
function couldNotBeMade(fault: unknown): Outcome {
  if (fault instanceof Refusal && fault.code === 'cancelled') throw fault
  return {
    verdict: 'failed',
    findings: [fault instanceof Refusal ? fault.message : `The check could not be made, so it does not pass: ${kindOf(fault)}`],
    because: { en: 'The check could not be made', ko: '검사를 수행할 수 없었습니다' },
  }
}

function kindOf(fault: unknown): string {
  if (!(fault instanceof Error)) return 'unknown fault'
  const code: unknown = Reflect.get(fault, 'code')
  const kind: unknown = Reflect.get(fault, 'kind')
  return [fault.name, code, kind].filter((part) => typeof part === 'string').join(' ')
}
