/** Lines of cells as one text, each column as wide as its widest cell; columns named in `numbers` end at their right. */
export function textTable(lines: readonly (readonly string[])[], { numbers = [] }: { readonly numbers?: readonly number[] } = {}): string[] {
  const columns = Math.max(0, ...lines.map((line) => line.length))
  const widths = Array.from({ length: columns }, (_, place) => Math.max(0, ...lines.map((line) => widthOf(line[place] ?? ''))))
  const right = new Set(numbers)
  return lines.map((line) => widths.map((width, place) => {
    const cell = line[place] ?? ''
    const blank = ' '.repeat(width - widthOf(cell))
    return right.has(place) ? blank + cell : cell + blank
  }).join('  ').trimEnd())
}

/** Hangul and Han characters take two places on a terminal. */
function widthOf(text: string): number {
  return Array.from(text).reduce((width, character) => width + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/.test(character) ? 2 : 1), 0)
}
