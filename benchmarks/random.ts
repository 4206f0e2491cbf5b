/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** From 0 to below 1. */
  next(): number
  /** A whole number from 0 to below another. */
  below(end: number): number
  pick<Item>(items: readonly Item[]): Item
}

/** Marsaglia's xorshift over 32 bits; enough for made data, not for secrets. */
export function createRandom(seed: number): Random {
  // Seeds that differ little must not begin alike, and 0 would stay 0.
  let state = Math.imul(seed ^ (seed >>> 16) ^ 0x9E3779B9, 0x85EBCA6B) | 1
  state ^= state >>> 13
  const next = (): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
  const below = (end: number): number => Math.floor(next() * end)
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[below(items.length)]
    if (item === undefined) throw new RangeError('There is nothing to pick from')
    return item
  }
  return { next, below, pick }
}
