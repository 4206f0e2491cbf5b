import { compareFairness, compareGroups } from './compare-groups.ts'
import { comparePrivacy } from './compare-privacy.ts'
import { compareQuality } from './compare-quality.ts'
import type { Section, Side, Virtue } from './difference.ts'
import type { Outcome } from './outcome.ts'

/** Two outcomes side by side. */
export interface Comparison {
  readonly a: Pick<Outcome, 'kind' | 'name' | 'version'>
  readonly b: Pick<Outcome, 'kind' | 'name' | 'version'>
  /** Every figure of either, the equal ones too. */
  readonly sections: readonly Section[]
  /** How many figures are compared, and how many of them differ. */
  readonly figures: number
  readonly different: number
  /** In how many figures each is better than the other. */
  readonly better: Readonly<Record<Side, Readonly<Record<Virtue, number>>>>
}

/** Compares what two releases came to, or two recipes would: data, promises, loss, risk, attacks, groups, fairness, quality and plan. */
export function compareOutcomes(a: Outcome, b: Outcome): Comparison {
  const sections = [
    ...comparePrivacy(a.privacy, b.privacy), compareGroups(a.privacy, b.privacy), compareFairness(a.fairness, b.fairness), ...compareQuality(a.quality, b.quality),
  ]
  const all = sections.flatMap(({ differences }) => differences)
  const count = (side: Side, virtue: Virtue) => all.filter(({ better }) => better?.side === side && better.virtue === virtue).length
  const counts = (side: Side) => ({ safer: count(side, 'safer'), 'keeps more': count(side, 'keeps more'), fairer: count(side, 'fairer'), holds: count(side, 'holds') })
  return {
    a: { kind: a.kind, name: a.name, version: a.version }, b: { kind: b.kind, name: b.name, version: b.version },
    sections, figures: all.length, different: all.filter(({ isEqual }) => !isEqual).length,
    better: { a: counts('a'), b: counts('b') },
  }
}
