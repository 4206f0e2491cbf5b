const LONGEST_SHAPE = 40

/**
 * The shape of a text: 9 for a digit, a and A for letters, 가 for a Hangul syllable; spaces and ASCII marks stay,
 * any other character becomes ?. Undefined for texts longer than forty characters, whose shapes tell nothing.
 */
export function shapeOf(text: string): string | undefined {
  const characters = Array.from(text.slice(0, LONGEST_SHAPE * 2 + 2))
  return characters.length > LONGEST_SHAPE ? undefined : characters.map(shapeOfCharacter).join('')
}

/** The commonest shape of counted texts, and its share of them; the first in code order among equals. Undefined without texts or shapes. */
export function findCommonestShape(texts: Iterable<{ readonly text: string; readonly count: number }>): { shape: string; share: number } | undefined {
  const counts = new Map<string, number>()
  let all = 0
  for (const { text, count } of texts) {
    all += count
    const shape = shapeOf(text)
    if (shape !== undefined) counts.set(shape, (counts.get(shape) ?? 0) + count)
  }
  let best: { shape: string; count: number } | undefined
  for (const [shape, count] of counts) {
    if (!best || count > best.count || (count === best.count && shape < best.shape)) best = { shape, count }
  }
  return best && { shape: best.shape, share: best.count / all }
}

function shapeOfCharacter(character: string): string {
  if (/\p{Nd}/u.test(character)) return '9'
  if (/[가-힣]/.test(character)) return '가'
  if (/\p{Lu}/u.test(character)) return 'A'
  if (/[\p{L}\p{M}]/u.test(character)) return 'a'
  return /[ -~]/.test(character) ? character : '?'
}
