import type { LanguageText } from '#dam/recipe/recipe.ts'

/** The languages that a dataset card is written in. */
export type CardLanguage = 'ko' | 'en'

/** A text in the language asked for; failing that in English, Korean, Arabic. */
export function textIn(text: LanguageText, language: CardLanguage): string {
  if (typeof text === 'string') return text
  return text[language] ?? text.en ?? text.ko ?? text.ar ?? ''
}

/**
 * The text as JSON-LD writes it: an object by language code, or the bare text where nobody said its language.
 * Hangul says its language by itself.
 */
export function languageTagged(text: LanguageText): string | Record<string, string> {
  if (typeof text === 'string') return /\p{Script=Hangul}/u.test(text) ? { ko: text } : text
  const tagged: Record<string, string> = {}
  for (const language of ['ko', 'en', 'ar'] as const) {
    const said = text[language]
    if (said !== undefined) tagged[language] = said
  }
  return tagged
}

/** The languages to write a card in: those of the title, in its order; else the data's own. */
export function cardLanguages(title: LanguageText, dataLanguages: readonly string[]): readonly CardLanguage[] {
  const dataIsKorean = dataLanguages[0]?.split('-')[0] === 'ko'
  if (typeof title === 'string') return dataIsKorean ? ['ko'] : ['en']
  const languages = Object.keys(title).filter((language) => language === 'ko' || language === 'en')
  return languages.length > 0 ? languages : ['en']
}
