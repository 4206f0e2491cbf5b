import { isMap } from 'yaml'
import { lineOf } from './change-recipe.ts'
import { dataOf, keptParse } from './read-document.ts'
import { treeFrom, type TreeNode } from './value-tree.ts'

/** One thing that is done to a column's values: `{mask: {first: 1}}` is named mask and has its settings. */
export interface Step {
  readonly name: string
  /** Numbers and words by their name; the empty name holds a single one, as 90 in `{top-code: 90}`. */
  readonly settings: ReadonlyMap<string, unknown>
}

/** How a column's values become coarser, as the form knows it. */
export type HierarchyChoice =
  | { readonly kind: 'intervals'; readonly numbers: readonly number[]; readonly from: number | null }
  | { readonly kind: 'prefix' | 'frequency'; readonly numbers: readonly number[] }
  | { readonly kind: 'date'; readonly steps: readonly string[] }
  | { readonly kind: 'tree'; readonly tree: readonly TreeNode[] }
  | { readonly kind: 'file'; readonly file: string }

/** One column, as the form shows it. */
export interface ColumnChoice {
  readonly name: string
  readonly role: string
  /** Empty where what the role does by itself is done. */
  readonly steps: readonly Step[]
  /** Null where there is none, `unknown` where the form cannot show it. */
  readonly hierarchy: HierarchyChoice | 'unknown' | null
  readonly least: number | null
  readonly most: number | null
  readonly weight: number | null
  readonly acceptRisk: string | null
  readonly type: string | null
}

/** One promise about persons, with its settings as a step has them. */
export type Model = Step

/** What is promised about persons. */
export interface PrivacyChoice {
  readonly models: readonly Model[]
  readonly person: string | null
  readonly recoding: string | null
  readonly metric: string | null
  readonly limit: number | null
  readonly parityBy: readonly string[]
  readonly parityMost: number | null
}

/** A recipe, as the form shows it. */
export interface RecipeView {
  readonly columns: readonly ColumnChoice[]
  /** Null where nothing is promised. */
  readonly privacy: PrivacyChoice | null
  readonly version: string | null
}

/** Reads what the form shows; undefined where the text cannot be read as a recipe. */
export function readRecipe(text: string): RecipeView | undefined {
  const data = dataOf(text)
  if (data === undefined) return undefined
  const columns: unknown = data.get('columns')
  const privacy: unknown = data.get('privacy')
  const version = within(data, 'release', 'version')
  return {
    columns: columns instanceof Map ? [...columns].flatMap(([name, column]) => (column instanceof Map ? [columnFrom(String(name), column)] : [])) : [],
    privacy: privacy instanceof Map ? privacyFrom(privacy) : null,
    version: typeof version === 'string' || typeof version === 'number' ? String(version) : null,
  }
}

/** The first and last line of each column, from 1; as far as the text can be read. */
export function columnLines(text: string): ReadonlyMap<string, readonly [number, number]> {
  const { document: { contents }, lines: counter } = keptParse(text)
  const columns = isMap(contents) ? contents.get('columns') : undefined
  if (!isMap(columns) || !columns.range) return new Map()
  const lineAt = (offset: number) => counter.linePos(offset).line
  const starts = columns.items.map(({ key }) => ({ name: String(key), line: lineAt(rangeStart(key)) }))
  const end = lineAt(columns.range[1])
  return new Map(starts.map(({ name, line }, place) => [name, [line, Math.max(line, (starts[place + 1]?.line ?? end + 1) - 1)]]))
}

function rangeStart(node: unknown): number {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range) ? Number(node.range[0]) : 0
}

function columnFrom(name: string, column: ReadonlyMap<unknown, unknown>): ColumnChoice {
  const done = column.get('do')
  const steps = done === undefined || done === null ? [] : Array.isArray(done) ? done : [done]
  const hierarchy = column.get('hierarchy')
  return {
    name, role: wordOf(column.get('role')) ?? '', steps: steps.map(stepFrom),
    hierarchy: hierarchy === undefined || hierarchy === null ? null : hierarchyFrom(hierarchy) ?? 'unknown',
    least: numberOf(within(column, 'levels', 'at-least')), most: numberOf(within(column, 'levels', 'at-most')),
    weight: numberOf(column.get('weight')), acceptRisk: wordOf(column.get('accept-risk')), type: wordOf(column.get('type')),
  }
}

/** A word, or a mapping of one key. */
function stepFrom(step: unknown): Step {
  if (!(step instanceof Map)) return { name: typeof step === 'string' ? step : lineOf(step), settings: new Map() }
  const [entry] = step
  if (entry === undefined) return { name: '', settings: new Map() }
  const [name, settings]: [unknown, unknown] = entry
  return { name: String(name), settings: settings instanceof Map ? new Map([...settings].map(([key, value]): [string, unknown] => [String(key), value])) : new Map([['', settings]]) }
}

function hierarchyFrom(written: unknown): HierarchyChoice | undefined {
  if (!(written instanceof Map)) return undefined
  const numbers = (key: string) => numbersOf(written.get(key))
  const [intervals, prefix, frequency] = [numbers('intervals'), numbers('prefix'), numbers('frequency')]
  if (intervals) return { kind: 'intervals', numbers: intervals, from: numberOf(written.get('from')) }
  if (prefix) return { kind: 'prefix', numbers: prefix }
  if (frequency) return { kind: 'frequency', numbers: frequency }
  const date: unknown = written.get('date')
  if (Array.isArray(date)) return { kind: 'date', steps: date.map(String) }
  const tree = treeFrom(written.get('tree'))
  if (tree) return { kind: 'tree', tree }
  const file = wordOf(written.get('file'))
  return file === null ? undefined : { kind: 'file', file }
}

function privacyFrom(privacy: ReadonlyMap<unknown, unknown>): PrivacyChoice {
  const models: unknown = privacy.get('models')
  const by = within(privacy, 'suppression', 'parity', 'by')
  return {
    models: Array.isArray(models) ? models.map(stepFrom) : [],
    person: wordOf(privacy.get('person')), recoding: wordOf(privacy.get('recoding')), metric: wordOf(privacy.get('metric')),
    limit: numberOf(within(privacy, 'suppression', 'limit')),
    parityBy: Array.isArray(by) ? by.map(String) : [], parityMost: numberOf(within(privacy, 'suppression', 'parity', 'at-most')),
  }
}

function within(data: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((inner, key) => (inner instanceof Map ? inner.get(key) : undefined), data)
}

function wordOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}

function numbersOf(value: unknown): number[] | undefined {
  return Array.isArray(value) && value.every((one) => typeof one === 'number') ? value : undefined
}
