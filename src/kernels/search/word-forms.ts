import { stemArabic, withoutArabicArticle } from './stem-arabic.ts'
import { stemEnglish } from './stem-english.ts'
import { stemKorean } from './stem-korean.ts'
import type { Word } from './split-words.ts'

/** A form under which a word is kept and looked for. */
export interface WordForm {
  readonly text: string
  /** `written` is the word itself; `base` a word too, without particle or article; `stem` what is in common, not fit to be shown. */
  readonly kind: 'written' | 'base' | 'stem'
  /** Whether the word may be whole as it is: then the form holds only if the dictionary does not speak against it. */
  readonly isDoubtful: boolean
}

/** The forms of a word, the written one first, none twice. */
export function formsOf({ text, script }: Pick<Word, 'text' | 'script'>): WordForm[] {
  const written: WordForm = { text, kind: 'written', isDoubtful: false }
  if (script === 'hangul') {
    const stem = stemKorean(text)
    return stem ? [written, { text: stem.text, kind: 'base', isDoubtful: stem.evidence === 'weak' }] : [written]
  }
  if (script === 'arabic') {
    const base: WordForm = { text: withoutArabicArticle(text), kind: 'base', isDoubtful: false }
    return distinct([written, base, { text: stemArabic(text), kind: 'stem', isDoubtful: false }])
  }
  return script === 'other' ? distinct([written, { text: stemEnglish(text), kind: 'stem', isDoubtful: false }]) : [written]
}

function distinct(forms: readonly WordForm[]): WordForm[] {
  return forms.filter(({ text }, place) => forms.findIndex((form) => form.text === text) === place)
}
