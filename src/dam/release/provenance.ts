import { publishedName } from './citation.ts'
import type { Json } from './json-text.ts'
import type { ReleaseDescription } from './release-description.ts'

/**
 * Where the release comes from, as PROV-O in JSON-LD: delivered files, the collected table, the release,
 * and the four acts between them. Ids are parts of this document, and the same for the same release.
 */
export function provenanceOf({ recipe, date, files, collect, rows, programVersion }: ReleaseDescription): { readonly [key: string]: Json } {
  const { publisher } = publishedName(recipe)
  const act = (id: string, title: string, used: Json): Json => ({
    '@id': id, '@type': 'prov:Activity', 'dct:title': title, 'prov:used': used, 'prov:wasAssociatedWith': ref('#datadam'),
  })
  const originals = collect.originals.map((_, place) => ref(`#original-${place + 1}`))
  return {
    '@context': { prov: 'http://www.w3.org/ns/prov#', dct: 'http://purl.org/dc/terms/', xsd: 'http://www.w3.org/2001/XMLSchema#', spdx: 'http://spdx.org/rdf/terms#', dcat: 'http://www.w3.org/ns/dcat#', schema: 'https://schema.org/' },
    '@graph': [
      { '@id': '#publisher', '@type': ['prov:Agent', 'prov:Organization'], 'dct:title': publisher },
      { '@id': '#datadam', '@type': ['prov:Agent', 'prov:SoftwareAgent'], 'dct:title': 'datadam', 'schema:softwareVersion': programVersion, 'prov:actedOnBehalfOf': ref('#publisher') },
      { '@id': 'recipe.yaml', '@type': ['prov:Entity', 'prov:Plan'], 'dct:title': 'The recipe' },
      ...collect.originals.map(({ sha256, bytes }, place): Json => ({
        '@id': `#original-${place + 1}`, '@type': 'prov:Entity', 'dct:title': `Delivered file ${place + 1}`, 'dcat:byteSize': bytes, 'spdx:checksum': checksum(sha256), 'prov:wasAttributedTo': ref('#publisher'),
      })),
      act('#collect', 'Read the delivered files into one table', originals),
      { '@id': '#collected', '@type': 'prov:Entity', 'dct:title': 'The table as delivered', 'schema:size': `${collect.table.rows} rows`, 'prov:wasGeneratedBy': ref('#collect'), 'prov:wasDerivedFrom': originals },
      act('#profile', 'Described the columns and measured quality and plan', ref('#collected')),
      ...['reports/profile.json', 'reports/quality.json'].map((path): Json => ({ '@id': path, '@type': 'prov:Entity', 'prov:wasGeneratedBy': ref('#profile'), 'prov:wasDerivedFrom': ref('#collected') })),
      act('#deidentify', 'Made the table anonymous by the recipe', [ref('#collected'), ref('recipe.yaml')]),
      {
        '@id': '#release', '@type': ['prov:Entity', 'prov:Collection'], 'dct:identifier': `${recipe.dataset.name}@${recipe.release.version}`, 'dct:issued': { '@value': date, '@type': 'xsd:date' },
        'schema:size': `${rows} rows`, 'prov:wasGeneratedBy': ref('#deidentify'), 'prov:wasDerivedFrom': ref('#collected'), 'prov:wasAttributedTo': ref('#publisher'), 'prov:hadMember': files.map(({ path }) => ref(path)),
      },
      ...files.map(({ path, bytes, sha256 }): Json => ({ '@id': path, '@type': 'prov:Entity', 'dcat:byteSize': bytes, 'spdx:checksum': checksum(sha256), 'prov:wasGeneratedBy': ref('#deidentify') })),
      { '@id': 'reports/privacy.json', '@type': 'prov:Entity', 'prov:wasGeneratedBy': ref('#deidentify') },
      act('#verify', 'Checked the release as it lies on disk, by a program of its own', [ref('#release'), ref('#collected'), ref('recipe.yaml')]),
      { '@id': 'reports/verification.json', '@type': 'prov:Entity', 'prov:wasGeneratedBy': ref('#verify'), 'prov:wasDerivedFrom': ref('#release') },
    ],
  }
}

function ref(id: string): Json {
  return { '@id': id }
}

function checksum(sha256: string): Json {
  return { '@type': 'spdx:Checksum', 'spdx:algorithm': { '@id': 'spdx:checksumAlgorithm_sha256' }, 'spdx:checksumValue': sha256 }
}
