import { readFile } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import type { Hierarchy } from '#dam/recipe/hierarchy.ts'
import { type HierarchyRows, readHierarchyRows, readTreeRows } from '#dam/recipe/hierarchy-rows.ts'
import { Refusal } from '#platform/refusal.ts'
import { labelDates } from './date-labels.ts'
import { labelFrequencies, othersLabel } from './frequency-labels.ts'
import type { LevelCodes } from './frequencies.ts'
import { labelGiven } from './given-labels.ts'
import { labelIntervals } from './interval-labels.ts'
import type { LeafLabels, Leaves } from './leaf-labels.ts'
import { labelPrefixes, labelValues } from './prefix-labels.ts'

/** The kinds of hierarchy, as `hierarchies/NN.json` names them. */
export type HierarchyKind = 'none' | 'file' | 'tree' | 'intervals' | 'prefix' | 'date' | 'frequency'

/** One column's hierarchy over the values that occur, all levels from the leaf to `*`. */
export interface CompiledHierarchy extends LevelCodes {
  readonly column: string
  readonly kind: HierarchyKind
  /** By level, the label of each code; null for the missing value. */
  readonly labels: readonly (readonly (string | null)[])[]
  /** The whole hierarchy, where it was given as rows. */
  readonly rows?: HierarchyRows
}

/** The kind of a recipe's hierarchy. */
export function hierarchyKind(hierarchy: Hierarchy | undefined): HierarchyKind {
  if (!hierarchy) return 'none'
  if ('file' in hierarchy) return 'file'
  if ('tree' in hierarchy) return 'tree'
  if ('intervals' in hierarchy) return 'intervals'
  if ('frequency' in hierarchy) return 'frequency'
  return 'prefix' in hierarchy ? 'prefix' : 'date'
}

/**
 * Gives every value of a column its label on every level.
 *
 * @throws {Refusal} `bad-input` with row numbers, for values that the hierarchy has no place for or that read `*`;
 * `bad-recipe` for a hierarchy that cannot be read or whose levels do not lie within each other
 */
export async function compileHierarchy(
  request: { column: string; hierarchy: Hierarchy | undefined; leaves: Leaves; isWhole: boolean; directory: string },
): Promise<CompiledHierarchy> {
  const { column, hierarchy, leaves } = request
  const kind = hierarchyKind(hierarchy)
  refuse(leaves, (leaf) => leaves.texts[leaf] === '*', (count, rows) => `Column "${column}" holds the value * in ${count}; * marks suppressed values, so write them otherwise, or as missing (rows ${rows})`)
  if (hierarchy && 'frequency' in hierarchy) {
    const others = hierarchy.frequency.map(othersLabel)
    refuse(leaves, (leaf) => others.includes(leaves.texts[leaf] ?? ''), (count, rows) => `Column "${column}" holds ${count} that reads as the label of a level, such as ${others[0]}; write it otherwise in the data (rows ${rows})`)
  }
  const rows = await rowsOf(hierarchy, column, request.directory)
  const labelled = rows ? labelGiven(leaves, rows) : labelLeaves(request)
  refuse(leaves, (leaf) => leaves.texts[leaf] !== null && !labelled.above[leaf], (count, rows) => `Column "${column}" has ${count} that its hierarchy (${kind}) has no place for: ${remedy(kind)} (first rows ${rows})`)
  const names = levelLabels(leaves, labelled)
  names.slice(0, -1).forEach((labels, level) => {
    refuse(leaves, (leaf) => labels[leaf] === '*', (count, rows) => `Column "${column}" has ${count} whose label on level ${level} is *, which marks suppressed values; make the value longer or missing (rows ${rows})`)
  })
  return { column, kind, ...encode(names, leaves, labelled, column), ...(rows && { rows }) }
}

function labelLeaves({ hierarchy, leaves, isWhole }: { hierarchy: Hierarchy | undefined; leaves: Leaves; isWhole: boolean }): LeafLabels {
  if (hierarchy && 'intervals' in hierarchy) return labelIntervals(leaves, { widths: hierarchy.intervals, from: hierarchy.from ?? 0, isWhole })
  if (hierarchy && 'prefix' in hierarchy) return labelPrefixes(leaves, hierarchy.prefix)
  if (hierarchy && 'date' in hierarchy) return labelDates(leaves, hierarchy.date)
  if (hierarchy && 'frequency' in hierarchy) return labelFrequencies(leaves, hierarchy.frequency)
  return labelValues(leaves)
}

