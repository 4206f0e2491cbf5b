import type { ValueType } from '#dam/dataset/table.ts'
import { bibtexOf, creatorName, publishedName } from './citation.ts'
import type { Json } from './json-text.ts'
import { languageTagged, textIn } from './language-text.ts'
import { licenceNamed } from './licence.ts'
import type { ReleaseDescription, ReleasedColumn } from './release-description.ts'
import { responsibleUse } from './responsible-use.ts'

/**
 * The release as Croissant 1.1 with the RAI vocabulary 1.0 (MLCommons), for training frameworks and search engines.
 *
 * Addresses of files are relative to the document, so a copy of the folder anywhere is complete;
 * several data files are one `FileSet`, and each stands as a `FileObject` with its hash besides.
 */
export function croissantOf(release: ReleaseDescription): { readonly [key: string]: Json } {
  const { recipe, date } = release
  const { dataset } = recipe
  const { publisher } = publishedName(recipe)
  return {
    '@context': CONTEXT,
    '@type': 'sc:Dataset',
    conformsTo: ['http://mlcommons.org/croissant/1.1', 'http://mlcommons.org/croissant/RAI/1.0'],
    name: languageTagged(dataset.title),
    description: languageTagged(dataset.description ?? dataset.title),
    // An address is required; where the recipe has none, the card that lies beside says where the data came from.
    url: dataset.url ?? 'README.md',
    identifier: `${dataset.name}@${recipe.release.version}`,
    license: licenceNamed(dataset.licence).url ?? dataset.licence,
    creator: { '@type': 'sc:Organization', name: creatorName(recipe), ...(dataset.creator?.url !== undefined && { url: dataset.creator.url }) },
    publisher: { '@type': 'sc:Organization', name: publisher },
    datePublished: date,
    version: recipe.release.version,
    inLanguage: [...dataset.language],
    ...(dataset.keywords && { keywords: [...dataset.keywords] }),
    citeAs: bibtexOf(recipe, date),
    isLiveDataset: false,
    ...responsibleUse(release),
    distribution: distributionOf(release),
    recordSet: [{
      '@type': 'cr:RecordSet',
      '@id': RECORDS,
      name: RECORDS,
      description: languageTagged({ en: `One record a row; ${release.rows} rows.`, ko: `행 하나가 레코드 하나입니다. 모두 ${release.rows}행.` }),
      field: fieldsOf(release),
    }],
  }
}

const RECORDS = 'records'
/** The registered name is application/vnd.apache.parquet; the reference reader knows only the older one. */
const PARQUET = 'application/x-parquet'
const SHARDS = 'data-files'

function distributionOf({ files }: ReleaseDescription): Json[] {
  const objects = files.map(({ path, bytes, sha256 }): Json => ({
    '@type': 'cr:FileObject', '@id': path, name: path, contentUrl: path, contentSize: `${bytes} B`, encodingFormat: PARQUET, sha256,
  }))
  if (files.length === 1) return objects
  return [...objects, { '@type': 'cr:FileSet', '@id': SHARDS, name: SHARDS, encodingFormat: PARQUET, includes: 'data/*.parquet' }]
}

/** Field ids are made of a column's name where that is plain letters and digits, else of its place: an id is an address. */
function fieldsOf({ columns, files }: ReleaseDescription): Json[] {
  const [only, ...others] = files
  const container = only && others.length === 0 ? { fileObject: { '@id': only.path } } : { fileSet: { '@id': SHARDS } }
  const plain = new Set(columns.map(({ name }) => name).filter((name) => /^[\p{L}\p{N}_.-]+$/u.test(name)))
  const taken = new Set(plain)
  return columns.map((column, place): Json => {
    let id = column.name
    if (!plain.has(id)) for (id = `column-${place + 1}`; taken.has(id);) id += '_'
    taken.add(id)
    return {
      '@type': 'cr:Field',
      '@id': `${RECORDS}/${id}`,
      name: column.name,
      description: descriptionOf(column),
      dataType: DATA_TYPES[column.type],
      source: { ...container, extract: { column: column.name } },
    }
  })
}

function descriptionOf({ name, title, description, role, did }: ReleasedColumn): Json {
  const said = (language: 'en' | 'ko') => [title, description].filter((text) => text !== undefined).map((text) => textIn(text, language)).join('. ') || name
  return languageTagged({ en: `${said('en')} (${role}; ${did})`, ko: `${said('ko')} (${ROLES[role]})` })
}

const ROLES = { identifier: '식별자', 'quasi-identifier': '준식별자', sensitive: '민감한 값', text: '글', plain: '일반 값' } as const

const DATA_TYPES: Readonly<Record<ValueType, string>> = {
  text: 'sc:Text', integer: 'sc:Integer', decimal: 'sc:Float', boolean: 'sc:Boolean', date: 'sc:Date', timestamp: 'sc:DateTime', time: 'sc:Time',
}

/** As the specification prints it, but with https for schema.org, which its own reader insists on. */
const CONTEXT: Json = {
  '@language': 'en', '@vocab': 'https://schema.org/', sc: 'https://schema.org/', cr: 'http://mlcommons.org/croissant/',
  rai: 'http://mlcommons.org/croissant/RAI/', dct: 'http://purl.org/dc/terms/',
  arrayShape: 'cr:arrayShape', citeAs: 'cr:citeAs', column: 'cr:column', conformsTo: 'dct:conformsTo', containedIn: 'cr:containedIn',
  data: { '@id': 'cr:data', '@type': '@json' }, dataType: { '@id': 'cr:dataType', '@type': '@vocab' }, description: { '@container': '@language' },
  equivalentProperty: 'cr:equivalentProperty', examples: { '@id': 'cr:examples', '@type': '@json' }, extract: 'cr:extract', field: 'cr:field',
  fileObject: 'cr:fileObject', fileProperty: 'cr:fileProperty', fileSet: 'cr:fileSet', format: 'cr:format', includes: 'cr:includes', isArray: 'cr:isArray',
  isLiveDataset: 'cr:isLiveDataset', jsonPath: 'cr:jsonPath', key: 'cr:key', md5: 'cr:md5', name: { '@container': '@language' },
  parentField: 'cr:parentField', path: 'cr:path', recordSet: 'cr:recordSet', references: 'cr:references', regex: 'cr:regex', repeated: 'cr:repeated',
  replace: 'cr:replace', samplingRate: 'cr:samplingRate', separator: 'cr:separator', source: 'cr:source', subField: 'cr:subField', transform: 'cr:transform',
}
