import type { Dictionary } from './dictionary.ts'
import { foldText } from './fold-text.ts'
import { isWholeSyllables, keystrokesOf } from './hangul.ts'
import { splitWords, type Script, type Word } from './split-words.ts'
import { formsOf, type WordForm } from './word-forms.ts'

/** One way in which a document may have a word: it holds any of these terms, or all of them. */
export interface Alternative {
  readonly terms: readonly number[]
  readonly meet: 'any' | 'all'
  /** How much it counts, beside the word as it was written. */
  readonly weight: number
}

/** A word of a query, with what decides how it is looked for. */
export interface QueryWord extends Pick<Word, 'text' | 'script'> {
  /** As it was typed. */
  readonly written: string
  /** Neighbours without a sign between; '' where there are none of the same script. */
  readonly before: string
  readonly after: string
  /** Whether it may be the beginning of a word that is still being typed. */
  readonly mayGoOn: boolean
}

/** More words of one query are not looked at. */
const MOST_WORDS = 12
/** More words that begin with the last one are not looked for; the most frequent are. */
const MOST_BEGUN = 100
/** A word in so many documents is known well enough to be judged by. */
const KNOWN = 4

const WEIGHTS: Readonly<Record<WordForm['kind'] | 'pairs' | 'base pairs' | 'begun', number>> = { written: 1, base: 0.9, stem: 0.8, pairs: 0.6, 'base pairs': 0.5, begun: 0.5 }

/** The words of a query, none twice. */
export function readQuery(query: string, { lastWord }: { readonly lastWord: 'prefix' | 'whole' }): QueryWord[] {
  const all = splitWords(foldText(query))
  const typed = new Map(query.trim().split(/\s+/).map((written) => [foldText(written), written]))
  const words = all.map(({ text, script, follows }, place): QueryWord => {
    const next = all[place + 1]
    return { text, script, written: typed.get(text) ?? text, before: follows ? all[place - 1]?.text ?? '' : '', after: next?.follows === true ? next.text : '', mayGoOn: lastWord === 'prefix' && place === all.length - 1 }
  })
  // Of a word that stands twice the last one is kept: it may be the one that is still typed.
  return words.filter(({ text }, place) => words.findLastIndex((word) => word.text === text) === place).slice(-MOST_WORDS)
}

/** All ways in which a document may have a word; none if the dictionary knows nothing like it. */
export function alternativesOf(word: QueryWord, { dictionary, frequencyOf }: { readonly dictionary: Dictionary; readonly frequencyOf: (term: number) => number }): Alternative[] {
  const forms = formsOf(word).filter(({ text, isDoubtful }) => !isDoubtful || !isKnownWhole(word.text, text))
  const alternatives: Alternative[] = []
  for (const { text, kind } of forms) {
    const term = dictionary.findWord(text)
    if (term !== undefined) alternatives.push({ terms: [term], meet: 'any', weight: WEIGHTS[kind] })
    if (word.script === 'hangul' && text.length > 1) addPairs(pairsIn(text), kind === 'written' ? 'pairs' : 'base pairs')
  }
  // A syllable alone may have been cut off its neighbour by a wrong blank.
  if (word.script === 'hangul' && word.text.length === 1) {
    if (word.before !== '') addPairs(pairsIn(word.before.slice(-1) + word.text), 'pairs')
    if (word.after !== '') addPairs(pairsIn(word.text + word.after.slice(0, 1)), 'pairs')
  }
  if (word.mayGoOn) {
    const terms = termsBegunBy(word, { dictionary, frequencyOf })
    if (terms.length > 0) alternatives.push({ terms, meet: 'any', weight: WEIGHTS.begun })
  }
  return alternatives

  // 고양이 is a cat and not the city of 고양: more documents hold it than hold what is left in any other way.
  function isKnownWhole(whole: string, base: string): boolean {
    const [asWhole, asBase] = [whole, base].map((text) => frequencyOf(dictionary.findWord(text) ?? -1))
    return (asWhole ?? 0) >= KNOWN && (asWhole ?? 0) > (asBase ?? 0) - (asWhole ?? 0)
  }

  function addPairs(pairs: readonly (readonly [number, number])[], kind: 'pairs' | 'base pairs'): void {
    const terms = pairs.map(([first, second]) => dictionary.findPair(first, second)).filter((term) => term !== undefined)
    if (terms.length === pairs.length) alternatives.push({ terms: [...new Set(terms)], meet: 'all', weight: WEIGHTS[kind] })
  }
}

/** How many wrong letters a word may have: long ones two, short ones none. Hangul is counted in syllables here, and in keys where it is measured. */
export function errorsAllowed(text: string, script: Script): number {
  if (script === 'number') return 0
  const [one, two] = script === 'hangul' ? [2, 4] : [4, 8]
  return text.length < one ? 0 : text.length < two ? 1 : 2
}

/**
 * The word of the dictionary that somebody most likely meant: the nearest, then one with the same first letter, then
 * the most frequent. Looked for with and without particle or article, because the dictionary may know it either way.
 */
export function correctWord(word: QueryWord, { dictionary, shownIn }: { readonly dictionary: Dictionary; readonly shownIn: (term: number) => number }): string | undefined {
  let best: Candidate | undefined
  for (const { text } of formsOf(word).filter(({ kind }) => kind !== 'stem')) {
    const errors = errorsAllowed(text, word.script)
    if (errors === 0) continue
    const near = dictionary.near(text, word.script, errors)
    const first = keystrokesOf(text).charAt(0)
    for (const { term, distance } of near.toSorted((left, right) => left.distance - right.distance)) {
      if (best && distance > best.distance) break
      const candidate = { text: dictionary.textOf(term), distance, isOther: keystrokesOf(dictionary.textOf(term)).charAt(0) === first ? 0 : 1, count: shownIn(term) }
      if (candidate.count > 0 && (!best || isBetter(candidate, best))) best = candidate
    }
  }
  return best?.text
}

interface Candidate {
  readonly text: string
  readonly distance: number
  /** 1 where the first letter is another one. */
  readonly isOther: number
  readonly count: number
}

function isBetter(left: Candidate, right: Candidate): boolean {
  return (left.distance - right.distance || left.isOther - right.isOther || right.count - left.count || (left.text < right.text ? -1 : 1)) < 0
}

function pairsIn(text: string): [number, number][] {
  return Array.from({ length: text.length - 1 }, (_, at) => [text.charCodeAt(at), text.charCodeAt(at + 1)])
}

/** Longer Hangul words are found by their pairs, wherever they stand; so only one syllable, or one that is not whole yet, is looked for as a beginning. */
function termsBegunBy({ text, script }: QueryWord, { dictionary, frequencyOf }: { readonly dictionary: Dictionary; readonly frequencyOf: (term: number) => number }): number[] {
  const isWhole = isWholeSyllables(text)
  if (script === 'hangul' ? isWhole && text.length > 1 : text.length < 2) return []
  const begun = dictionary.startingWith(script === 'hangul' ? keystrokesOf(text) : text).filter((term) => !isWhole || dictionary.textOf(term).startsWith(text))
  if (begun.length <= MOST_BEGUN) return begun
  const counted = begun.map((term) => ({ term, count: frequencyOf(term) }))
  return counted.toSorted((left, right) => right.count - left.count || (dictionary.textOf(left.term) < dictionary.textOf(right.term) ? -1 : 1)).slice(0, MOST_BEGUN).map(({ term }) => term)
}