async function rowsOf(hierarchy: Hierarchy | undefined, column: string, directory: string): Promise<HierarchyRows | undefined> {
  if (hierarchy && 'tree' in hierarchy) return readTreeRows(hierarchy.tree, column)
  if (!hierarchy || !('file' in hierarchy)) return undefined
  const path = isAbsolute(hierarchy.file) ? hierarchy.file : join(directory, hierarchy.file)
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Refusal('bad-recipe', `The hierarchy file ${hierarchy.file} of column "${column}" cannot be read; its path is relative to the recipe`, { cause })
  })
  return readHierarchyRows(text, hierarchy.file)
}

/** By level and leaf; the missing leaf stays missing until the last level. */
function levelLabels({ texts }: Leaves, { above }: LeafLabels): (string | null)[][] {
  const depth = above.find((labels) => labels !== undefined)?.length ?? 0
  const levels: (string | null)[][] = [[...texts]]
  for (let place = 0; place < depth; place++) levels.push(texts.map((text, leaf) => (text === null ? null : above[leaf]?.[place] ?? '*')))
  const isWhole = depth > 0 && above.every((labels) => labels === undefined || labels[depth - 1] === '*')
  if (isWhole) levels.pop()
  return [...levels, texts.map(() => '*')]
}

function encode(names: readonly (readonly (string | null)[])[], { texts, rows }: Leaves, { leavesUnder, domain: known }: LeafLabels, column: string): Pick<CompiledHierarchy, 'labels' | 'codes' | 'leaves' | 'domain'> {
  const hasMissing = texts.some((text, leaf) => text === null && (rows[leaf] ?? 0) > 0)
  const domain = known + (hasMissing ? 1 : 0)
  const labels: (string | null)[][] = []
  const codes: Int32Array[] = []
  const leaves: Float64Array[] = []
  names.forEach((ofLeaf, level) => {
    const known = new Map<string | null, number>()
    const under: number[] = []
    const parents = new Map<number, number>()
    const coded = Int32Array.from(ofLeaf, (label, leaf) => {
      let code = known.get(label)
      if (code === undefined) {
        code = known.size
        known.set(label, code)
        under.push(level === names.length - 1 ? domain : label === null ? 1 : leavesUnder(leaf, level))
      }
      const below = codes[level - 1]?.[leaf]
      if (below === undefined) return code
      if ((parents.get(below) ?? code) !== code) throw new Refusal('bad-recipe', `The hierarchy of column "${column}": labels of level ${level - 1} do not lie within those of level ${level}; choose steps that lie within each other, in whole numbers`)
      parents.set(below, code)
      return code
    })
    labels.push(Array.from(known.keys()))
    codes.push(coded)
    leaves.push(Float64Array.from(under))
  })
  return { labels, codes, leaves, domain }
}

const REMEDIES: Readonly<Record<HierarchyKind, string>> = {
  none: 'none is needed', prefix: 'none is needed', frequency: 'none is needed',
  file: 'add a row for each to the file, or correct the data', tree: 'add them to the tree, or correct the data',
  intervals: 'they are no numbers; correct them or make them missing', date: 'they are no dates; name the column\'s `format`, correct them or make them missing',
}

function remedy(kind: HierarchyKind): string {
  return REMEDIES[kind]
}

const ROWS_NAMED = 5

function refuse({ firstRows, texts }: Leaves, isWrong: (leaf: number) => boolean, sentence: (count: string, rows: string) => string): void {
  const wrong = texts.flatMap((_, leaf) => (isWrong(leaf) ? [(firstRows[leaf] ?? 0) + 1] : []))
  if (wrong.length === 0) return
  const rows = wrong.toSorted((a, b) => a - b).slice(0, ROWS_NAMED).join(', ')
  throw new Refusal('bad-input', sentence(wrong.length === 1 ? '1 value' : `${wrong.length} values`, rows))
}
