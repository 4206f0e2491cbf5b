import { expect, test } from 'vitest'
import { createSearchIndex, type SearchRequest } from './search-index.ts'
import type { SearchDocument } from './search-document.ts'

const SORTS = [{ name: 'newest', kind: 'number', direction: 'descending' }, { name: 'title', kind: 'text', direction: 'ascending' }, { name: 'downloads', kind: 'number', direction: 'descending' }] as const

function documentOf(id: string, title: readonly string[], more: Partial<SearchDocument> = {}): SearchDocument {
  return { id, title, keywords: [], publisher: [], columns: [], description: [], facets: {}, sorts: {}, ...more }
}

const CATALOGUE = [
  documentOf('meals', ['초등학교 급식', 'School meals', 'وجبات المدرسة'], { description: ['학교에서 먹는 밥과 물을 적었습니다'], keywords: ['급식', '어린이'], facets: { domain: ['education'], format: ['csv', 'parquet'] }, sorts: { newest: 1, title: '초등학교 급식', downloads: 7 } }),
  documentOf('open', ['공공데이터 목록', 'Open data catalogue'], { publisher: ['새론시', 'City of Saeron'], facets: { domain: ['government'], format: ['csv'] }, sorts: { newest: 2, title: '공공데이터 목록', downloads: 9 } }),
  documentOf('portal', ['공공 데이터 포털 이용'], { facets: { domain: ['government'], format: ['json'] }, sorts: { newest: 3, title: '공공 데이터 포털 이용' } }),
  documentOf('discharges', ['병원 퇴원 기록', 'Hospital discharges', 'خروج المرضى من المُسْتَشْفى'], { columns: ['admission_date', '입원_일자'], facets: { domain: ['health'], format: ['parquet'] }, sorts: { newest: 4, title: '병원 퇴원 기록', downloads: 1 } }),
  documentOf('cats', ['고양이 사진', 'Pictures of cats'], { facets: { domain: ['culture'], format: ['zip'] }, sorts: { newest: 5, title: '고양이 사진', downloads: 0 } }),
]

function indexOf(documents: readonly SearchDocument[]) {
  const index = createSearchIndex({ facets: ['domain', 'format'], sorts: SORTS })
  for (const document of documents) index.put(document)
  return index
}

const index = indexOf(CATALOGUE)
const find = (query: string, more: Partial<SearchRequest> = {}) => index.search({ query, offset: 0, limit: 20, ...more })

test.each([
  ['학교', ['meals']], ['학교에', ['meals']], ['학교를', ['meals']], ['학교에서는', ['meals']], ['물', ['meals']], ['초등학교의 급식은', ['meals']],
  ['공공데이터', ['open', 'portal']], ['공공 데이터', ['portal', 'open']], ['공 공데이터', ['open', 'portal']], ['공공데이터를 이용', ['portal']], ['입원일자', ['discharges']],
  ['고양이', ['cats']], ['학ㄱ', ['meals']], ['새론시', ['open']],
  ['hospitals', ['discharges']], ['HOSPITAL discharged', ['discharges']], ['picture cat', ['cats']], ['Saeron’s catalogues', ['open']], ['admission', ['discharges']], ['disch', ['discharges']],
  ['مستشفى', ['discharges']], ['المستشفيات', ['discharges']], ['المـدرسه', ['meals']], ['مَدرسةٌ', ['meals']], ['متحف', []],
  ['병원 hospital مستشفى', ['discharges']],
])('%j finds %j, and all of its words', (query, ids) => {
  const answer = find(query)
  expect([...answer.ids].toSorted()).toEqual(ids.toSorted())
  expect(answer).toMatchObject({ total: ids.length, matched: 'all', corrected: [] })
})

test.each([
  ['병웜', '병원', 'discharges'], ['병웜에서', '병원', 'discharges'], ['굽식', '급식', 'meals'], ['hosptial', 'Hospital', 'discharges'], ['catalouge', 'catalogue', 'open'],
  ['المستسفى', 'المُسْتَشْفى', 'discharges'], ['وجباات', 'وجبات', 'meals'],
])('%j is taken for %j, and the answer says so', (query, to, id) => {
  expect(find(query)).toMatchObject({ ids: [id], corrected: [{ from: query, to }], matched: 'all' })
})

test('where no data set has all words, those that have most of them are told, and that it is only some', () => {
  expect(find('hospital discharges zebra')).toMatchObject({ ids: ['discharges'], matched: 'some', corrected: [] })
  expect(find('병원 고양이')).toMatchObject({ total: 2, matched: 'some' })
  expect(find('zebra')).toMatchObject({ total: 0, matched: 'all' })
})

