import type { RecipeChange } from './recipe-data.ts'
import type { ColumnChoice, HierarchyChoice, Step } from './recipe-view.ts'
import { treeData } from './value-tree.ts'

/** What is done to a column of the role when its recipe says nothing. */
export const USUAL: ReadonlyMap<string, string> = new Map([['identifier', 'drop'], ['text', 'drop'], ['quasi-identifier', 'generalise'], ['sensitive', 'keep'], ['plain', 'keep']])

/** The order in which steps make sense: numbers first, then what makes text of them, then what must be last. */
const ORDER = ['bottom-code', 'top-code', 'round', 'mask', 'pseudonym', 'hash', 'tokenise', 'shuffle', 'noise', 'microaggregate', 'generalise']
const ALONE = new Set(['keep', 'drop'])
const TO_TEXT = new Set(['mask', 'pseudonym', 'hash', 'tokenise'])
const LAST = new Set(['shuffle', 'noise', 'microaggregate', 'generalise'])

export type HierarchyKind = HierarchyChoice['kind']

/** What is known of a column's values, to begin a treatment with numbers that fit. */
export interface Range {
  readonly type: string
  readonly values: readonly string[]
}

/** Whether a column's values become labels of a hierarchy. */
export function isGeneralised({ role, steps }: Pick<ColumnChoice, 'role' | 'steps'>): boolean {
  return steps.length === 0 ? USUAL.get(role) === 'generalise' : steps.some(({ name }) => name === 'generalise')
}

/** Another role. What only the old one could have goes, so that what is left is sound. */
export function changeRole(column: ColumnChoice, role: string): readonly RecipeChange[] {
  const gone = ['do', ...(role === 'quasi-identifier' ? ['accept-risk'] : ['hierarchy', 'levels', 'weight'])]
  return [{ path: ['columns', column.name, 'role'], value: role }, ...gone.map((key) => ({ path: ['columns', column.name, key], value: undefined }))]
}

/** Another main treatment in place of all steps; null for what the role does by itself. */
export function changeTechnique(column: ColumnChoice, name: string | null, range: Range): readonly RecipeChange[] {
  if (name === null) return [...writeSteps(column, []), ...withoutHierarchy(column, [])]
  const step = beginStep(name, column, range)
  const steps = column.role === 'quasi-identifier' && !ALONE.has(name) && name !== 'generalise' ? [step, { name: 'generalise', settings: new Map() }] : [step]
  return [...writeSteps(column, steps), ...withHierarchy(column, steps, range), ...withoutHierarchy(column, steps)]
}

/** One step more, in its place among the others. */
export function addStep(column: ColumnChoice, name: string, range: Range): readonly RecipeChange[] {
  const usual = USUAL.get(column.role) ?? 'keep'
  const present = column.steps.length > 0 ? column.steps : [{ name: usual, settings: new Map() }]
  const others = present.filter((step) => !ALONE.has(step.name) && step.name !== name && !(LAST.has(step.name) && LAST.has(name)))
  const steps = [...others, beginStep(name, column, range)].toSorted((one, other) => ORDER.indexOf(one.name) - ORDER.indexOf(other.name))
  return [...writeSteps(column, steps), ...withHierarchy(column, steps, range), ...withoutHierarchy(column, steps)]
}

/** The column without one of its steps. */
export function removeStep(column: ColumnChoice, place: number): readonly RecipeChange[] {
  const steps = column.steps.toSpliced(place, 1)
  return [...writeSteps(column, steps), ...withoutHierarchy(column, steps)]
}

/** One setting of a step; null takes it away. */
export function changeSetting(column: ColumnChoice, place: number, key: string, value: string | number | null): readonly RecipeChange[] {
  const step = column.steps[place]
  if (step === undefined) return []
  const settings = new Map(step.settings)
  if (value === null) settings.delete(key)
  else settings.set(key, value)
  return writeSteps(column, column.steps.with(place, { ...step, settings }))
}

/** Another hierarchy; null for the value and then `*`. Levels that were limited may not be there any more. */
export function changeHierarchy(column: string, hierarchy: HierarchyChoice | null): readonly RecipeChange[] {
  return [{ path: ['columns', column, 'hierarchy'], value: hierarchy === null ? undefined : hierarchyData(hierarchy) }]
}

/** A hierarchy of a kind to begin with, whose numbers fit the values. */
export function beginHierarchy(kind: HierarchyKind, { type, values }: Range, groupName: string): HierarchyChoice {
  if (kind === 'intervals') return { kind, numbers: widthsFor(values), from: null }
  if (kind === 'date') return { kind, steps: type === 'timestamp' ? ['day', 'month', 'year', '10-years'] : ['month', 'year', '10-years'] }
  if (kind === 'prefix') return { kind, numbers: lengthsFor(values) }
  if (kind === 'frequency') return { kind, numbers: values.length > 20 ? [20, 5] : [Math.max(1, Math.floor(values.length / 2))] }
  if (kind === 'file') return { kind, file: 'levels.csv' }
  return { kind, tree: [{ kind: 'branch', name: values.includes(groupName) ? `${groupName} 1` : groupName, inner: (values.length === 0 ? ['…'] : values).map((value) => ({ kind: 'leaf', value })) }] }
}

