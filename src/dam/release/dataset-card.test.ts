import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { datasetCard } from './dataset-card.ts'
import { COLUMNS, describedRelease } from './release.fixture.ts'

const headOf = (card: string): unknown => parse(card.slice(4, card.indexOf('\n---\n')), { version: '1.1' })

test('the head says licence, language, size, files and features as the Hub reads them', () => {
  const card = datasetCard(describedRelease(3))
  expect(headOf(card)).toMatchObject({
    license: 'cc-by-4.0', language: ['ko'], pretty_name: '퇴원 기록', size_categories: ['n<1K'], tags: ['tabular', 'croissant', 'datadam', 'anonymized', 'k-anonymity', 'hospital', 'no'],
    configs: [{ config_name: 'default', data_files: [{ split: 'train', path: 'data/train-*.parquet' }] }],
    dataset_info: { features: COLUMNS.map(({ name }, place) => ({ name, dtype: ['string', 'int64', 'float64', 'bool', 'date32', 'timestamp[us]', 'time64[us]'][place] })), splits: [{ name: 'train', num_examples: 60 }] },
  })
})

test.each([[0, 'n<1K'], [999, 'n<1K'], [1000, '1K<n<10K'], [48_210, '10K<n<100K'], [1e9, '1B<n<10B'], [1e12, 'n>1T']])('%i rows are %s', (rows, category) => {
  expect(headOf(datasetCard({ ...describedRelease(), rows }))).toMatchObject({ size_categories: [category] })
})

test('a licence that the Hub has no word for is other, with its name', () => {
  const release = describedRelease()
  const card = datasetCard({ ...release, recipe: { ...release.recipe, dataset: { ...release.recipe.dataset, licence: 'KOGL Type 1' } } })
  expect(headOf(card)).toMatchObject({ license: 'other', license_name: 'kogl-type-1' })
})

test('the card is written in the languages of the title, the first first', () => {
  const card = datasetCard(describedRelease())
  expect(card.indexOf('## 한눈에 보기')).toBeGreaterThan(0)
  expect(card.indexOf('## At a glance')).toBeGreaterThan(card.indexOf('## 한눈에 보기'))
})
