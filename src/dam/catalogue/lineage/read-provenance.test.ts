import { expect, test } from 'vitest'
import { readProvenance } from './read-provenance.ts'

const ref = (id: string) => ({ '@id': id })
const act = (id: string, used: unknown) => ({ '@id': id, '@type': 'prov:Activity', 'prov:used': used, 'prov:wasAssociatedWith': ref('#datadam') })
const made = (id: string, by: string, more: object = {}) => ({ '@id': id, '@type': 'prov:Entity', 'prov:wasGeneratedBy': ref(by), ...more })

/** As the release writes it, less what the picture does not show; lineage.routes.test.ts reads real ones. */
const DOCUMENT = {
  '@graph': [
    { '@id': '#datadam', '@type': ['prov:Agent', 'prov:SoftwareAgent'], 'dct:title': 'datadam', 'schema:softwareVersion': '1.2.3' },
    { '@id': 'recipe.yaml', '@type': ['prov:Entity', 'prov:Plan'] },
    { '@id': '#original-1', '@type': 'prov:Entity', 'dcat:byteSize': 1234, 'spdx:checksum': { 'spdx:checksumValue': 'a'.repeat(64) } },
    act('#collect', [ref('#original-1')]), made('#collected', '#collect', { 'schema:size': '300 rows' }),
    act('#profile', ref('#collected')), made('reports/profile.json', '#profile'),
    act('#deidentify', [ref('#collected'), ref('recipe.yaml')]), made('#release', '#deidentify', { 'schema:size': '290 rows' }), made('data/a.parquet', '#deidentify'),
    act('#verify', [ref('#release'), ref('#collected'), ref('recipe.yaml')]), made('reports/verification.json', '#verify'),
  ],
}

test('readProvenance() leads from the delivered files and the recipe by the acts to the release', () => {
  const { nodes, edges } = readProvenance(DOCUMENT)
  expect(nodes.map(({ id, kind }) => [id, kind])).toEqual([
    ['#original-1', 'source'], ['recipe.yaml', 'recipe'], ['#collect', 'act'], ['#profile', 'act'], ['#deidentify', 'act'], ['#verify', 'act'], ['release', 'release'],
  ])
  expect(edges.map(({ from, to }) => `${from} ${to}`).toSorted()).toEqual([
    '#collect #deidentify', '#collect #profile', '#deidentify #verify', '#original-1 #collect', '#profile release', '#verify release', 'recipe.yaml #deidentify',
  ])
  expect(nodes[0]).toMatchObject({ name: '1', sha256: 'a'.repeat(64), bytes: 1234 })
  expect(nodes.find(({ act }) => act === 'collect')).toMatchObject({ rowsIn: null, rowsOut: 300, program: 'datadam 1.2.3' })
  expect(nodes.find(({ act }) => act === 'deidentify')).toMatchObject({ rowsIn: 300, rowsOut: 290 })
})

test('a document that is no provenance is refused as a whole', () => {
  for (const document of [null, {}, { '@graph': [{ '@id': 'a' }] }, { '@graph': [{ '@type': 'prov:Entity' }] }]) expect(() => readProvenance(document)).toThrow(/invalid/i)
})