/** The kinds of hierarchy that a type of values can have. */
export function kindsFor(type: string): readonly HierarchyKind[] {
  if (type === 'date' || type === 'timestamp') return ['date', 'tree', 'file']
  return type === 'integer' || type === 'decimal' ? ['intervals', 'prefix', 'tree', 'frequency', 'file'] : ['prefix', 'tree', 'frequency', 'file']
}

function hierarchyData(hierarchy: HierarchyChoice): unknown {
  if (hierarchy.kind === 'intervals') return new Map<string, unknown>([['intervals', hierarchy.numbers], ...(hierarchy.from === null ? [] : [['from', hierarchy.from] as const])])
  if (hierarchy.kind === 'date') return { date: hierarchy.steps }
  if (hierarchy.kind === 'tree') return { tree: treeData(hierarchy.tree) }
  return hierarchy.kind === 'file' ? { file: hierarchy.file } : { [hierarchy.kind]: hierarchy.numbers }
}

/** A step as a recipe writes it. */
export function stepData({ name, settings }: Step): unknown {
  if (settings.size === 0) return name
  return { [name]: settings.has('') ? settings.get('') : settings }
}

function writeSteps({ name, role }: ColumnChoice, steps: readonly Step[]): readonly RecipeChange[] {
  const [first] = steps
  const isUsual = first === undefined || (steps.length === 1 && first.settings.size === 0 && first.name === USUAL.get(role))
  return [{ path: ['columns', name, 'do'], value: isUsual ? undefined : steps.length === 1 ? stepData(first) : steps.map(stepData) }]
}

function beginStep(name: string, { role }: ColumnChoice, { values }: Range): Step {
  const numbers = numbersOf(values)
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)]
  const known = numbers.length > 0
  const settings: Readonly<Record<string, readonly (readonly [string, unknown])[]>> = {
    mask: [['first', 1]], 'top-code': [['', known ? most : 100]], 'bottom-code': [['', known ? least : 0]], round: [['', 10]], microaggregate: [['', 5]],
    noise: [['kind', 'laplace'], ['epsilon', 1], ['sensitivity', known && most > least ? most - least : 1]],
    generalise: role === 'quasi-identifier' ? [] : [['', 1]],
  }
  return { name, settings: new Map(settings[name] ?? []) }
}

/** Whoever generalises needs levels; a quasi-identifier has the value and `*` at least. Text has no intervals and no dates. */
function withHierarchy(column: ColumnChoice, steps: readonly Step[], range: Range): readonly RecipeChange[] {
  const { hierarchy } = column
  const isOfNumbers = hierarchy !== null && hierarchy !== 'unknown' && (hierarchy.kind === 'intervals' || hierarchy.kind === 'date')
  if (isOfNumbers && steps.some(({ name }) => TO_TEXT.has(name))) return [...changeHierarchy(column.name, null), { path: ['columns', column.name, 'levels'], value: undefined }]
  const needs = column.role !== 'quasi-identifier' && hierarchy === null && steps.some(({ name }) => name === 'generalise')
  const [kind = 'prefix'] = kindsFor(range.type)
  return needs ? changeHierarchy(column.name, beginHierarchy(kind, range, '')) : []
}

/** What only a column that is generalised can have. */
function withoutHierarchy(column: ColumnChoice, steps: readonly Step[]): readonly RecipeChange[] {
  return isGeneralised({ role: column.role, steps }) ? [] : ['hierarchy', 'levels', 'weight'].map((key) => ({ path: ['columns', column.name, key], value: undefined }))
}

/** Three widths, each a multiple of the one before, of which the first cuts the values into some twenty parts. */
function widthsFor(values: readonly string[]): number[] {
  const numbers = numbersOf(values)
  const span = numbers.length === 0 ? 0 : Math.max(...numbers) - Math.min(...numbers)
  if (span <= 0) return [5, 10, 20]
  const power = 10 ** Math.floor(Math.log10(span / 20))
  const first = span / 20 / power >= 5 ? 10 * power : span / 20 / power >= 2 ? 5 * power : 2 * power
  return [1, 2, 4].map((times) => Number((first * times).toPrecision(6)))
}

function lengthsFor(values: readonly string[]): number[] {
  const longest = Math.max(2, ...values.map((value) => Array.from(value).length))
  return [...new Set([Math.ceil(longest * 0.6), Math.ceil(longest * 0.3)])].filter((length) => length < longest)
}

function numbersOf(values: readonly string[]): number[] {
  return values.filter((value) => value.trim() !== '').map(Number).filter((number) => Number.isFinite(number))
}
