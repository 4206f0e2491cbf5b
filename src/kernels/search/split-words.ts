export type Script = 'hangul' | 'arabic' | 'number' | 'other'

/** A run of one script in a folded text. */
export interface Word {
  readonly text: string
  readonly script: Script
  /** Whether only a blank, or a sign that joins, stands between it and the word before, which has the same script. */
  readonly follows: boolean
}

/** Longer words are cut here, in documents and queries alike. */
const MOST_CHARACTERS = 64

/** One group for each script, in this order. A number is a word of its own, so that 2026년 is found by 2026. */
const RUNS = /(\p{Script=Hangul}+)|([\p{Script=Arabic}&&\p{L}]+)|(\p{N}+)|([[\p{L}\p{M}]--[\p{Script=Hangul}\p{Script=Arabic}]]+)/gv

/** Blanks, and signs that people write between the parts of one compound, or leave out. */
export const JOINTS = /[\s\-_·/.]+/u
const ONLY_JOINTS = /^[\s\-_·/.]*$/u

/** Nearly all words of Korean and English texts, which need not be parted. */
const PLAIN_HANGUL = /^[\uAC00-\uD7A3]{1,64}$/
const PLAIN_LATIN = /^[a-z]{1,64}$/

/** The words of a folded text, in its order. The s of an English possessive is none. */
export function splitWords(folded: string): Word[] {
  if (PLAIN_HANGUL.test(folded)) return [{ text: folded, script: 'hangul', follows: false }]
  if (PLAIN_LATIN.test(folded)) return [{ text: folded, script: 'other', follows: false }]
  const words: Word[] = []
  let end = 0
  for (const match of folded.matchAll(RUNS)) {
    const [whole, hangul, arabic, number] = match
    const script = hangul !== undefined ? 'hangul' : arabic !== undefined ? 'arabic' : number !== undefined ? 'number' : 'other'
    const between = folded.slice(end, match.index)
    const isPossessive = whole === 's' && end > 0 && (between === "'" || between === '’')
    end = match.index + whole.length
    if (!isPossessive) words.push({ text: cut(whole), script, follows: words.at(-1)?.script === script && ONLY_JOINTS.test(between) })
  }
  return words
}

function cut(word: string): string {
  return word.length <= MOST_CHARACTERS ? word : word.slice(0, MOST_CHARACTERS).toWellFormed()
}
