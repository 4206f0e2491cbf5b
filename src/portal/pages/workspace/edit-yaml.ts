import { isMap, isNode, isScalar, parse, parseDocument, stringify, type Document } from 'yaml'

const TREATMENTS_OF: Readonly<Record<string, readonly string[]>> = {
  identifier: ['drop', 'pseudonym', 'hash', 'tokenise'],
  'quasi-identifier': ['generalise', 'keep', 'drop'],
  sensitive: ['keep', 'drop', 'shuffle', 'tokenise'],
  text: ['drop', 'keep'],
  plain: ['keep', 'drop', 'shuffle'],
}

export const COLUMN_ROLES = ['identifier', 'quasi-identifier', 'sensitive', 'text', 'plain'] as const

/** One column, as the form shows it. `treatment` is null where it is left out, and what is written where it is more than one word. */
export interface ColumnChoice {
  readonly name: string
  readonly role: string
  readonly treatment: string | null
  readonly hierarchy: string | null
}

/** The columns of a recipe; an empty list where its text cannot be read. */
export function readColumns(text: string): readonly ColumnChoice[] {
  const columns = documentOf(text)?.get('columns')
  if (!isMap(columns)) return []
  return columns.items.flatMap(({ key, value }) => {
    const name = isScalar(key) ? String(key.value) : String(key)
    if (!isMap(value)) return []
    const role = value.get('role')
    return [{ name, role: typeof role === 'string' ? role : '', treatment: written(value.get('do')), hierarchy: written(value.get('hierarchy')) }]
  })
}

/** The recipe with another role for a column; what is done to it is left out, so that the role's own treatment holds. Comments stay. */
export function withRole(text: string, column: string, role: string): string {
  return changed(text, (document) => {
    document.setIn(['columns', column, 'role'], role)
    document.deleteIn(['columns', column, 'do'])
  })
}

/** The recipe with another treatment of a column, or with that of its role where it is null. Comments stay. */
export function withTreatment(text: string, column: string, treatment: string | null): string {
  return changed(text, (document) => {
    if (treatment === null) document.deleteIn(['columns', column, 'do'])
    else document.setIn(['columns', column, 'do'], document.createNode(parse(treatment), { flow: true }))
  })
}

/** What the form offers for a role; everything else is written in the text. */
export function treatmentsOf(role: string): readonly string[] {
  return TREATMENTS_OF[role] ?? []
}

/** The version that the next run will make, as the recipe says it. */
export function versionOf(text: string): string | null {
  const version = documentOf(text)?.getIn(['release', 'version'])
  return typeof version === 'string' || typeof version === 'number' ? String(version) : null
}

function changed(text: string, change: (document: Document) => void): string {
  const document = documentOf(text)
  if (document === undefined) return text
  change(document)
  return document.toString({ lineWidth: 0, flowCollectionPadding: false })
}

function documentOf(text: string): Document | undefined {
  const document = parseDocument(text, { uniqueKeys: false })
  return document.errors.length > 0 || !isMap(document.contents) ? undefined : document
}

function written(value: unknown): string | null {
  if (value === undefined || value === null) return null
  return typeof value === 'string' ? value : stringify(isNode(value) ? value.toJSON() : value, { collectionStyle: 'flow', flowCollectionPadding: false, lineWidth: 0 }).trim()
}
