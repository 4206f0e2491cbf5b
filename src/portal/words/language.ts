import { i18n } from '@lingui/core'

export const LANGUAGES = ['ko', 'en', 'ar'] as const
export type Language = (typeof LANGUAGES)[number]

/** How each language calls itself. */
export const OWN_NAMES: Readonly<Record<Language, string>> = { ko: '한국어', en: 'English', ar: 'العربية' }

const KEPT = 'datadam-language'

export function isLanguage(text: unknown): text is Language {
  return LANGUAGES.some((language) => language === text)
}

/** The language that `first-paint.js` found: asked for in the address, kept, or the browser's; Korean otherwise. */
export function languageOfPage(): Language {
  const { lang } = document.documentElement
  return isLanguage(lang) ? lang : 'ko'
}

/** Loads a language's catalogue and turns the page to it, with its direction. */
export async function showLanguage(language: Language): Promise<void> {
  const { messages } = await catalogueOf(language)
  i18n.loadAndActivate({ locale: language, messages })
  document.documentElement.lang = language
  document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr'
}

/** Keeps a language for the next visit. */
export function keepLanguage(language: Language): void {
  try {
    localStorage.setItem(KEPT, language)
  } catch {
    // A browser that keeps nothing shows its own language again; nothing is lost.
  }
}

function catalogueOf(language: Language) {
  if (language === 'en') return import('./en.po')
  return language === 'ar' ? import('./ar.po') : import('./ko.po')
}
