import { foldText } from './fold-text.ts'
import { initialOf, keystrokesOf } from './hangul.ts'
import { stemKorean } from './stem-korean.ts'
import { withoutArabicArticle } from './stem-arabic.ts'
import type { SearchTexts } from './search-document.ts'

/** Words and phrases that somebody may be typing, with the number of data sets that have them. */
export interface Suggestions {
  add(phrases: Iterable<string>): void
  remove(phrases: Iterable<string>): void
  /** What may be meant by what has been typed so far, most frequent first. */
  suggest(typed: string, limit: number): string[]
  /** How people write a folded word; itself where nobody does. */
  spellingOf(folded: string): string
  readonly size: number
}

interface Entry {
  readonly shown: string
  /** Folded, without blanks, so that 공공 데이터 and 공공데이터 are begun alike. */
  readonly compact: string
  /** Where its words begin in `compact`. */
  readonly starts: readonly number[]
  count: number
}

const ARABIC_ARTICLE = 'ال'

/** Suggestions without a phrase. */
export function createSuggestions(): Suggestions {
  const entries = new Map<string, Entry>()
  // By what the first key of a word is, so that few entries are looked at.
  const byKey = new Map<string, Entry[]>()
  const bySpelling = new Map<string, Entry[]>()

  const enter = (shown: string): Entry => {
    const entry = entryOf(shown)
    entries.set(shown, entry)
    for (const key of new Set(entry.starts.map((start) => firstKeyOf(entry.compact, start)))) listIn(byKey, key).push(entry)
    listIn(bySpelling, entry.compact).push(entry)
    return entry
  }
  // 학교의 is no suggestion where more data sets say 학교.
  const isWanted = ({ shown, count }: Entry): boolean => (entries.get(stemKorean(shown)?.text ?? '')?.count ?? 0) <= count
  const matching = (typed: string): Entry[] => {
    if (typed === '') return []
    const [among, keys] = [byKey.get(firstKeyOf(typed, 0)) ?? [], Array.from({ length: typed.length }, (_, at) => keystrokesOf(typed.charAt(at)))]
    return among.filter((entry) => entry.count > 0 && entry.starts.some((start) => isBegun(entry.compact, start, { typed, keys })))
  }

  return {
    add: (phrases) => { for (const shown of phrases) (entries.get(shown) ?? enter(shown)).count++ },
    remove: (phrases) => { for (const shown of phrases) { const entry = entries.get(shown); if (entry) entry.count-- } },
    suggest: (typed, limit) => {
      const { compact: whole } = entryOf(keysApart(typed))
      const found = distinct(matching(whole).toSorted(byFrequency), { limit, isWanted }).map(({ shown }) => shown)
      // Nothing begins with all that was typed: its last word goes on, behind the others as they are.
      const cut = typed.trimEnd().lastIndexOf(' ')
      if (found.length > 0 || cut < 0) return found
      const [head, last] = [typed.slice(0, cut + 1).trimStart(), entryOf(keysApart(typed.slice(cut + 1))).compact]
      return distinct(matching(last).toSorted(byFrequency), { limit, isWanted }).map(({ shown }) => head + shown)
    },
    spellingOf: (folded) => {
      const written = (spelling: string) => (bySpelling.get(spelling) ?? []).filter(({ count, shown }) => count > 0 && foldText(shown) === spelling).toSorted(byFrequency)[0]?.shown
      const withArticle = () => written(`${ARABIC_ARTICLE}${folded}`)
      return written(folded) ?? (withArticle()?.startsWith(ARABIC_ARTICLE) === true ? withArticle()?.slice(ARABIC_ARTICLE.length) : undefined) ?? folded
    },
    get size() { return entries.size },
  }
}

/** What a document suggests: its keywords and publisher as they are, and the words of its titles, Korean ones without a particle. */
export function phrasesOf({ title, keywords, publisher }: Pick<SearchTexts, 'title' | 'keywords' | 'publisher'>): Set<string> {
  const words = title.flatMap((text) => text.toWellFormed().normalize('NFC').split(/[^\p{L}\p{M}\p{N}]+/u)).map(withoutParticle)
  const phrases = [...keywords, ...publisher].map((text) => text.toWellFormed().normalize('NFC').trim())
  return new Set([...words.filter((word) => word.length > 1 && !/^\p{N}+$/u.test(word)), ...phrases.filter((phrase) => phrase !== '')])
}

function withoutParticle(word: string): string {
  const stem = stemKorean(word)
  return stem?.evidence === 'strong' && stem.text.length > 1 ? stem.text : word
}

/** Double consonants that some keyboards make of two initials typed one after the other (ㄱㅅ → ㄳ), taken apart. */
function keysApart(typed: string): string {
  return typed.toWellFormed().replaceAll(/[\u3133\u3135\u3136\u313A-\u3140\u3144]/g, (letter) => keystrokesOf(foldText(letter)))
}

function entryOf(shown: string): Entry {
  const words = foldText(shown).split(' ')
  const starts: number[] = []
  let compact = ''
  for (const word of words) {
    starts.push(compact.length)
    const bare = withoutArabicArticle(word)
    if (bare !== word) starts.push(compact.length + word.length - bare.length)
    compact += word
  }
  return { shown, compact, starts, count: 0 }
}

function firstKeyOf(compact: string, at: number): string {
  return initialOf(compact, at) ?? keystrokesOf(compact.charAt(at)).charAt(0)
}

/**
 * Whether a phrase goes on from a place as it was typed: letter by letter, an initial consonant standing for any of its
 * syllables, and the last syllable perhaps half typed, or with the next one's first key under it (핛 on the way to 학생).
 */
function isBegun(phrase: string, start: number, { typed, keys }: { readonly typed: string; readonly keys: readonly string[] }): boolean {
  const last = typed.length - 1
  for (let at = 0; at <= last; at++) {
    const place = start + at
    if (typed[at] === phrase[place]) continue
    const key = keys[at] ?? ''
    if (key === initialOf(phrase, place)) continue
    if (at < last || !keystrokesOf(phrase.slice(place, place + 2)).startsWith(key)) return false
  }
  return true
}

function byFrequency(left: Entry, right: Entry): number {
  return right.count - left.count || left.compact.length - right.compact.length || (left.shown < right.shown ? -1 : 1)
}

/** The first of each spelling that is wanted. */
function distinct(ranked: readonly Entry[], { limit, isWanted }: { readonly limit: number; readonly isWanted: (entry: Entry) => boolean }): Entry[] {
  const seen = new Set<string>()
  const kept: Entry[] = []
  for (const entry of ranked) {
    if (kept.length >= limit) break
    if (seen.has(entry.compact) || !isWanted(entry)) continue
    seen.add(entry.compact)
    kept.push(entry)
  }
  return kept
}

function listIn(lists: Map<string, Entry[]>, key: string): Entry[] {
  const list = lists.get(key) ?? []
  lists.set(key, list)
  return list
}
