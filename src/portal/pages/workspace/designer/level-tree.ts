import { DATE_SPANS } from './recipe-words.ts'
import type { HierarchyChoice } from './recipe-view.ts'
import type { TreeNode } from './value-tree.ts'

/** What stands in a column, the most frequent first. */
export interface ValueCount {
  readonly value: string
  readonly count: number
}

/** A hierarchy that can be drawn; that of a file by the labels of each value, from level 1 on. */
export type DrawnHierarchy = HierarchyChoice | { readonly kind: 'rows'; readonly rows: ReadonlyMap<string, readonly string[]> }

/** One label of a hierarchy with all that falls under it. */
export interface LevelNode {
  readonly label: string
  /** 0 is a value itself. */
  readonly level: number
  /** Rows under it, of those that were looked at. */
  readonly count: number
  readonly inner: readonly LevelNode[]
}

/** The labels of a value from level 1 on, without the last one, `*`; undefined where the hierarchy has none for it, or only a file tells. */
export function labelsOf(hierarchy: DrawnHierarchy, value: string, ranks: ReadonlyMap<string, number>): readonly string[] | undefined {
  if (hierarchy.kind === 'prefix') return hierarchy.numbers.filter((length) => length > 0).map((length) => `${Array.from(value).slice(0, length).join('')}*`)
  if (hierarchy.kind === 'intervals') return intervalsOf(hierarchy.numbers, hierarchy.from ?? 0, value)
  if (hierarchy.kind === 'date') return datesOf(hierarchy.steps, value)
  if (hierarchy.kind === 'frequency') return hierarchy.numbers.map((most) => ((ranks.get(value) ?? Infinity) < most ? value : `other:${most}`))
  if (hierarchy.kind === 'rows') return hierarchy.rows.get(value)
  return hierarchy.kind === 'tree' ? namesAbove(hierarchy.tree, value)?.toReversed() : undefined
}

/** The values below the labels that they get, from `*` down. Values without a label of their own stand right below `*`. */
export function levelTree(hierarchy: DrawnHierarchy, values: readonly ValueCount[]): LevelNode {
  const ranks = new Map(values.map(({ value }, rank) => [value, rank]))
  const labelled = values.map(({ value, count }) => ({ count, labels: [...(labelsOf(hierarchy, value, ranks) ?? []).toReversed(), value] }))
  const levels = Math.max(1, ...labelled.map(({ labels }) => labels.length))
  return { label: '*', level: levels, count: sumOf(labelled), inner: below(labelled, hierarchy) }
}

interface Labelled {
  readonly count: number
  /** From the widest label down to the value. */
  readonly labels: readonly string[]
}

function below(labelled: readonly Labelled[], hierarchy: DrawnHierarchy): readonly LevelNode[] {
  const groups = Map.groupBy(labelled.filter(({ labels }) => labels.length > 0), ({ labels }) => labels[0] ?? '')
  const nodes = [...groups].map(([label, within]): LevelNode => {
    const rest = within.map(({ count, labels }) => ({ count, labels: labels.slice(1) }))
    return { label, level: Math.max(0, ...rest.map(({ labels }) => labels.length)), count: sumOf(within), inner: below(rest, hierarchy) }
  })
  return hierarchy.kind === 'tree' || hierarchy.kind === 'rows' || hierarchy.kind === 'frequency' ? nodes : nodes.toSorted((one, other) => startOf(one.label) - startOf(other.label) || (one.label < other.label ? -1 : 1))
}

function startOf(label: string): number {
  const start = Number.parseFloat(label.replace('[', ''))
  return Number.isNaN(start) ? Infinity : start
}

function sumOf(counted: readonly { readonly count: number }[]): number {
  return counted.reduce((sum, { count }) => sum + count, 0)
}

function intervalsOf(widths: readonly number[], from: number, value: string): readonly string[] | undefined {
  const number = value.trim() === '' ? Number.NaN : Number(value)
  if (!Number.isFinite(number)) return undefined
  return widths.map((width) => {
    const start = from + Math.floor((number - from) / width) * width
    return `[${start + 0}, ${start + width})`
  })
}

function datesOf(steps: readonly string[], value: string): readonly string[] | undefined {
  const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(value)
  if (!found) return undefined
  const [, year = '', month = '', day = ''] = found
  return steps.map((step) => {
    if (step === 'day') return `${year}-${month}-${day}`
    if (step === 'month') return `${year}-${month}`
    if (step === 'quarter') return `${year}-Q${Math.ceil(Number(month) / 3)}`
    const span = DATE_SPANS.get(step) ?? 1
    const from = Math.floor(Number(year) / span) * span
    return span === 1 ? year : `${yearText(from)}–${yearText(from + span - 1)}`
  })
}

function yearText(year: number): string {
  return String(year).padStart(4, '0')
}

/** The names above a value, from the widest down. */
function namesAbove(tree: readonly TreeNode[], value: string): readonly string[] | undefined {
  for (const node of tree) {
    if (node.kind === 'leaf') {
      if (String(node.value) === value) return []
    } else {
      const names = namesAbove(node.inner, value)
      if (names) return [node.name, ...names]
    }
  }
  return undefined
}
