import type { Progress } from '#platform/progress.ts'
import { Refusal } from '#platform/refusal.ts'
import type { Metric } from '#dam/recipe/recipe.ts'
import { boundOf, scoreOf, sumCosts, type Price } from './bound.ts'
import type { ClassModels } from './class-models.ts'
import { baseTable, type EntryTable, workspaceFor } from './entry-table.ts'
import { evaluateNode, isAllowed, mayLieAbove, type Evaluation } from './evaluate-node.ts'
import { type Frequencies, type LevelCodes, totalRows } from './frequencies.ts'
import { compareLevels, latticeOf, latticeSize, type LevelBounds, type Levels } from './lattice.ts'
import { metricCosts } from './metric-costs.ts'
import type { KeepsParity } from './parity.ts'
import { tablePool } from './table-pool.ts'

/** What the search must find the optimum of. */
export interface SearchRequest {
  readonly models: ClassModels
  /** How many values each sensitive column has. */
  readonly cardinalities: readonly number[]
  /** Share of the rows that may be suppressed, 0 to 1. */
  readonly limit: number
  readonly metric: Metric
  /** One for each column, as the weights. */
  readonly bounds: readonly LevelBounds[]
  readonly weights: readonly number[]
  /** A promise about groups that a node must keep to be chosen; it proves nothing about other nodes. */
  readonly keepsParity?: KeepsParity
}

/** The proven optimum, or the most general node when not even that one is allowed. */
export type SearchResult = {
  readonly levels: Levels
  readonly score: number
  readonly suppressed: number
  readonly classes: number
  readonly found: boolean
  /** Whether parity alone stood in the way of some node. */
  readonly brokeParity: boolean
  readonly lattice: number
  /** Nodes that were counted; the others were excluded by a proof. */
  readonly evaluated: number
}

/** A part of the lattice: all nodes from `lowest` to `highest`, whose evaluation proves things about all of them. */
interface Box {
  readonly lowest: Levels
  readonly highest: Levels
  readonly at?: Evaluation
}

/** A roll-up takes as long as six evaluations or more; for aecs and discernibility it also sharpens the proof. */
const ADDITIVE = { nodes: 16, share: 0.7 }
const BY_CLASSES = { nodes: 4, share: 0.85 }
const YIELD_MILLISECONDS = 50

/**
 * Finds the node of least score among all nodes within the bounds, by branch and bound over boxes of the lattice.
 *
 * Two proofs exclude whole boxes after counting their most general node. Merging classes never puts more rows
 * below k, nor below l distinct values, so what is suppressed there for these is suppressed in every node of the box:
 * too many, and none is allowed. And for every node of the box the score is at least that of its finest levels with
 * those rows suppressed. Other models prove nothing of the kind, unless nothing may be suppressed at all.
 * Of equal scores the lexicographically smallest levels win.
 * @throws {Refusal} `cancelled` when the signal fires
 */
