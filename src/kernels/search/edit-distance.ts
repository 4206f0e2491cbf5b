/** Patterns up to here fit the bits of one number. */
const MOST_BITS = 31

/**
 * Measures how many letters apart texts are from a pattern: one for each letter too many, missing or wrong, and for two
 * neighbours that changed places (no letter is edited twice).
 *
 * A pattern of at most 31 letters is measured for all its letters at once, in the bits of a number (Hyyrö 2003);
 * a longer one cell by cell.
 */
export function distanceFrom(pattern: string): (text: string) => number {
  return pattern.length > 0 && pattern.length <= MOST_BITS ? byBits(pattern) : (text) => byCells(pattern, text)
}

function byBits(pattern: string): (text: string) => number {
  const places = new Map<number, number>()
  for (let at = 0; at < pattern.length; at++) places.set(pattern.charCodeAt(at), (places.get(pattern.charCodeAt(at)) ?? 0) | (1 << at))
  const last = 1 << (pattern.length - 1)
  return (text) => {
    // Bit i of up and down: whether the distance rises or falls from letter i of the pattern to the next, in this column.
    let [up, down, same, placesBefore, distance] = [-1, 0, 0, 0, pattern.length]
    for (let at = 0; at < text.length; at++) {
      const here = places.get(text.charCodeAt(at)) ?? 0
      const swapped = ((~same & here) << 1) & placesBefore
      same = ((((here & up) + up) | 0) ^ up) | here | down | swapped
      let rises = down | ~(same | up)
      const falls = same & up
      if (rises & last) distance++
      if (falls & last) distance--
      rises = (rises << 1) | 1
      up = (falls << 1) | ~(same | rises)
      down = rises & same
      placesBefore = here
    }
    return distance
  }
}

function byCells(pattern: string, text: string): number {
  let before: number[] = []
  let last = Array.from({ length: text.length + 1 }, (_, column) => column)
  for (let row = 1; row <= pattern.length; row++) {
    const current = [row]
    for (let column = 1; column <= text.length; column++) {
      const differs = pattern[row - 1] === text[column - 1] ? 0 : 1
      const least = Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + differs)
      const isSwapped = row > 1 && column > 1 && pattern[row - 1] === text[column - 2] && pattern[row - 2] === text[column - 1]
      current.push(isSwapped ? Math.min(least, (before[column - 2] ?? 0) + 1) : least)
    }
    before = last
    last = current
  }
  return last[text.length] ?? 0
}
