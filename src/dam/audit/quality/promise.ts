import type { Bilingual, Fact } from '#dam/dataset/fact.ts'

/** What was counted of a rule that rows, or values, keep or break. */
export interface KeptAndBroken {
  readonly id: string
  readonly label: Bilingual
  /** Rows that the rule concerns. */
  readonly concerned: number
  readonly broken: number
  /** Share of the rows that must keep the rule; every one when undefined. */
  readonly mostly: number | undefined
  /** Row numbers from 1. */
  readonly rows: readonly number[]
  readonly method: Bilingual
  readonly recompute: string
}

/**
 * A promise as a fact: the rows that break it, of which there may be none; or, with `mostly`, the share that keeps it.
 *
 * When the rule concerns no row there is nothing to pass.
 */
export function makePromiseFact({ id, label, concerned, broken, mostly, rows, method, recompute }: KeptAndBroken): Fact {
  const kept = concerned === 0 ? null : (concerned - broken) / concerned
  const holds = kept !== null && (mostly === undefined ? broken === 0 : kept >= mostly - 1e-12)
  return {
    id,
    label: mostly === undefined
      ? { en: `${label.en} (rows that break it)`, ko: `${label.ko} (어긋난 행)` }
      : { en: `${label.en} (share that keeps it)`, ko: `${label.ko} (지킨 비율)` },
    claim: null,
    ...(mostly === undefined ? { rule: 0, measured: concerned === 0 ? null : broken, unit: 'count' as const } : { rule: mostly, measured: kept, unit: 'share' as const }),
    verdict: concerned === 0 ? 'not-checked' : holds ? 'passed' : 'failed',
    ...(concerned === 0 && { because: { en: 'There is no value to check.', ko: '검사할 값이 없습니다.' } }),
    ...(concerned > 0 && broken > 0 && { because: { en: `${count(broken)} of ${count(concerned)} rows break the rule.`, ko: `${count(concerned)}행 중 ${count(broken)}행이 규칙에 어긋납니다.` } }),
    ...(rows.length > 0 && { rows: [...rows] }),
    how: { method, recompute },
  }
}

function count(number: number): string {
  return number.toLocaleString('en-US')
}
