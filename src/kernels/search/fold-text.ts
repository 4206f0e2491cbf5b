/** What needs no unfolding: ASCII and whole Hangul syllables. Nearly every Korean and English text. */
const PLAIN = /^[\0-\x7F\uAC00-\uD7A3]*$/

/** Characters that are not seen: soft hyphens, joiners, marks of direction, fillers; and the line that stretches Arabic. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}\u0640]+/gu

const LATIN_MARKS = /(?<=\p{Script=Latin})\p{Mark}+/gu

/** Vowel signs, and the hamza and madda that NFKD takes off alef, waw and ya. */
const ARABIC_MARKS = /[\u0610-\u061A\u064B-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E8\u06EA-\u06ED]+/g

/** Letters that Arabic writers use for one another, Persian forms of them, and digits. */
const ARABIC_ALIKE = new Map([['ٱ', 'ا'], ['ى', 'ي'], ['ی', 'ي'], ['ک', 'ك'], ['ة', 'ه'], ...Array.from({ length: 10 }, (_, digit): [string, string][] => [
  [String.fromCharCode(0x0660 + digit), String(digit)], [String.fromCharCode(0x06F0 + digit), String(digit)],
]).flat()])
const ARABIC_LETTERS = /[ٱىیکة\u0660-\u0669\u06F0-\u06F9]/g

/**
 * Text as it is searched: one form of each character, small letters, Latin without accents, Arabic without vowel signs
 * and with one form of alef, ya and ta marbuta, one blank between words.
 *
 * Takes any text, lone surrogates too; folded once more it stays the same.
 */
export function foldText(text: string): string {
  if (PLAIN.test(text)) return withSingleBlanks(text.toLowerCase())
  // What is not seen goes first, so that no mark hides behind it.
  const apart = text.toWellFormed().normalize('NFKD').replaceAll(UNSEEN, '')
  const bare = apart.replaceAll(LATIN_MARKS, '').replaceAll(ARABIC_MARKS, '').replaceAll(ARABIC_LETTERS, (letter) => ARABIC_ALIKE.get(letter) ?? letter)
  return withSingleBlanks(bare.toLowerCase().normalize('NFC'))
}

function withSingleBlanks(text: string): string {
  return /\s/.test(text) ? text.replaceAll(/\s+/g, ' ').trim() : text
}
