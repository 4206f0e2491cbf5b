import { z } from 'zod'

const Text = z.union([z.string().min(1), z.record(z.string(), z.string().min(1)).refine((texts) => Object.keys(texts).length > 0, 'write it in at least one language')])
const Reference = z.object({ '@id': z.string().min(1) })
const Address = z.string().regex(/^(?:https?:\/\/\S+|(?![a-z][a-z0-9+.-]*:|\/)\S+)$/i, 'write an http(s) address or a path relative to the document')
const Agent = z.object({ '@type': z.string(), name: Text, url: Address.optional() })
const Name = z.string().min(1)

const FileObject = z.object({
  '@type': z.literal('cr:FileObject'), '@id': Name, name: Name, contentUrl: Address, contentSize: z.string().regex(/^\d+ B$/),
  encodingFormat: z.string().regex(/^[a-z]+\/[a-z0-9.+-]+$/), sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
const FileSet = z.object({ '@type': z.literal('cr:FileSet'), '@id': Name, name: Name, encodingFormat: z.string().min(1), includes: z.union([Name, z.array(Name).min(1)]) })

const DATA_TYPES = ['sc:Text', 'sc:Integer', 'sc:Float', 'sc:Boolean', 'sc:Date', 'sc:DateTime', 'sc:Time'] as const
const Field = z.object({
  '@type': z.literal('cr:Field'), '@id': Name, name: z.string(), description: Text.optional(), dataType: z.enum(DATA_TYPES),
  source: z.object({ fileObject: Reference.optional(), fileSet: Reference.optional(), extract: z.object({ column: z.string() }) })
    .refine(({ fileObject, fileSet }) => (fileObject === undefined) !== (fileSet === undefined), 'name a fileObject or a fileSet, not both'),
})

const RAI = 'rai:'
const ONE_TEXT = new Set(['dataCollection', 'dataCollectionMissingData', 'dataCollectionRawData', 'dataImputationProtocol', 'dataManipulationProtocol', 'dataSocialImpact', 'annotationsPerItem', 'dataReleaseMaintenancePlan'].map((name) => RAI + name))
const MANY_TEXTS = new Set(['dataCollectionType', 'dataCollectionTimeframe', 'dataPreprocessingProtocol', 'dataAnnotationProtocol', 'personalSensitiveInformation', 'dataBiases', 'dataLimitations', 'dataUseCases'].map((name) => RAI + name))

const Document = z.looseObject({
  '@context': z.looseObject({
    '@vocab': z.literal('https://schema.org/'), sc: z.literal('https://schema.org/'), cr: z.literal('http://mlcommons.org/croissant/'),
    rai: z.literal('http://mlcommons.org/croissant/RAI/'), dct: z.literal('http://purl.org/dc/terms/'), conformsTo: z.literal('dct:conformsTo'), recordSet: z.literal('cr:recordSet'),
  }),
  '@type': z.literal('sc:Dataset'),
  conformsTo: z.array(z.string()).refine((all) => all.includes('http://mlcommons.org/croissant/1.1'), 'name http://mlcommons.org/croissant/1.1'),
  name: Text, description: Text, license: Name, url: Address, creator: z.union([Agent, z.array(Agent).min(1)]),
  datePublished: z.iso.date(), version: z.string().regex(/^\d+\.\d+\.\d+$/), citeAs: Name,
  distribution: z.array(z.union([FileObject, FileSet])).min(1),
  recordSet: z.array(z.object({ '@type': z.literal('cr:RecordSet'), '@id': Name, name: Name, field: z.array(Field).min(1) })).min(1),
})

/**
 * What is wrong with a Croissant document by specification 1.1, stricter than its reference reader: the reader takes
 * a document without name, address, creator, size, or source of a field. Empty when nothing is wrong.
 *
 * For the documents that `croissantOf` writes; forms of the specification which that never uses are refused.
 */
export function checkCroissant(document: unknown): string[] {
  const parsed = Document.safeParse(document)
  if (!parsed.success) return parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'document'}: ${message}`)
  const { distribution, recordSet } = parsed.data
  const fields = recordSet.flatMap(({ field }) => field)
  const ids = [...distribution, ...recordSet, ...fields].map((node) => node['@id'])
  const files = new Map(distribution.map((node) => [node['@id'], node['@type']]))
  const sourced = fields.flatMap(({ '@id': id, source: { fileObject, fileSet } }) => [
    ...(fileObject && files.get(fileObject['@id']) !== 'cr:FileObject' ? [`${id}: its source is no FileObject of the distribution`] : []),
    ...(fileSet && files.get(fileSet['@id']) !== 'cr:FileSet' ? [`${id}: its source is no FileSet of the distribution`] : []),
  ])
  return [
    ...ids.filter((id, place) => ids.indexOf(id) !== place).map((id) => `${id}: the @id stands twice`),
    ...recordSet.flatMap(({ '@id': set, field }) => field.filter(({ '@id': id }) => !id.startsWith(`${set}/`)).map(({ '@id': id }) => `${id}: the @id does not begin with its record set's`)),
    ...sourced,
    ...responsibleUseFaults(parsed.data),
  ]
}

function responsibleUseFaults(document: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(document).filter(([key]) => key.startsWith(RAI)).flatMap(([key, value]) => {
    if (ONE_TEXT.has(key)) return typeof value === 'string' && value !== '' ? [] : [`${key}: write one text`]
    if (!MANY_TEXTS.has(key)) return [`${key}: not a word of RAI 1.0`]
    return z.array(z.string().min(1)).min(1).safeParse(value).success ? [] : [`${key}: write a list of texts`]
  })
}
