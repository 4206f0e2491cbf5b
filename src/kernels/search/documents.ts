import { MOST_ORDINALS } from './postings.ts'
import type { SearchDocument } from './search-document.ts'
import { createSortColumn, type SortColumn, type SortDefinition } from './sort-column.ts'
import { createValueColumn, valuesAt, type ValueColumn } from './value-column.ts'
import { makeBytes, makeIntegers, withRoom } from './with-room.ts'

/** What is counted over documents, by ordinal. */
export interface DocumentFacts {
  /** How many ordinals have been given. */
  readonly ordinals: number
  /** 1 where a document was removed. */
  readonly isDead: Uint8Array
  readonly dead: number
  /** Words of each. */
  readonly words: Uint32Array
  /** Words of all that live. */
  readonly allWords: number
}

/** The documents of an index, numbered in the order that they came; a changed one comes anew, and its old number is dead. */
export interface Documents {
  append(document: Pick<SearchDocument, 'id' | 'facets' | 'sorts'>, more: { readonly words: number; readonly phrases: readonly string[] }): number
  /** Answers the phrases that the document suggested; undefined if it is not there. */
  remove(id: string): string[] | undefined
  setSort(id: string, name: string, value: number | string | undefined): void
  facts(): DocumentFacts
  /** 1 where a document is dead or excluded. Valid until the next call. */
  hidden(exclude: ReadonlySet<string> | undefined): Uint8Array
  /** Ordinals that are not hidden. */
  seen(isHidden: Uint8Array): Uint32Array
  facet(name: string): ValueColumn
  /** By a sort, or by scores and then the first sort; ids decide among equals, so that every page of an order fits the next. */
  order(by: { readonly sort: string } | { readonly scoreOf: (ordinal: number) => number }): (left: number, right: number) => boolean
  idOf(ordinal: number): string
  /** The same documents without the dead, and by old ordinal the new one plus 1; 0 for the dead. */
  compacted(): { readonly kept: Documents; readonly renumbered: Uint32Array }
  readonly size: number
}

/** What documents are narrowed and sorted by. */
export interface DocumentColumns {
  readonly facets: readonly string[]
  readonly sorts: readonly SortDefinition[]
}

/** No documents yet. */
export function createDocuments(definitions: DocumentColumns): Documents {
  const ids: string[] = []
  const ordinals = new Map<string, number>()
  const facets = new Map(definitions.facets.map((name): [string, ValueColumn] => [name, createValueColumn()]))
  const sorts = new Map(definitions.sorts.map((sort): [string, SortColumn] => [sort.name, createSortColumn(sort)]))
  const phrases = createValueColumn()
  let isDead = makeBytes(1024)
  let isHidden = makeBytes(0)
  let words = makeIntegers(1024)
  let allWords = 0

  const append: Documents['append'] = (document, more) => {
    const ordinal = ids.length
    if (ordinal >= MOST_ORDINALS) throw new RangeError(`A search index holds ${MOST_ORDINALS} documents at most`)
    ids.push(document.id)
    ordinals.set(document.id, ordinal)
    for (const [name, column] of facets) column.append(document.facets[name] ?? [])
    for (const [name, column] of sorts) column.set(ordinal, document.sorts[name])
    phrases.append(more.phrases)
    isDead = withRoom(isDead, ordinal + 1, makeBytes)
    words = withRoom(words, ordinal + 1, makeIntegers)
    words[ordinal] = more.words
    allWords += more.words
    return ordinal
  }
  const idOf = (ordinal: number): string => ids[ordinal] ?? ''
  const isBefore = (left: number, right: number): boolean => idOf(left) < idOf(right)

  return {
    append,
    remove: (id) => {
      const ordinal = ordinals.get(id)
      if (ordinal === undefined) return undefined
      ordinals.delete(id)
      isDead[ordinal] = 1
      allWords -= words[ordinal] ?? 0
      return valuesAt(phrases, ordinal)
    },
    setSort: (id, name, value) => {
      const ordinal = ordinals.get(id)
      if (ordinal !== undefined) sorts.get(name)?.set(ordinal, value)
    },
    facts: () => ({ ordinals: ids.length, isDead, dead: ids.length - ordinals.size, words, allWords }),
    hidden: (exclude) => {
      if (!exclude?.size) return isDead
      isHidden = withRoom(isHidden, isDead.length, makeBytes)
      isHidden.set(isDead)
      for (const id of exclude) {
        const ordinal = ordinals.get(id)
        if (ordinal !== undefined) isHidden[ordinal] = 1
      }
      return isHidden
    },
    seen: (isHidden) => {
      const seen = makeIntegers(ids.length)
      let count = 0
      for (let ordinal = 0; ordinal < ids.length; ordinal++) if (isHidden[ordinal] === 0) seen[count++] = ordinal
      return seen.subarray(0, count)
    },
    facet: (name) => facets.get(name) ?? createValueColumn(),
    order: (by) => {
      const column = 'sort' in by ? sorts.get(by.sort) : [...sorts.values()][0]
      const bySort = (left: number, right: number): boolean => { const order = column?.compare(left, right) ?? 0; return order < 0 || (order === 0 && isBefore(left, right)) }
      if ('sort' in by) return bySort
      return (left, right) => { const [a, b] = [by.scoreOf(left), by.scoreOf(right)]; return a > b || (a === b && bySort(left, right)) }
    },
    idOf,
    compacted: () => {
      const kept = createDocuments(definitions)
      const renumbered = makeIntegers(ids.length)
      for (const [ordinal, id] of ids.entries()) {
        if (isDead[ordinal] === 1) continue
        const valuesBy = Object.fromEntries(Array.from(facets, ([name, column]) => [name, valuesAt(column, ordinal)]))
        const sortsBy = Object.fromEntries(Array.from(sorts, ([name, column]) => [name, column.valueAt(ordinal)]))
        renumbered[ordinal] = 1 + kept.append({ id, facets: valuesBy, sorts: sortsBy }, { words: words[ordinal] ?? 0, phrases: valuesAt(phrases, ordinal) })
      }
      return { kept, renumbered }
    },
    get size() { return ordinals.size },
  }
}
