import type { Progress } from '#platform/progress.ts'
import { Refusal } from '#platform/refusal.ts'
import type { ClassModels } from '../class-models.ts'
import type { CompiledHierarchy } from '../compiled-hierarchy.ts'
import type { Frequencies } from '../frequencies.ts'
import type { LevelBounds } from '../lattice.ts'
import type { MetricCosts } from '../metric-costs.ts'
import type { RecodedClasses } from '../recoded-classes.ts'
import { type Box, type EntryOrder, entryOrder, type Split } from './box.ts'
import { type BoxColumn, boxColumns } from './box-columns.ts'
import { type SplitFinder, splitFinder } from './find-splits.ts'
import { gatherClasses } from './gather-classes.ts'
import { partBox } from './part-box.ts'
import { type LookAhead, recodeBoxes } from './recode-boxes.ts'
import type { SplitRequest } from './split-request.ts'

/** What is recoded, and what the recoding must keep. */
export interface LocalRequest {
  readonly mode: 'strict' | 'free'
  readonly frequencies: Frequencies
  readonly hierarchies: readonly CompiledHierarchy[]
  readonly bounds: readonly LevelBounds[]
  readonly models: ClassModels
  readonly cardinalities: readonly number[]
  /** Share of the rows that may be suppressed, 0 to 1. */
  readonly limit: number
  readonly costs: MetricCosts
  readonly objective: SplitRequest['objective']
  /** Of each entry, how much its rows count when costs are compared; its rows where left out. */
  readonly importance?: Float64Array | undefined
}

/**
 * How far ahead is looked in tables of at most so many entries, so that a search takes seconds.
 *
 * On adult, k 5, looking ahead takes Loss from 0.108 to 0.090 (strict) and from 0.067 to 0.059 (free), in one to three
 * CPU seconds; on ACS income with 318,000 entries from 0.087 to 0.086 and from 0.057 to 0.056, in two.
 *
 * Of many columns every box has many splits, each of whose parts has many again: with 80 columns 500 rows took 41 CPU
 * seconds, and without looking ahead less than one.
 */
const LOOK_AHEAD: readonly { readonly table: number; readonly strict: LookAhead; readonly free: LookAhead }[] = [
  { table: 50_000, strict: { exhaustiveSizes: 6, entries: 50_000, splits: 3 }, free: { exhaustiveSizes: 6, entries: 50_000, splits: 3 } },
  { table: 500_000, strict: { exhaustiveSizes: 6, entries: 100, splits: 3 }, free: { exhaustiveSizes: 4, entries: 0, splits: 1 } },
]
const MOST_LOOKED_COLUMNS = 20
const NO_LOOK: LookAhead = { exhaustiveSizes: 0, entries: 0, splits: 1 }
const YIELD_MILLISECONDS = 50

/**
 * Gives each class levels of its own, by splitting from the most general labels down.
 *
 * Strict: every row of a box goes into one of its parts, so that classes part the domain. Free: rows whose narrower label
 * would be too few may stay together under the wider one. Where the limit allows it, rows of too rare a label are
 * suppressed if what that saves the others is more; each box has its share of the limit.
 * @returns undefined where the most general labels do not keep the models within the limit, or would suppress every row
 * @throws {Refusal} `cancelled` when the signal fires
 */
export async function recodeLocally(request: LocalRequest, needs: { progress: Progress; signal?: AbortSignal | undefined }): Promise<RecodedClasses | undefined> {
  const { models: { averageRisk, k } } = request
  if (averageRisk === undefined) return recodeWithSize(request, k, needs)
  // Classes are some number of times as large as the smallest may be: the least size whose average is small enough.
  let low = k
  let high = Math.max(k, Math.ceil(1 / averageRisk))
  let found = await recodeWithSize(request, high, needs)
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const recoded = await recodeWithSize(request, middle, needs)
    if (recoded && recoded.classes <= averageRisk * recoded.sizes.reduce((sum, size) => sum + size, 0)) { high = middle; found = recoded } else low = middle + 1
  }
  return found
}

async function recodeWithSize(request: LocalRequest, k: number, { progress, signal }: { progress: Progress; signal?: AbortSignal | undefined }): Promise<RecodedClasses | undefined> {
  const { frequencies, limit } = request
  const entries = entryOrder(frequencies.entries)
  const splits = splitRequest(request, k)
  const { columns, rows } = splits
  const { boxes: first, allowance } = firstBoxes({ columns, rows, limit, counts: frequencies.counts }, entries, splitFinder(splits, entries))
  if (allowance < 0 || first.length === 0) return undefined
  return splitBoxes(first, request, { splits, entries }, { progress, signal })
}

/**
 * Goes on with classes that were found in a coarser table: splits each by the labels that this table has besides.
 *
 * Entries come by class. Nothing more is suppressed, and nothing is given up: a class that nothing splits stays.
 * @param classes the last entry of each class, not included, its levels and its rows
 * @throws {Refusal} `cancelled` when the signal fires
 */
