import type { Bilingual } from '#dam/dataset/fact.ts'
import type { LanguageText } from '#dam/recipe/recipe.ts'

/** A language that the report is written in. */
export type Language = 'ko' | 'en'

/** Says a sentence in one language. */
export type Say = (korean: string, english: string) => string

/** How one language writes words, numbers and dates. */
export interface Tongue {
  readonly language: Language
  /** Picks the sentence of this language. */
  readonly say: Say
  readonly of: (text: Bilingual) => string
  /** 48,210 */
  readonly count: (count: number) => string
  /** A share from 0 to 1 as a percentage: 4.1 %. Never 0 % for something, never 100 % for less than all. */
  readonly share: (share: number) => string
  /** A score with four decimals: 0.2419. */
  readonly score: (score: number) => string
  /** 6.1 MB */
  readonly bytes: (bytes: number) => string
  /** An ISO date in words. */
  readonly date: (date: string) => string
}

/** The words and numbers of a language. */
export function tongueOf(language: Language): Tongue {
  const locale = language === 'ko' ? 'ko-KR' : 'en-GB'
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })
  const say: Say = (korean, english) => (language === 'ko' ? korean : english)
  return {
    language,
    say,
    of: (text) => text[language],
    count: (count) => whole.format(count),
    share: (share) => writeShare(share, locale),
    score: (score) => new Intl.NumberFormat(locale, { maximumFractionDigits: Math.abs(score) >= 100 ? 0 : 4 }).format(score),
    bytes: (bytes) => writeBytes(bytes, locale),
    date: (date) => writeDate(date, locale),
  }
}

/** The text of a recipe in the wanted language, else in the nearest one it is written in, with that one's code. */
export function textIn(text: LanguageText, language: Language, written: string): { text: string; language: string } {
  if (typeof text === 'string') return { text, language: written }
  for (const code of [language, 'en', 'ko', 'ar'] as const) {
    const found = text[code]
    if (found !== undefined) return { text: found, language: code }
  }
  return { text: '', language }
}

function writeShare(share: number, locale: string): string {
  const decimals = share !== 0 && Math.abs(share) < 0.01 ? 2 : 1
  const least = 1 / 10 ** decimals
  const percent = share * 100
  const write = (value: number) => new Intl.NumberFormat(locale, { maximumFractionDigits: decimals }).format(value)
  if (percent > 0 && percent < least / 2) return `< ${write(least)} %`
  if (percent < 100 && percent > 100 - least / 2) return `> ${write(100 - least)} %`
  return `${write(percent)} %`
}

function writeBytes(bytes: number, locale: string): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1)) / 3)))
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: step === 0 ? 0 : 1 }).format(bytes / 1000 ** step)} ${units[step] ?? ''}`
}

function writeDate(date: string, locale: string): string {
  const time = Date.parse(`${date}T00:00:00Z`)
  return Number.isNaN(time) ? date : new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(time)
}
