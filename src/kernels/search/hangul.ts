const FIRST_SYLLABLE = 0xAC00
const SYLLABLES = 11_172
const VOWELS = 21
const FINALS = 28

/** Keys of the usual Korean keyboard (two sets), in Unicode's order: what is typed for each part of a syllable. */
const INITIAL_KEYS = [...'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ']
const VOWEL_KEYS = ['ㅏ', 'ㅐ', 'ㅑ', 'ㅒ', 'ㅓ', 'ㅔ', 'ㅕ', 'ㅖ', 'ㅗ', 'ㅗㅏ', 'ㅗㅐ', 'ㅗㅣ', 'ㅛ', 'ㅜ', 'ㅜㅓ', 'ㅜㅔ', 'ㅜㅣ', 'ㅠ', 'ㅡ', 'ㅡㅣ', 'ㅣ']
const FINAL_KEYS = ['', 'ㄱ', 'ㄲ', 'ㄱㅅ', 'ㄴ', 'ㄴㅈ', 'ㄴㅎ', 'ㄷ', 'ㄹ', 'ㄹㄱ', 'ㄹㅁ', 'ㄹㅂ', 'ㄹㅅ', 'ㄹㅌ', 'ㄹㅍ', 'ㄹㅎ', 'ㅁ', 'ㅂ', 'ㅂㅅ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅊ', 'ㅋ', 'ㅌ', 'ㅍ', 'ㅎ']

/** Where single letters of a folded text stand in Unicode, beside what is typed for them. */
const LETTER_BLOCKS = [{ first: 0x1100, keys: INITIAL_KEYS }, { first: 0x1161, keys: VOWEL_KEYS }, { first: 0x11A7, keys: FINAL_KEYS }] as const

/** Hangul as it is typed, key by key (학교 → ㅎㅏㄱㄱㅛ); other characters stay. */
export function keystrokesOf(text: string): string {
  let keys = ''
  for (let at = 0; at < text.length; at++) keys += keysOfCharacter(text.charCodeAt(at)) ?? text.charAt(at)
  return keys
}

/** The consonant that a whole syllable begins with, as its key; undefined for anything else. */
export function initialOf(text: string, at: number): string | undefined {
  const syllable = text.charCodeAt(at) - FIRST_SYLLABLE
  return syllable >= 0 && syllable < SYLLABLES ? INITIAL_KEYS[Math.floor(syllable / (VOWELS * FINALS))] : undefined
}

/** How a syllable ends, which decides the particles that may follow it. */
export type SyllableEnd = 'vowel' | 'rieul' | 'consonant'

/** How the last character ends; undefined unless it is a whole syllable. */
export function endOf(text: string): SyllableEnd | undefined {
  const syllable = text.charCodeAt(text.length - 1) - FIRST_SYLLABLE
  if (!(syllable >= 0 && syllable < SYLLABLES)) return undefined
  const final = syllable % FINALS
  return final === 0 ? 'vowel' : FINAL_KEYS[final] === 'ㄹ' ? 'rieul' : 'consonant'
}

/** Whether all characters are whole syllables. */
export function isWholeSyllables(text: string): boolean {
  return /^[\uAC00-\uD7A3]+$/.test(text)
}

function keysOfCharacter(code: number): string | undefined {
  const syllable = code - FIRST_SYLLABLE
  if (syllable >= 0 && syllable < SYLLABLES) {
    const initial = INITIAL_KEYS[Math.floor(syllable / (VOWELS * FINALS))] ?? ''
    const vowel = VOWEL_KEYS[Math.floor(syllable / FINALS) % VOWELS] ?? ''
    return initial + vowel + (FINAL_KEYS[syllable % FINALS] ?? '')
  }
  for (const { first, keys } of LETTER_BLOCKS) {
    const key = keys[code - first]
    if (key) return key
  }
  return undefined
}
