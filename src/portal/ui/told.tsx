import { useLingui } from '@lingui/react'
import { useQuery } from '@tanstack/react-query'
import type { Words } from '#dam/catalogue/datasets/dataset-answers.ts'
import { type PickedWords, pickWords } from '../words/pick-words.ts'
import { openSentences } from '../words/translate-sentence.ts'

const SENTENCES: Readonly<Record<string, () => Promise<{ readonly default: Readonly<Record<string, string>> }>>> = { ko: () => import('../words/sentences/ko.json'), ar: () => import('../words/sentences/ar.json') }

/** What the server says, in the reader's language: refusals come in English, facts in English and Korean. Sentences are loaded where one is missing. */
export function useTold(words: string | Words): PickedWords {
  const { i18n: { locale } } = useLingui()
  const picked = typeof words === 'string' ? { text: words, language: 'en' } : pickWords(words, locale)
  const load = picked.language === 'en' ? SENTENCES[locale] : undefined
  const { data: translate } = useQuery({ queryKey: ['sentences', locale], queryFn: async () => openSentences((await load?.())?.default ?? {}), enabled: load !== undefined, staleTime: Infinity, structuralSharing: false })
  const translation = load === undefined ? undefined : translate?.(picked.text)
  return typeof translation === 'string' ? { text: translation, language: locale } : picked
}

/** Words of the server, marked with the language in which they stand. */
export function Told({ words }: { readonly words: string | Words }) {
  const { text, language } = useTold(words)
  return <bdi lang={language}>{text}</bdi>
}
