import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldText } from './fold-text.ts'
import { createSearchIndex } from './search-index.ts'
import type { SearchDocument } from './search-document.ts'
import { splitWords } from './split-words.ts'
import { formsOf } from './word-forms.ts'

// Words of three scripts, some of them forms of others, and the others too far apart to be taken for one another.
const WORDS = ['학교', '학교에서', '초등학교', '병원을', '병원', '공공', '데이터', '공공데이터', '물을', '물', 'hospital', 'Hospitals', 'cities', 'city', 'making', 'مدرسة', 'المدرسة', 'بيانات', '2026', '2026년']
const FACETS = ['domain', 'format']
const VALUES = ['a', 'b', 'c']

const text = fc.array(fc.constantFrom(...WORDS), { maxLength: 4 }).map((words) => words.join(' '))
const document: fc.Arbitrary<SearchDocument> = fc.record({
  id: fc.constantFrom(...'pqrstuvw'),
  title: fc.array(text, { maxLength: 2 }), keywords: fc.array(fc.constantFrom(...WORDS), { maxLength: 2 }), publisher: fc.array(text, { maxLength: 1 }), columns: fc.array(text, { maxLength: 1 }), description: fc.array(text, { maxLength: 1 }),
  facets: fc.record({ domain: fc.subarray(VALUES), format: fc.subarray(VALUES) }),
  sorts: fc.record({ newest: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }), title: fc.option(text, { nil: undefined }) }),
})
const query = fc.array(fc.constantFrom(...WORDS), { maxLength: 3 }).map((words) => words.join(' '))
const filters = fc.record({ domain: fc.subarray([...VALUES, 'nobody']), format: fc.subarray(VALUES) })

const emptyIndex = () => createSearchIndex({ facets: FACETS, sorts: [{ name: 'newest', kind: 'number', direction: 'descending' }, { name: 'title', kind: 'text', direction: 'ascending' }] })
const latestOf = (documents: readonly SearchDocument[]) => [...new Map(documents.map((document) => [document.id, document])).values()]

function indexOf(documents: readonly SearchDocument[]) {
  const index = emptyIndex()
  for (const document of documents) index.put(document)
  return index
}

test('a document of any text is found by all of its own words, in any order', () => {
  const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.string({ unit: fc.constantFrom(...'학교에서는를병원데이터 abcs-_\'1٢المةىـ'), maxLength: 30 }))
  fc.assert(fc.property(fc.array(anyText, { maxLength: 3 }), anyText, fc.infiniteStream(fc.nat()), (title, description, order) => {
    const index = indexOf([{ id: 'other', title: ['another'], keywords: [], publisher: [], columns: [], description: [], facets: {}, sorts: {} }, { id: 'one', title, keywords: [], publisher: [], columns: [], description: [description], facets: {}, sorts: {} }])
    const words = [...title, description].flatMap((text) => splitWords(foldText(text)).map((word) => word.text)).slice(0, 12)
    const shuffled = words.map((word) => ({ word, place: order.next().value ?? 0 })).toSorted((left, right) => left.place - right.place).map(({ word }) => word)
    const answer = index.search({ query: shuffled.join(' , '), offset: 0, limit: 2 })
    expect(answer).toMatchObject({ matched: 'all', corrected: [] })
    expect(answer.ids).toContain('one')
  }), { numRuns: 200 })
})

test('search, suggestions and filters take any text', () => {
  const index = indexOf(WORDS.map((word, place) => ({ id: String(place), title: [word], keywords: [], publisher: [], columns: [], description: [], facets: {}, sorts: {} })))
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    expect(index.search({ query: text, filters: { domain: [text], [text]: [text] }, sort: text, offset: 0, limit: 5 }).ids.length).toBeLessThanOrEqual(5)
    expect(index.suggest(text).length).toBeLessThanOrEqual(8)
  }))
})

