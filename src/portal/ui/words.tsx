import { useLingui } from '@lingui/react'
import type { Words } from '#dam/catalogue/datasets/dataset-answers.ts'
import { pickWords } from '../words/pick-words.ts'

/** Words of a publisher in the reader's language, or in the one that is there, marked as such for screen readers and hyphenation. */
export function Spoken({ words, otherwise = '' }: { readonly words: Words; readonly otherwise?: string }) {
  const { i18n } = useLingui()
  const { text, language } = pickWords(words, i18n.locale)
  return text === '' ? otherwise : <bdi lang={language}>{text}</bdi>
}
