import type { ValueType } from '#dam/dataset/table.ts'
import { creatorName, publishedName } from './citation.ts'
import type { Json } from './json-text.ts'
import { textIn } from './language-text.ts'
import { licenceNamed } from './licence.ts'
import type { ReleaseDescription } from './release-description.ts'

/**
 * The release as a Frictionless Data Package (version 2): one resource for each data file, each with its own size and hash,
 * so that a tool can check every file alone.
 */
export function dataPackageOf({ recipe, date, files, columns }: ReleaseDescription): { readonly [key: string]: Json } {
  const { dataset, release } = recipe
  const name = publishedName(recipe)
  const licence = licenceNamed(dataset.licence)
  return {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: name.dataset,
    id: `${dataset.name}@${release.version}`,
    title: textIn(dataset.title, 'en'),
    ...(dataset.description !== undefined && { description: textIn(dataset.description, 'en') }),
    ...(dataset.url !== undefined && { homepage: dataset.url }),
    version: release.version,
    created: `${date}T00:00:00Z`,
    ...(dataset.keywords && dataset.keywords.length > 0 && { keywords: [...dataset.keywords] }),
    contributors: [{ title: creatorName(recipe), ...(dataset.creator?.url !== undefined && { path: dataset.creator.url }), roles: ['creator'] }],
    // A licence needs a name of SPDX's letters or an address; a name of another kind is its title.
    licenses: [/^[-a-zA-Z0-9._]+$/.test(licence.name) ? { name: licence.name, ...(licence.url !== undefined && { path: licence.url }) }
      : { name: 'other', title: licence.name, ...(licence.url !== undefined && { path: licence.url }) }],
    resources: files.map(({ path, bytes, sha256 }) => ({
      name: resourceName(path),
      path,
      type: 'table',
      format: 'parquet',
      mediatype: 'application/vnd.apache.parquet',
      bytes,
      hash: `sha256:${sha256}`,
      schema: {
        fields: columns.map((column) => ({
          name: column.name,
          type: FIELD_TYPES[column.type],
          ...(column.title !== undefined && { title: textIn(column.title, 'en') }),
          ...(column.description !== undefined && { description: textIn(column.description, 'en') }),
        })),
      },
    })),
  }
}

const FIELD_TYPES: Readonly<Record<ValueType, string>> = {
  text: 'string', integer: 'integer', decimal: 'number', boolean: 'boolean', date: 'date', timestamp: 'datetime', time: 'time',
}

function resourceName(path: string): string {
  return path.replace(/^data\//, '').replace(/\.parquet$/, '').toLowerCase()
}
