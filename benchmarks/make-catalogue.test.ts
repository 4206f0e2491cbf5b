import { expect, test } from 'vitest'
import { createSearchIndex } from '../src/kernels/search/search-index.ts'
import { catalogueQuestions, halfTyped } from './catalogue-questions.ts'
import { CATALOGUE_FACETS, createCatalogue } from './make-catalogue.ts'

const catalogue = createCatalogue(7)

test('the same seed makes the same data sets, with a value for every facet', () => {
  const made = catalogue.make(3)
  expect(createCatalogue(7).make(3)).toEqual(made)
  expect(createCatalogue(8).make(3)).not.toEqual(made)
  expect(CATALOGUE_FACETS.every((name) => (made.facets[name] ?? []).length > 0)).toBe(true)
})

test('words are about as frequent as their rank says', () => {
  const titles = Array.from({ length: 2000 }, (_, number) => catalogue.make(number).title.join(' '))
  const holding = (rank: number) => titles.filter((title) => title.includes(catalogue.wordOf('en', rank))).length
  expect(holding(0)).toBeGreaterThan(4 * holding(20))
  expect(holding(20)).toBeGreaterThan(holding(2000))
})

test('questions of every kind, half-typed words too, find something', () => {
  const index = createSearchIndex({ facets: CATALOGUE_FACETS, sorts: [{ name: 'newest', kind: 'number', direction: 'descending' }] })
  for (let number = 0; number < 300; number++) index.put(catalogue.make(number))
  for (const { questions } of catalogueQuestions(catalogue, { count: 20, seed: 7 })) expect(questions.some((question) => index.search(question).total > 0)).toBe(true)
  for (const { typed } of halfTyped(catalogue, { count: 20, seed: 7 })) expect(typed.some((text) => index.suggest(text).length > 0)).toBe(true)
})
