import { expect, test } from 'vitest'
import { dataPackageOf } from './data-package.ts'
import { COLUMNS, describedRelease } from './release.fixture.ts'

test('dataPackageOf() makes each data file a resource with size, hash and fields', () => {
  const release = dataPackageOf(describedRelease(3))
  expect(release).toMatchObject({
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json', name: 'discharges', version: '1.0.0', created: '2026-11-24T00:00:00Z',
    licenses: [{ name: 'CC-BY-4.0', path: 'https://creativecommons.org/licenses/by/4.0/' }],
  })
  expect(release['resources']).toHaveLength(3)
  expect(release).toHaveProperty(['resources', 2], expect.objectContaining({ name: 'train-00002-of-00003', path: 'data/train-00002-of-00003.parquet', format: 'parquet', bytes: 1002, hash: `sha256:${'2'.repeat(64)}` }))
  expect(release).toHaveProperty(['resources', 0, 'schema', 'fields'], COLUMNS.map(({ name }) => expect.objectContaining({ name })))
})

test('a licence of another name is its title', () => {
  const release = describedRelease()
  const recipe = { ...release.recipe, dataset: { ...release.recipe.dataset, licence: 'KOGL Type 1' } }
  expect(dataPackageOf({ ...release, recipe })).toMatchObject({ licenses: [{ name: 'other', title: 'KOGL Type 1' }] })
})
