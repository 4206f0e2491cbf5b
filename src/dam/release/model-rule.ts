import type { Fact } from '#dam/dataset/fact.ts'

/** A model's rule with its sign: at least for size and variety, at most for distance and chance, less than for recursive variety. */
export function modelRule({ id, rule, unit }: Pick<Fact, 'id' | 'rule' | 'unit'>): Fact['rule'] {
  if (typeof rule !== 'number') return rule
  const told = unit === 'share' ? `${Math.round(rule * 10_000) / 100} %` : String(rule)
  if (id.startsWith('t-closeness') || id === 'average-risk' || id === 'delta-presence') return `≤ ${told}`
  return `${id.endsWith(':recursive') ? '<' : '≥'} ${told}`
}
