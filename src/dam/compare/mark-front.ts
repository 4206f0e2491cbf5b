import { beyondChance, type TriedRecoding } from '#dam/dataset/tried-recoding.ts'

/** A choice that was tried, beside the others. */
export interface ExploredChoice extends TriedRecoding {
  /** Whether it can be released, and no other that can has both less loss and less of the best attack (of one of them less, of the other no more). */
  readonly isOnFront: boolean
}

/** Marks the choices that no other one beats in both information and safety. */
export function markFront(tried: readonly TriedRecoding[]): ExploredChoice[] {
  const priced = tried.map(priceOf)
  return tried.map((one, place) => {
    const own = priced[place]
    return { ...one, isOnFront: own !== undefined && !priced.some((other) => other && beats(other, own)) }
  })
}

interface Price {
  readonly loss: number
  readonly attack: number
}

function priceOf({ outcome, because }: TriedRecoding): Price | undefined {
  return outcome && because === undefined ? { loss: outcome.scores.loss, attack: outcome.bestAttack ? beyondChance(outcome.bestAttack) : 0 } : undefined
}

function beats(one: Price, other: Price): boolean {
  return one.loss <= other.loss && one.attack <= other.attack && (one.loss < other.loss || one.attack < other.attack)
}
