import type { DocumentFacts } from './documents.ts'
import { isMarked, ordinalOf, weightOf, type Postings } from './postings.ts'
import type { Alternative } from './read-query.ts'
import { makeBytes, makeFloats, makeIntegers, withRoom } from './with-room.ts'

/** How fast a word counts less each time more it stands in a document (BM25's k₁); weights go from 1 for a description to 8 for a title. */
const SATURATION = 4
/** How much a long document counts less (BM25's b). */
const LENGTH_SHARE = 0.4

/** Counts words over documents, one query at a time. */
export interface Matcher {
  /** Begins a query that must not see some documents (1 where hidden). */
  begin(facts: DocumentFacts, isHidden: Uint8Array): void
  /** Adds a word to the scores of those that have it in any of these ways; the best way counts. Answers how many have it. */
  addWord(alternatives: readonly Alternative[]): number
  /** Those that have most of the words added, with how many words that is; their scores hold until the next `begin`. */
  best(): { readonly matches: Uint32Array; readonly words: number }
  scoreOf(ordinal: number): number
  /** How many living documents hold a term. */
  frequencyOf(term: number): number
  /** How many documents that are not hidden hold a term, marked. */
  shownIn(term: number): number
}

/** A matcher over postings; it keeps its buffers, so that a query makes none. */
export function createMatcher(postings: Postings): Matcher {
  let facts: DocumentFacts = { ordinals: 0, isDead: makeBytes(0), dead: 0, words: makeIntegers(0), allWords: 0 }
  let isHidden: Uint8Array = makeBytes(0)
  let [entries, more] = [makeIntegers(0), makeIntegers(0)]
  let [scores, ofWord] = [makeFloats(0), makeFloats(0)]
  let [hits, reached, touched] = [makeBytes(0), makeIntegers(0), makeIntegers(0)]
  let [reachedCount, touchedCount] = [0, 0]

  const frequencyOf = (term: number): number => {
    if (facts.dead === 0) return postings.lengthOf(term)
    return livingAmong(postings.read(term, entries))
  }
  const livingAmong = (count: number): number => {
    if (facts.dead === 0) return count
    let living = 0
    for (let at = 0; at < count; at++) if (facts.isDead[ordinalOf(entries[at] ?? 0)] === 0) living++
    return living
  }
  const rarityOf = (frequency: number): number => {
    const living = facts.ordinals - facts.dead
    return Math.log(1 + (living - Math.min(frequency, living) + 0.5) / (frequency + 0.5))
  }
  const score = (count: number, factor: number): void => {
    const average = facts.allWords / Math.max(1, facts.ordinals - facts.dead)
    const [still, perWord] = [SATURATION * (1 - LENGTH_SHARE), SATURATION * LENGTH_SHARE / Math.max(1, average)]
    for (let at = 0; at < count; at++) {
      const entry = entries[at] ?? 0
      const ordinal = ordinalOf(entry)
      if (isHidden[ordinal] !== 0) continue
      const weight = weightOf(entry)
      const scored = factor * weight / (weight + still + perWord * (facts.words[ordinal] ?? 0))
      const before = ofWord[ordinal] ?? 0
      if (before === 0) touched[touchedCount++] = ordinal
      if (scored > before) ofWord[ordinal] = scored
    }
  }
  const scoreAny = ({ terms, weight }: Alternative): void => {
    // Terms that stand for one word are as rare together as they are all together.
    const frequency = terms.reduce((sum, term) => sum + frequencyOf(term), 0)
    for (const term of terms) score(postings.read(term, entries), weight * rarityOf(frequency))
  }
  /** Leaves in `entries` those that hold all terms, each with its least weight. */
  const scoreAll = ({ terms, weight }: Alternative): void => {
    const [rarest = -1, ...others] = terms.toSorted((left, right) => postings.lengthOf(left) - postings.lengthOf(right) || left - right)
    let count = postings.read(rarest, entries)
    for (const term of others) count = keepCommon(entries, count, { more, length: count === 0 ? 0 : postings.read(term, more) })
    score(count, weight * rarityOf(livingAmong(count)))
  }

  return {
    begin: (now, hidden) => {
      facts = now
      isHidden = hidden
      hits.fill(0, 0, facts.ordinals)
      scores.fill(0, 0, facts.ordinals)
      reachedCount = 0
      entries = withRoom(entries, facts.ordinals, makeIntegers)
      more = withRoom(more, facts.ordinals, makeIntegers)
      scores = withRoom(scores, facts.ordinals, makeFloats)
      ofWord = withRoom(ofWord, facts.ordinals, makeFloats)
      hits = withRoom(hits, facts.ordinals, makeBytes)
      reached = withRoom(reached, facts.ordinals, makeIntegers)
      touched = withRoom(touched, facts.ordinals, makeIntegers)
    },
    addWord: (alternatives) => {
      touchedCount = 0
      for (const alternative of alternatives) {
        if (alternative.meet === 'any') scoreAny(alternative)
        else scoreAll(alternative)
      }
      for (let at = 0; at < touchedCount; at++) {
        const ordinal = touched[at] ?? 0
        scores[ordinal] = (scores[ordinal] ?? 0) + (ofWord[ordinal] ?? 0)
        ofWord[ordinal] = 0
        const before = hits[ordinal] ?? 0
        if (before === 0) reached[reachedCount++] = ordinal
        hits[ordinal] = before + 1
      }
      return touchedCount
    },
    best: () => {
      let words = 0
      for (let at = 0; at < reachedCount; at++) words = Math.max(words, hits[reached[at] ?? 0] ?? 0)
      const matches = makeIntegers(reachedCount)
      let count = 0
      for (let at = 0; at < reachedCount; at++) if (hits[reached[at] ?? 0] === words) matches[count++] = reached[at] ?? 0
      return { matches: matches.subarray(0, count), words }
    },
    scoreOf: (ordinal) => scores[ordinal] ?? 0,
    frequencyOf,
    shownIn: (term) => {
      let shown = 0
      const count = postings.read(term, entries)
      for (let at = 0; at < count; at++) if (isMarked(entries[at] ?? 0) && isHidden[ordinalOf(entries[at] ?? 0)] === 0) shown++
      return shown
    },
  }
}

/** Keeps at the start of `entries` those whose document is in `more` as well; both ascend. */
function keepCommon(entries: Uint32Array, count: number, { more, length }: { readonly more: Uint32Array; readonly length: number }): number {
  let [kept, other] = [0, 0]
  for (let at = 0; at < count; at++) {
    const entry = entries[at] ?? 0
    const ordinal = ordinalOf(entry)
    while (other < length && ordinalOf(more[other] ?? 0) < ordinal) other++
    if (other === length) break
    const found = more[other] ?? 0
    if (ordinalOf(found) === ordinal) entries[kept++] = weightOf(found) < weightOf(entry) ? found : entry
  }
  return kept
}
