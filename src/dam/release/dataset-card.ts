import type { ValueType } from '#dam/dataset/table.ts'
import { cardBody } from './card-body.ts'
import { cardLanguages, textIn } from './language-text.ts'
import { licenceNamed } from './licence.ts'
import { type HeadValue, yamlHead } from './yaml-head.ts'
import type { ReleaseDescription } from './release-description.ts'

/**
 * README.md: the data set's card as the Hugging Face Hub and its `datasets` library read it (YAML head), and as people do (the rest),
 * in the languages of the title.
 */
export function datasetCard(release: ReleaseDescription): string {
  const { dataset } = release.recipe
  const languages = cardLanguages(dataset.title, dataset.language)
  const bodies = languages.map((language) => cardBody(release, language))
  return `${yamlHead(headOf(release))}\n${bodies.join('\n---\n\n')}`
}

function headOf({ recipe, rows, files, columns }: ReleaseDescription): { readonly [key: string]: HeadValue } {
  const { dataset } = recipe
  const licence = licenceNamed(dataset.licence)
  const [first = 'en'] = cardLanguages(dataset.title, dataset.language)
  const bytes = files.reduce((all, file) => all + file.bytes, 0)
  return {
    license: licence.hubName,
    ...(licence.hubName === 'other' && { license_name: hubSlug(licence.name), ...(licence.url !== undefined && { license_link: licence.url }) }),
    language: dataset.language.map((language) => language.split('-')[0] ?? language).filter((language, place, all) => all.indexOf(language) === place),
    pretty_name: textIn(dataset.title, first),
    size_categories: [sizeCategory(rows)],
    tags: [...new Set(['tabular', 'croissant', 'datadam', ...(recipe.privacy ? ['anonymized', 'k-anonymity'] : []), ...(dataset.keywords ?? [])])],
    configs: [{ config_name: 'default', default: true, data_files: [{ split: 'train', path: 'data/train-*.parquet' }] }],
    dataset_info: {
      features: columns.map(({ name, type }) => ({ name, dtype: FEATURE_TYPES[type] })),
      splits: [{ name: 'train', num_bytes: bytes, num_examples: rows }],
      download_size: bytes,
      dataset_size: bytes,
    },
    version: recipe.release.version,
  }
}

/** As the engine's Parquet reads in Arrow; a wrong word here makes the `datasets` library refuse the data. */
const FEATURE_TYPES: Readonly<Record<ValueType, string>> = {
  text: 'string', integer: 'int64', decimal: 'float64', boolean: 'bool', date: 'date32', timestamp: 'timestamp[us]', time: 'time64[us]',
}

const SIZES: readonly (readonly [number, string])[] = [
  [1e3, 'n<1K'], [1e4, '1K<n<10K'], [1e5, '10K<n<100K'], [1e6, '100K<n<1M'], [1e7, '1M<n<10M'], [1e8, '10M<n<100M'], [1e9, '100M<n<1B'], [1e10, '1B<n<10B'], [1e11, '10B<n<100B'], [1e12, '100B<n<1T'],
]

function sizeCategory(rows: number): string {
  return SIZES.find(([limit]) => rows < limit)?.[1] ?? 'n>1T'
}

function hubSlug(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9.]+/g, '-').replaceAll(/^-+|-+$/g, '') || 'unnamed'
}
