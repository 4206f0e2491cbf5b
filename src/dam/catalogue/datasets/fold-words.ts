import type { Names } from '#platform/auth/people-answers.ts'
import type { DatasetDetails } from './dataset-answers.ts'

/** Marks that Arabic is written with or without: vowel signs and the stretching line. */
const ARABIC_MARKS = /[\u064B-\u0652\u0670\u0640]/g

/** Letters that Arabic writers use for one another. */
const ARABIC_ALIKE: readonly (readonly [RegExp, string])[] = [[/[أإآٱ]/g, 'ا'], [/ى/g, 'ي'], [/ة/g, 'ه']]

/**
 * Text as it is searched: one form of each character (NFKC), small letters, Latin without accents, Arabic without vowel
 * signs, one blank between words. Folded texts are compared with folded texts only.
 */
export function foldWords(text: string): string {
  // Hangul comes apart with NFKD and together again with NFC; only marks of other scripts are taken away in between.
  const bare = text.normalize('NFKD').replaceAll(/(?<=\p{Script=Latin})\p{Mark}+/gu, '').replaceAll(ARABIC_MARKS, '').normalize('NFC')
  const alike = ARABIC_ALIKE.reduce((folded, [letters, letter]) => folded.replaceAll(letters, letter), bare)
  return alike.toLowerCase().replaceAll(/\s+/g, ' ').trim()
}

/** Everything of a data set that a search looks through. */
export function searchTextOf({ slug, details, publisher }: { readonly slug: string; readonly details: DatasetDetails; readonly publisher: { readonly slug: string; readonly name: Names } }): string {
  const { title, description, keywords, domain } = details
  const texts = [slug, ...wordsIn(title), ...keywords, domain ?? '', publisher.slug, ...wordsIn(publisher.name), ...wordsIn(description)]
  return foldWords(texts.join(' '))
}

/** Patterns for `like`, one for each word of a query; all must be found. */
export function patternsOf(query: string): string[] {
  return [...new Set(foldWords(query).split(' '))].filter((word) => word !== '').map((word) => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`)
}

function wordsIn(words: Names): string[] {
  return [words.ko, words.en, words.ar].filter((text) => text !== undefined)
}