export async function refineLocally(request: LocalRequest, classes: readonly Pick<Box, 'end' | 'levels' | 'rows'>[], needs: { progress: Progress; signal?: AbortSignal | undefined }): Promise<RecodedClasses> {
  const { models: { averageRisk = 1, k }, frequencies } = request
  const splits = splitRequest(request, Math.max(k, Math.ceil(1 / averageRisk)))
  const boxes = classes.map(({ end, levels, rows }, number): Box => ({ start: classes[number - 1]?.end ?? 0, end, levels: levels.slice(), rows, floors: new Uint8Array(levels.length), allowance: 0 }))
  return splitBoxes(boxes, request, { splits, entries: entryOrder(frequencies.entries) }, needs)
}

function splitRequest(request: LocalRequest, k: number): SplitRequest {
  return { ...request, columns: boxColumns(request.frequencies, request.hierarchies, request.bounds), k, rows: request.costs.rows, costs: linearCosts(request.costs) }
}

/** Splits boxes as far as it goes; each that nothing splits any more is a class. */
async function splitBoxes(first: readonly Box[], { mode, frequencies }: LocalRequest, { splits, entries }: { splits: SplitRequest; entries: EntryOrder }, { progress, signal }: { progress: Progress; signal?: AbortSignal | undefined }): Promise<RecodedClasses> {
  const settled: Box[] = []
  const total = first.reduce((sum, { rows }) => sum + rows, 0)
  let done = 0
  let lastPause = performance.now()
  const visitor = {
    settled(box: Box) { settled.push(box); done += box.rows },
    async pause() {
      if (signal?.aborted) throw new Refusal('cancelled', 'The run was stopped')
      if (performance.now() - lastPause < YIELD_MILLISECONDS) return
      progress({ stage: 'search', unit: 'rows', done, total })
      await new Promise((resolve) => { setImmediate(resolve) })
      lastPause = performance.now()
    },
  }
  const look = (splits.columns.length <= MOST_LOOKED_COLUMNS ? LOOK_AHEAD : []).find(({ table }) => frequencies.entries <= table)?.[mode] ?? NO_LOOK
  for (const box of first) {
    await visitor.pause()
    await recodeBoxes(box, splits, { entries, look, visitor })
  }
  return gatherClasses(settled, entries.order, splits.columns, frequencies)
}

/** The metric's costs so scaled that they add up over columns as they do in the score, near where nothing is lost. */
function linearCosts({ ofLabel, rows, top, base, weights }: MetricCosts): Float64Array[][] {
  return ofLabel.map((levels, column) => {
    const most = rows * (top[column] ?? 0) - (base[column] ?? 0)
    const scale = most > 0 ? (weights[column] ?? 1) / most : 0
    return levels.map((costs) => costs.map((cost) => cost * scale))
  })
}

/** The boxes of the most general labels. Those that do not keep the models are suppressed; the allowance is negative where they are too many. */
function firstBoxes({ columns, rows, limit, counts }: { columns: readonly BoxColumn[]; rows: number; limit: number; counts: Uint32Array }, entries: EntryOrder, { keepsModels }: SplitFinder): { boxes: Box[]; allowance: number } {
  const whole: Box = { start: 0, end: entries.order.length, rows, allowance: 0, levels: Uint8Array.from(columns, ({ highest }) => highest), floors: new Uint8Array(columns.length) }
  const grouped = columns.reduce((boxes, column, place) => (column.highest === column.last ? boxes : boxes.flatMap((box) => partBox(box, everyLabel(box, column, place, entries.order, counts), column, entries))), [whole])
  const boxes = grouped.filter(keepsModels)
  const kept = boxes.reduce((sum, box) => sum + box.rows, 0)
  const allowance = Math.floor(limit * rows + 1e-9) - (rows - kept)
  return { allowance, boxes: boxes.map((box) => ({ ...box, allowance: allowance * box.rows / kept })) }
}

/** The split into all labels of a column on the box's own level. */
function everyLabel({ start, end, levels }: Box, { codes, leaves }: BoxColumn, column: number, order: Int32Array, counts: Uint32Array): Split {
  const level = levels[column] ?? 0
  const held = new Map<number, number>()
  for (let at = start; at < end; at++) {
    const entry = order[at] ?? 0
    const code = codes[level]?.[leaves[entry] ?? 0] ?? 0
    held.set(code, (held.get(code) ?? 0) + (counts[entry] ?? 0))
  }
  const labels = Array.from(held.keys()).toSorted((a, b) => a - b)
  return { column, level, codes: labels, rows: labels.map((code) => held.get(code) ?? 0), rest: [], restRows: 0, dropped: 0, merit: 0 }
}
