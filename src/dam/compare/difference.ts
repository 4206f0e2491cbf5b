import type { Fact, Shown } from '#dam/dataset/fact.ts'
import { significant } from '#dam/dataset/significant.ts'

/** Which of the two is better. */
export type Side = 'a' | 'b'

/** In what the better one is better. */
export type Virtue = 'safer' | 'keeps more' | 'fairer' | 'holds'

/** One figure of two outcomes, side by side; null where an outcome has none. */
export interface Difference {
  readonly label: string
  readonly unit: Fact['unit']
  readonly a: Shown
  readonly b: Shown
  /** b - a; null where they are not both numbers. */
  readonly difference: number | null
  readonly isEqual: boolean
  /** Left out where they are equal, and where more is neither better nor worse. */
  readonly better?: { readonly side: Side; readonly virtue: Virtue }
}

/** Figures of one kind. */
export interface Section {
  readonly id: 'data' | 'promises' | 'information' | 'risk-before' | 'risk' | 'attacks' | 'groups' | 'fairness' | 'quality' | 'plan'
  readonly title: string
  readonly differences: readonly Difference[]
}

/** Whether less or more of a figure is better, and in what. */
export interface Direction {
  readonly wanted: 'less' | 'more'
  readonly virtue: Virtue
}

/** Sums may differ in digits that nobody is told. */
const ROUNDING = 1e-11

/** A number of each outcome; undefined where it has none. */
export function numbers(label: string, unit: Fact['unit'], a: number | null | undefined, b: number | null | undefined, direction?: Direction): Difference {
  if (typeof a !== 'number' || typeof b !== 'number') return { label, unit, a: a ?? null, b: b ?? null, difference: null, isEqual: (a ?? null) === (b ?? null) }
  const difference = b - a
  const isEqual = Math.abs(difference) <= ROUNDING * Math.max(Math.abs(a), Math.abs(b))
  return {
    label, unit, a, b, difference: isEqual ? 0 : significant(difference), isEqual,
    ...(!isEqual && direction && { better: { side: difference < 0 === (direction.wanted === 'less') ? 'b' : 'a', virtue: direction.virtue } }),
  }
}

/** Words of each outcome; undefined where it has none. */
export function words(label: string, a: string | undefined, b: string | undefined, better?: Difference['better']): Difference {
  const isEqual = a === b
  return { label, unit: 'text', a: a ?? null, b: b ?? null, difference: null, isEqual, ...(!isEqual && better && { better }) }
}

/** Things of both outcomes with the same key, in the order of the first; those of the second alone come last. What shares a key is told apart by its turn. */
export function pairUp<Thing>(a: readonly Thing[], b: readonly Thing[], keyOf: (thing: Thing) => string): { readonly a?: Thing; readonly b?: Thing }[] {
  const [ofA, ofB] = [byKey(a, keyOf), byKey(b, keyOf)]
  return [...new Set([...ofA.keys(), ...ofB.keys()])].map((key) => {
    const [one, other] = [ofA.get(key), ofB.get(key)]
    return { ...(one !== undefined && { a: one }), ...(other !== undefined && { b: other }) }
  })
}

function byKey<Thing>(things: readonly Thing[], keyOf: (thing: Thing) => string): Map<string, Thing> {
  const turns = new Map<string, number>()
  return new Map(things.map((thing) => {
    const key = keyOf(thing)
    const turn = turns.get(key) ?? 0
    turns.set(key, turn + 1)
    return [JSON.stringify([key, turn]), thing]
  }))
}
