import { CATALOGUE_FACETS, type Catalogue, type CatalogueLanguage } from './make-catalogue.ts'
import { createRandom, type Random } from './random.ts'
import type { SearchRequest } from '../src/kernels/search/search-index.ts'

/** What people ask of a catalogue, of one kind. */
export interface QuestionKind {
  readonly kind: string
  readonly questions: readonly SearchRequest[]
}

const LANGUAGES: readonly CatalogueLanguage[] = ['ko', 'en', 'ar']
const PAGE = { offset: 0, limit: 20 }
const PARTICLES = ['에', '에서', '에서는', '까지', '의', '에는']

/** So many questions of each kind, the same for the same seed; each wants a page of 20 and the counts of all facets. */
export function catalogueQuestions(catalogue: Catalogue, { count, seed }: { readonly count: number; readonly seed: number }): QuestionKind[] {
  const random = createRandom(seed)
  const frequent = (language = random.pick(LANGUAGES)) => catalogue.wordOf(language, random.below(60))
  const rare = (language = random.pick(LANGUAGES)) => catalogue.wordOf(language, 3000 + random.below(25_000))
  const several = (words: number, language = random.pick(LANGUAGES)) => Array.from({ length: words }, () => frequent(language)).join(' ')
  const asked = (query: () => string) => ({ query: query(), ...PAGE })
  const kinds: readonly (readonly [string, () => SearchRequest])[] = [
    ['one frequent word', () => asked(frequent)],
    ['one of the three most frequent words', () => asked(() => catalogue.wordOf(random.pick(LANGUAGES), random.below(3)))],
    ['one rare word', () => asked(rare)],
    ['Korean with a particle', () => asked(() => frequent('ko') + random.pick(PARTICLES))],
    ['Korean with a wrong blank', () => asked(() => (random.next() < 0.5 ? frequent('ko') + frequent('ko') : misspaced(`${frequent('ko')}${frequent('ko')}`, random)))],
    ['two to four words', () => asked(() => several(2 + random.below(3)))],
    ['words of all languages', () => asked(() => `${frequent('ko')} ${frequent('en')} ${frequent('ar')}`)],
    ['a frequent and a rare word', () => asked(() => `${frequent('en')} ${rare('en')}`)],
    ['a wrong letter', () => asked(() => misspelt(random.pick([frequent, rare])(), random))],
    ['a word half typed', () => asked(() => frequent().slice(0, 1 + random.below(3)))],
    ['a word and three facets', () => ({ ...asked(frequent), filters: filtersOf(random) })],
    ['three facets alone', () => ({ ...PAGE, filters: filtersOf(random) })],
    ['everything, newest first', () => PAGE],
    ['everything by title or downloads', () => ({ ...PAGE, sort: random.pick(['title', 'downloads']) })],
    ['a page far behind', () => ({ query: random.pick(['', frequent()]), sort: random.pick(['relevance', 'newest', 'title']), offset: 1000 + random.below(20_000), limit: 20 })],
  ]
  return kinds.map(([kind, ask]) => ({ kind, questions: Array.from({ length: count }, ask) }))
}

/** What somebody may have typed so far, on the way to words of titles. */
export function halfTyped(catalogue: Catalogue, { count, seed }: { readonly count: number; readonly seed: number }): { readonly kind: string; readonly typed: readonly string[] }[] {
  const random = createRandom(seed)
  const initials = (word: string) => Array.from(word, (syllable) => 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'.charAt(Math.floor((syllable.charCodeAt(0) - 0xAC00) / 588))).join('')
  const draw = (make: () => string) => Array.from({ length: count }, make)
  return [
    { kind: 'suggestions for a beginning', typed: draw(() => catalogue.wordOf(random.pick(LANGUAGES), random.below(2000)).slice(0, 1 + random.below(3))) },
    { kind: 'suggestions for initial consonants', typed: draw(() => initials(catalogue.wordOf('ko', random.below(2000))).slice(0, 1 + random.below(3))) },
  ]
}

function filtersOf(random: Random): Record<string, readonly string[]> {
  const year = 2007 + random.below(18)
  const among = CATALOGUE_FACETS.filter((name) => !['publisher', 'year', 'language'].includes(name))
  const [first, second] = [random.pick(among), random.pick(among)]
  return { year: [String(year), String(year + 1)], [first]: [`${first}-1`, `${first}-2`], [second]: [`${second}-1`] }
}

function misspaced(text: string, random: Random): string {
  const place = 1 + random.below(text.length - 1)
  return `${text.slice(0, place)} ${text.slice(place)}`
}

/** Two neighbours exchanged, or one letter left out; of Hangul a syllable's vowel or end changed. */
function misspelt(word: string, random: Random): string {
  const place = random.below(word.length - 1)
  const code = word.charCodeAt(place)
  if (code >= 0xAC00 && code <= 0xD7A3) return word.slice(0, place) + String.fromCharCode(code % 28 === 16 ? code - 1 : code + 1) + word.slice(place + 1)
  return random.next() < 0.5 ? word.slice(0, place) + word.slice(place + 1) : word.slice(0, place) + word.charAt(place + 1) + word.charAt(place) + word.slice(place + 2)
}
