import fc from 'fast-check'
import { expect, test } from 'vitest'
import { selectPage } from './select-page.ts'

test('selectPage() gives the page that sorting everything gives', () => {
  const distinct = fc.uniqueArray(fc.integer({ min: 0, max: 100_000 }), { maxLength: 600 })
  fc.assert(fc.property(distinct, fc.integer({ min: 0, max: 700 }), fc.integer({ min: 0, max: 300 }), (items, offset, limit) => {
    const page = selectPage(Uint32Array.from(items), (left, right) => left < right, { offset, limit })
    expect([...page]).toEqual(items.toSorted((left, right) => left - right).slice(offset, offset + limit))
  }), { numRuns: 300 })
})

test('selectPage() finds every page of one order, wherever it begins', () => {
  const items = Array.from({ length: 401 }, (_, at) => at * 150 % 401)
  for (let offset = 0; offset <= 401; offset++) expect([...selectPage(Uint32Array.from(items), (left, right) => left < right, { offset, limit: 250 })]).toEqual(Array.from({ length: 401 }, (_, at) => at).slice(offset, offset + 250))
})

test.each(['ascending', 'descending'])('selectPage() finds a page in the middle of many items that come %s', (order) => {
  const items = Uint32Array.from({ length: 50_000 }, (_, at) => (order === 'ascending' ? at : 49_999 - at))
  let compared = 0
  const page = selectPage(items, (left, right) => { compared++; return left < right }, { offset: 25_000, limit: 3 })
  expect([...page]).toEqual([25_000, 25_001, 25_002])
  expect(compared).toBeLessThan(20 * 50_000)
})