export async function searchGlobal(
  frequencies: Frequencies, hierarchies: readonly LevelCodes[], request: SearchRequest,
  { progress, signal }: { progress?: Progress; signal?: AbortSignal | undefined },
): Promise<SearchResult> {
  const lattice = latticeOf(hierarchies)
  const space = workspaceFor(frequencies.entries)
  const rows = totalRows(frequencies)
  const { metric, models, cardinalities, limit } = request
  const isAdditive = metric !== 'aecs' && metric !== 'discernibility'
  const costs = isAdditive ? { costs: metricCosts(metric, frequencies, lattice, request.weights) } : {}
  const demand = { models, cardinalities, rows, limit, metric, ...costs }
  const base: EntryTable = baseTable(frequencies)
  const price: Price = { metric, rows, ...costs, sums: costs.costs ? sumCosts(base, costs.costs, lattice) : [], mayStaySuppressed: limit > 0 }
  const size = latticeSize(request.bounds)
  const pool = tablePool(base, isAdditive ? ADDITIVE : BY_CLASSES, lattice, space)
  let best: { score: number; evaluation: Evaluation } | undefined
  let evaluated = 0
  let brokeParity = false
  let lastPause = performance.now()

  const evaluate = (table: EntryTable, levels: Levels) => {
    evaluated++
    const evaluation = evaluateNode(table, levels, demand, lattice, space)
    if (isAllowed(evaluation.suppressed, demand)) {
      const score = scoreOf(evaluation, price)
      if (!best || isBetter(score, levels, best)) {
        if (request.keepsParity?.(table, levels, evaluation.judged, space.classOf) ?? true) best = { score, evaluation }
        else brokeParity = true
      }
    }
    return mayLieAbove(evaluation, demand) ? evaluation : undefined
  }
  const isHopeless = (lowest: Levels, at: Evaluation) => best !== undefined && !isBetter(boundOf(lowest, at, price), lowest, best)
  const pause = async () => {
    signal?.throwIfAborted()
    if (performance.now() - lastPause < YIELD_MILLISECONDS) return
    progress?.({ stage: 'search', unit: 'nodes', done: evaluated, message: `${size} nodes in all` })
    await new Promise((resolve) => { setImmediate(resolve) })
    lastPause = performance.now()
  }

  const top = request.bounds.map(({ highest }) => highest)
  const first = evaluateNode(base, top, demand, lattice, space)
  const open: Box[] = [{ lowest: request.bounds.map(({ lowest }) => lowest), highest: top }]
  for (let box = open.pop(); box; box = open.pop()) {
    await pause().catch(cancelled)
    if (box.at && isHopeless(box.lowest, box.at)) continue
    const table = pool.tableFor(box.lowest, box.highest)
    // The other metrics' proofs are the stronger, the coarser the table.
    const known = box.at && !isAdditive ? evaluateNode(table, box.highest, demand, lattice, space) : box.at
    const shrunk = shrink({ ...box, ...(known && { at: known }) }, (levels) => evaluate(table, levels), isHopeless)
    if (shrunk && compareLevels(shrunk.lowest, shrunk.highest) !== 0) open.push(...split(shrunk, shrunk.at))
  }
  const chosen = best?.evaluation ?? first
  return {
    levels: chosen.levels, score: best?.score ?? NaN, suppressed: chosen.suppressed, classes: chosen.classes,
    found: best !== undefined, brokeParity, lattice: size, evaluated,
  }

  /** The upper part first in the list, so that the lower one, which brings better scores, is opened first. */
  function split(box: Box, at: Evaluation): Box[] {
    const { lowest, highest } = box
    let column = -1
    let most = -Infinity
    lowest.forEach((level, place) => {
      const top = highest[place] ?? 0
      if (top === level) return
      const gain = isAdditive ? boundOf(lowest.with(place, top), at, price) : Math.log(lattice.cardinality(place, level) / lattice.cardinality(place, top))
      if (gain > most) { most = gain; column = place }
    })
    const cut = Math.floor(((lowest[column] ?? 0) + (highest[column] ?? 0)) / 2)
    return [{ lowest: lowest.with(column, cut + 1), highest, at }, { lowest, highest: highest.with(column, cut) }]
  }
}

/** Lowers the box's upper corner past every level that cannot hold the optimum; undefined when nothing is left. */
function shrink(
  box: Box, evaluate: (levels: Levels) => Evaluation | undefined,
  isHopeless: (lowest: Levels, at: Evaluation) => boolean,
): (Box & { at: Evaluation }) | undefined {
  let { highest } = box
  let at = box.at
  for (;;) {
    at ??= evaluate(highest)
    if (!at || isHopeless(box.lowest, at)) return undefined
    const known = at
    const lowered = highest.map((level, column) => {
      let lower = level
      while (lower > (box.lowest[column] ?? 0) && isHopeless(box.lowest.with(column, lower), known)) lower--
      return lower
    })
    if (compareLevels(lowered, highest) === 0) return { ...box, highest, at: known }
    highest = lowered
    at = undefined
  }
}

/** Scores this close are equal but for rounding. */
const ROUNDING = 1e-13

function isBetter(score: number, levels: Levels, best: { score: number; evaluation: Evaluation }): boolean {
  if (Math.abs(score - best.score) <= ROUNDING * Math.abs(best.score)) return compareLevels(levels, best.evaluation.levels) < 0
  return score < best.score
}

function cancelled(cause: unknown): never {
  throw new Refusal('cancelled', 'The run was stopped', { cause })
}
