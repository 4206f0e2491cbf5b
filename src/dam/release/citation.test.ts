import { expect, test } from 'vitest'
import { bibtexOf, creatorName, publishedName } from './citation.ts'
import { RECIPE as recipe } from './release.fixture.ts'

test('bibtexOf() names title, creator, year and version, and no sign that ends the entry', () => {
  const entry = bibtexOf({ ...recipe, dataset: { ...recipe.dataset, title: 'A } "title" ```\nwith\\signs', creator: { name: { ko: '시립병원', en: 'City Hospital' } }, url: 'https://example.org/a' } }, '2026-11-24')
  expect(entry).toBe('@misc{city-health-discharges-1.0.0,\n  title = {A   "title"  with signs},\n  author = {{City Hospital}},\n  year = {2026},\n  version = {1.0.0},\n  note = {city-health/discharges; CC-BY-4.0},\n  url = {https://example.org/a},\n}')
})

test('creatorName() falls back to the publisher', () => {
  expect(publishedName(recipe)).toEqual({ publisher: 'city-health', dataset: 'discharges' })
  expect(creatorName(recipe)).toBe('city-health')
})
