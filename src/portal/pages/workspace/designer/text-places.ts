/** Letters that are as wide as two of a fixed width: those of Korean, Chinese and Japanese. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u

/** How wide a line stands, in letters of a fixed width. */
export function widthOf(line: string): number {
  return Array.from(line).reduce((sum, letter) => sum + (WIDE.test(letter) ? 2 : 1), 0)
}

/** The line of a place in a text, from 0, and how far into it. */
export function caretPlace(text: string, place: number): { readonly line: number; readonly width: number } {
  const before = text.slice(0, place).split('\n')
  return { line: before.length - 1, width: widthOf(before.at(-1) ?? '') }
}