test('total and counts equal those of looking at every document', () => {
  fc.assert(fc.property(fc.array(document, { maxLength: 8 }), query, filters, fc.subarray([...'pqrst']), (documents, query, filters, excluded) => {
    const exclude = new Set(excluded)
    const answer = indexOf(documents).search({ query, filters, exclude, lastWord: 'whole', offset: 0, limit: 20 })
    fc.pre(answer.corrected.length === 0)
    const seen = latestOf(documents).filter(({ id }) => !exclude.has(id))
    const words = [...new Set(query.split(' ').filter((word) => word !== ''))].flatMap((word) => splitWords(foldText(word)).map(({ text }) => text))
    const hits = seen.map((document) => [...new Set(words)].filter((word) => hasWord(document, word)).length)
    const most = Math.max(0, ...hits)
    const matches = words.length === 0 ? seen : seen.filter((_, place) => most > 0 && hits[place] === most)
    const passes = ({ facets }: SearchDocument, name: 'domain' | 'format') => filters[name].length === 0 || filters[name].some((value) => facets[name]?.includes(value))
    const found = matches.filter((document) => passes(document, 'domain') && passes(document, 'format'))
    expect([answer.total, [...answer.ids].toSorted()]).toEqual([found.length, found.map(({ id }) => id).toSorted()])
    expect(answer.matched).toBe(most > 0 && most < new Set(words).size ? 'some' : 'all')
    for (const [name, other] of [['domain', 'format'], ['format', 'domain']] as const) {
      for (const value of VALUES) expect(answer.facets[name]?.find((told) => told.value === value)?.count ?? 0).toBe(matches.filter((document) => passes(document, other) && document.facets[name]?.includes(value)).length)
    }
  }), { numRuns: 200 })
})

test('whatever was put, removed and put again, answers equal those of a fresh index', () => {
  const step = fc.oneof({ weight: 4, arbitrary: document }, { weight: 2, arbitrary: fc.constantFrom(...'pqrstuvw') }, { weight: 1, arbitrary: fc.constant(undefined) })
  fc.assert(fc.property(fc.array(step, { maxLength: 30 }), query, filters, fc.constantFrom('relevance', 'newest', 'title'), (steps, query, filters, sort) => {
    const index = emptyIndex()
    const living = new Map<string, SearchDocument>()
    for (const step of steps) {
      if (step === undefined) index.compact()
      else if (typeof step === 'string') { index.remove(step); living.delete(step) } else { index.put(step); living.set(step.id, step) }
    }
    const fresh = indexOf([...living.values()])
    const request = { query, filters, sort, offset: 0, limit: 20 }
    expect(index.search(request)).toEqual(fresh.search(request))
    for (const typed of ['ㅎ', '병', 'h', 'م']) expect(index.suggest(typed)).toEqual(fresh.suggest(typed))
    expect(index.size).toBe(living.size)
  }), { numRuns: 200 })
})

test('an index that is changed over and over gives back its room by itself', () => {
  const index = emptyIndex()
  for (let times = 0; times < 5000; times++) index.put({ id: String(times % 10), title: [`학교 ${times}`], keywords: [], publisher: [], columns: [], description: [], facets: { domain: ['a'] }, sorts: { newest: times } })
  expect(index.search({ query: '학교', offset: 0, limit: 3 })).toMatchObject({ total: 10, ids: ['9', '8', '7'], facets: { domain: [{ value: 'a', count: 10 }] } })
  expect([index.search({ query: '4991', offset: 0, limit: 3 }).ids, index.search({ query: '3', lastWord: 'whole', offset: 0, limit: 3 }).total]).toEqual([['1'], 0])
})

/** By its own forms, or by the forms and pairs of syllables of what the query means. */
function hasWord({ title, keywords, publisher, columns, description }: SearchDocument, text: string): boolean {
  const texts = [title, keywords, publisher, columns, description].flat()
  const own = new Set(texts.flatMap((text) => splitWords(foldText(text)).flatMap((word) => formsOf(word).map((form) => form.text))))
  const joined = texts.map((text) => foldText(text).replaceAll(' ', ''))
  const [word] = splitWords(text)
  if (!word) return false
  return formsOf(word).some((form) => own.has(form.text) || (word.script === 'hangul' && form.text.length > 1 && pairsIn(form.text).every((pair) => joined.some((text) => text.includes(pair)))))
}

function pairsIn(text: string): string[] {
  return Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2))
}