test('the title counts more than keywords, these more than publisher, columns and description', () => {
  const ranked = indexOf([
    documentOf('description', ['다른 것'], { description: ['소음'] }), documentOf('columns', ['다른 것'], { columns: ['소음'] }), documentOf('publisher', ['다른 것'], { publisher: ['소음'] }),
    documentOf('keywords', ['다른 것'], { keywords: ['소음'] }), documentOf('title', ['소음 것'], {}),
  ])
  expect(ranked.search({ query: '소음', offset: 0, limit: 9 }).ids).toEqual(['title', 'keywords', 'publisher', 'columns', 'description'])
})

test('the word as it was typed counts more than what is found by its parts', () => {
  const ranked = indexOf([documentOf('compound', ['초등학교']), documentOf('particle', ['학교에서']), documentOf('word', ['학교'])])
  expect(ranked.search({ query: '학교', offset: 0, limit: 9 }).ids.at(-1)).toBe('compound')
})

test('an empty query finds everything, the first sort deciding; other sorts sort, and what has no value comes last', () => {
  expect(find('').ids).toEqual(['cats', 'discharges', 'portal', 'open', 'meals'])
  expect(find('', { sort: 'title' }).ids).toEqual(['cats', 'portal', 'open', 'discharges', 'meals'])
  expect(find('', { sort: 'downloads' }).ids).toEqual(['open', 'meals', 'discharges', 'cats', 'portal'])
  expect(find('', { sort: 'downloads', offset: 1, limit: 2 })).toMatchObject({ ids: ['meals', 'discharges'], total: 5 })
  expect(find('', { offset: 9 }).ids).toEqual([])
})

test('facets are told with counts, each leaving its own choice aside; a value that nobody has is 0, an unknown facet nothing', () => {
  const answer = find('', { filters: { format: ['csv'], unknown: ['x'] } })
  expect(answer.ids).toEqual(['open', 'meals'])
  expect(answer.facets).toEqual({
    domain: [{ value: 'education', count: 1 }, { value: 'government', count: 1 }],
    format: [{ value: 'csv', count: 2 }, { value: 'parquet', count: 2 }, { value: 'json', count: 1 }, { value: 'zip', count: 1 }],
  })
  expect(find('', { filters: { domain: ['government'], format: ['json', 'parquet'] } }).ids).toEqual(['portal'])
  expect(find('', { filters: { domain: ['__proto__'] } })).toMatchObject({ total: 0, facets: { domain: expect.arrayContaining([{ value: '__proto__', count: 0 }]) } })
  expect(find('', { facetLimit: 1 }).facets['domain']).toEqual([{ value: 'government', count: 2 }])
})

test('what somebody is kept out of is neither found nor counted, nor does it lend its words', () => {
  const exclude = new Set(['discharges', 'never there'])
  expect(find('병원', { exclude })).toMatchObject({ total: 0, corrected: [] })
  expect(find('병웜', { exclude }).corrected).toEqual([])
  expect(find('', { exclude }).total).toBe(4)
  expect(find('', { exclude }).facets['domain']?.some(({ value }) => value === 'health')).toBe(false)
  expect(find('병원').total).toBe(1)
})

test('a changed document is found by its new words alone, and a removed one no longer, nor suggested', () => {
  const changing = indexOf(CATALOGUE)
  changing.put(documentOf('cats', ['강아지 사진']))
  const total = (query: string) => changing.search({ query, offset: 0, limit: 9 }).total
  expect([total('고양이'), total('강아지'), total('사진'), changing.size]).toEqual([0, 1, 1, 5])
  expect([changing.suggest('고양'), changing.suggest('강ㅇ')]).toEqual([[], ['강아지']])
  changing.remove('cats')
  changing.remove('cats')
  expect([total('사진'), changing.size, changing.suggest('강')]).toEqual([0, 4, []])
  changing.setSort('meals', 'newest', 100)
  expect(changing.search({ offset: 0, limit: 1 }).ids).toEqual(['meals'])
})

test('suggestions come from titles, keywords and publishers, at most eight', () => {
  expect([index.suggest('ㄱㅅ'), index.suggest('어'), index.suggest('새'), index.suggest('city'), index.suggest('밥')]).toEqual([['급식'], ['어린이'], ['새론시'], ['City of Saeron'], []])
  expect(indexOf([documentOf('many', [Array.from({ length: 26 }, (_, at) => `w${String.fromCharCode(97 + at)}`).join(' ')])]).suggest('w', 20)).toHaveLength(8)
})
