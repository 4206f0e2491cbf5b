import { createTermCollector } from './collect-terms.ts'
import { countFacets, type ValueCount } from './count-facets.ts'
import { createDictionary } from './dictionary.ts'
import { createDocuments, type DocumentColumns } from './documents.ts'
import { createMatcher } from './match-words.ts'
import { createPostings, isMarked, ordinalOf, weightOf } from './postings.ts'
import { alternativesOf, correctWord, readQuery, type QueryWord } from './read-query.ts'
import type { SearchDocument } from './search-document.ts'
import { selectPage } from './select-page.ts'
import { createSuggestions, phrasesOf } from './suggestions.ts'

/** What somebody looks for. */
export interface SearchRequest {
  /** Words in any language; nothing finds everything. */
  readonly query?: string
  /** Values chosen, by facet: one of them within a facet, all facets. What is no facet is passed over. */
  readonly filters?: Readonly<Record<string, readonly string[]>>
  /** `relevance` (then, among equals, the first sort), or the name of a sort. */
  readonly sort?: string
  /** Documents that the person who asks must not see, nor count. */
  readonly exclude?: ReadonlySet<string>
  readonly offset: number
  readonly limit: number
  /** Whether the last word may still be typed; by default it may. */
  readonly lastWord?: 'prefix' | 'whole'
  /** Values told for each facet, the most frequent; by default 100. */
  readonly facetLimit?: number
}

/** What was found. */
export interface SearchAnswer {
  readonly total: number
  /** Those of the page, in its order. */
  readonly ids: readonly string[]
  readonly facets: Readonly<Record<string, readonly ValueCount[]>>
  /** `some` where no document has all words: those that have most of them. */
  readonly matched: 'all' | 'some'
  /** Words that nothing has, with the word that was looked for instead. */
  readonly corrected: readonly { readonly from: string; readonly to: string }[]
}

/** Data sets in memory, found by words, narrowed by facets. No state outside, no waiting. */
export interface SearchIndex {
  /** Adds a document, or takes it for the one with its id. */
  put(document: SearchDocument): void
  remove(id: string): void
  /** Changes what a document is sorted by, such as its downloads, without reading it anew. */
  setSort(id: string, name: string, value: number | string | undefined): void
  search(request: SearchRequest): SearchAnswer
  /** Words and phrases that may be meant by what has been typed: from titles, keywords and publishers. */
  suggest(text: string, limit?: number): string[]
  /** Gives back the room of what was removed, and sorts the words; for after a full reindex, and at night. Done by itself when more was removed than lives. */
  compact(): void
  readonly size: number
}

/** Below so many removed documents, room is not worth the time. */
const MOST_DEAD = 1000
const MOST_SUGGESTIONS = 8
const MOST_FACET_VALUES = 100

/** An index without documents. */
export function createSearchIndex(definitions: DocumentColumns): SearchIndex {
  const { facets } = definitions
  const dictionary = createDictionary()
  const collector = createTermCollector(dictionary)
  const suggestions = createSuggestions()
  let documents = createDocuments(definitions)
  let postings = createPostings()
  let matcher = createMatcher(postings)

  const remove = (id: string): void => {
    const phrases = documents.remove(id)
    if (phrases) suggestions.remove(phrases)
  }
  const compact = (): void => {
    dictionary.sort()
    collector.forget()
    if (documents.facts().dead === 0) return
    const { kept, renumbered } = documents.compacted()
    const lean = createPostings()
    const entries = new Uint32Array(documents.facts().ordinals)
    for (let term = 0; term < dictionary.size; term++) {
      const count = postings.read(term, entries)
      for (let at = 0; at < count; at++) {
        const entry = entries[at] ?? 0
        const ordinal = renumbered[ordinalOf(entry)] ?? 0
        if (ordinal > 0) lean.append(term, ordinal - 1, weightOf(entry), isMarked(entry))
      }
    }
    documents = kept
    postings = lean
    matcher = createMatcher(lean)
  }

  return {
    put: (document) => {
      remove(document.id)
      const { dead } = documents.facts()
      if (dead > MOST_DEAD && dead > documents.size) compact()
      const phrases = phrasesOf(document)
      const ordinal = documents.append(document, { words: collector.collect(document), phrases: [...phrases] })
      collector.handOn((term, weight, isMarked) => postings.append(term, ordinal, weight, isMarked))
      suggestions.add(phrases)
    },
    remove,
    setSort: (id, name, value) => documents.setSort(id, name, value),
    search: (request) => {
      const { query = '', filters = {}, sort = 'relevance', exclude, offset, limit, lastWord = 'prefix', facetLimit = MOST_FACET_VALUES } = request
      const words = readQuery(query, { lastWord })
      const found = findWords(words, documents.hidden(exclude))
      const choices = facets.map((name) => ({ column: documents.facet(name), chosen: filters[name] ?? [] }))
      const { passed, counts } = countFacets(found.matches, choices, { most: facetLimit })
      // Without words all scores are equal.
      const precedes = documents.order(sort !== 'relevance' ? { sort } : words.length === 0 ? { sort: definitions.sorts[0]?.name ?? '' } : { scoreOf: matcher.scoreOf })
      return {
        total: passed.length,
        ids: Array.from(selectPage(passed, precedes, { offset, limit }), documents.idOf),
        facets: Object.fromEntries(facets.map((name, place) => [name, counts[place] ?? []])),
        matched: found.matched, corrected: found.corrected,
      }
    },
    suggest: (text, limit = MOST_SUGGESTIONS) => suggestions.suggest(text, Math.min(limit, MOST_SUGGESTIONS)),
    compact,
    get size() { return documents.size },
  }

  function findWords(words: readonly QueryWord[], isHidden: Uint8Array): { readonly matches: Uint32Array } & Pick<SearchAnswer, 'matched' | 'corrected'> {
    matcher.begin(documents.facts(), isHidden)
    const needs = { dictionary, frequencyOf: matcher.frequencyOf, shownIn: matcher.shownIn }
    const corrected: { from: string; to: string }[] = []
    for (const word of words) {
      if (matcher.addWord(alternativesOf(word, needs)) > 0) continue
      const meant = correctWord(word, needs)
      if (meant === undefined) continue
      corrected.push({ from: word.written, to: suggestions.spellingOf(meant) })
      matcher.addWord(alternativesOf({ ...word, text: meant, before: '', after: '', mayGoOn: false }, needs))
    }
    if (words.length === 0) return { matches: documents.seen(isHidden), matched: 'all', corrected }
    const best = matcher.best()
    return { matches: best.matches, matched: best.words > 0 && best.words < words.length ? 'some' : 'all', corrected }
  }
}
