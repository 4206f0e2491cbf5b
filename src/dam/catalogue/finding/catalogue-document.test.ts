import { expect, test } from 'vitest'
import { VISITS_DETAILS } from '../publishing/catalogue.fixture.ts'
import { catalogueDocument, type FoundRow } from './catalogue-document.ts'
import { FACETS } from './finding-answers.ts'

const ROW: FoundRow = {
  id: '1', slug: 'visits', details: VISITS_DETAILS, access: 'open', publisher: 'test-city', publisher_name: { ko: '시험시', en: 'Test City' }, rows: 240, published_at: new Date('2026-03-01T00:00:00Z'),
  columns: ['나이'], paths: ['README.md', 'data/train-00000-of-00001.parquet', 'reports/fairness.json'], has_failed: true, downloads: 7,
}

test('a data set is found by its words in all languages, and narrowed by what was measured', () => {
  const document = catalogueDocument(ROW)
  expect(document.title).toEqual(['방문 기록', 'Visits', 'زيارات', 'visits'])
  expect(document.facets).toEqual({
    domain: ['health'], kind: ['table'], language: ['ko'], licence: ['CC-BY-4.0'], access: ['open'], publisher: ['test-city'], format: ['parquet'], size: ['under-1-thousand'], year: ['2026'], quality: ['with-failures'], fairness: ['audited'],
  })
  expect(Object.keys(document.facets).toSorted()).toEqual([...FACETS].toSorted())
  expect(document.sorts).toEqual({ newest: Date.UTC(2026, 2, 1), title: '방문 기록', size: 240, downloads: 7 })
})

test.each([[999, 'under-1-thousand'], [1000, 'under-100-thousand'], [100_000, 'under-10-million'], [10_000_000, 'more']])('%i rows are %s', (rows, size) => {
  expect(catalogueDocument({ ...ROW, rows }).facets['size']).toEqual([size])
})
