/** The longest word that is compared; longer ones are not misspelt words. */
const LONGEST = 64

/**
 * The known word that a misspelt one most likely meant, or undefined when none is near.
 *
 * Near is at most a third of the letters wrong, missing, added or exchanged with a neighbour, and never
 * more than three; case and the difference between `_`, blank and `-` do not count.
 */
export function nearestWord(word: string, known: Iterable<string>): string | undefined {
  const written = plain(word)
  if (written.length === 0 || word.length > LONGEST) return undefined
  let nearest: string | undefined
  let fewest = Math.min(3, Math.max(1, Math.floor(written.length / 3))) + 1
  for (const candidate of known) {
    if (Math.abs(candidate.length - written.length) >= fewest || candidate.length > LONGEST) continue
    const mistakes = countMistakes(written, plain(candidate))
    if (mistakes < fewest) [nearest, fewest] = [candidate, mistakes]
  }
  return nearest
}

/** The question to put behind a sentence, with a blank before it; empty when no known word is near. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const nearest = nearestWord(word, known)
  return nearest === undefined || nearest === word ? '' : ` Did you mean ${nearest}?`
}

function plain(word: string): string {
  return word.trim().toLowerCase().replaceAll(/[\s_]/g, '-')
}

/** Damerau-Levenshtein distance, in its optimal string alignment form. */
function countMistakes(a: string, b: string): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const wrong = a[row - 1] === b[column - 1] ? 0 : 1
      let least = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + wrong)
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) least = Math.min(least, at(before, column - 2) + 1)
      current.push(least)
    }
    ;[before, last] = [last, current]
  }
  return at(last, b.length)
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY
}
