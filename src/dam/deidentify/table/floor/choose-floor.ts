import { z } from 'zod'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, type Sql, sql } from '#platform/engines/sql-text.ts'
import type { Lattice, LevelBounds, Levels } from '../lattice.ts'
import { listItem, setList } from '../mark-suppressed.ts'
import { countWords, packWord, unpackCode } from '../packing.ts'
import type { CountRequest } from '../read-frequencies.ts'

/** The finest levels on which all combinations fit in memory. */
export interface Floor {
  /** By quasi-identifier. */
  readonly levels: Levels
  /** The packed words of a row of `deidentify_rows`, with one leaf for all leaves under a label of these levels. */
  readonly words: readonly Sql[]
}

/** What a floor is looked for in. */
export interface FloorRequest extends CountRequest {
  readonly lattice: Lattice
  readonly bounds: readonly LevelBounds[]
  readonly weights: readonly number[]
  /** By quasi-identifier, the rows of each leaf. */
  readonly leafRows: readonly ArrayLike<number>[]
  /** Combinations, with sensitive values and groups, that may be held. */
  readonly most: number
}

/**
 * Looks for the finest levels with at most `most` combinations, by approximate counts that the engine makes in one scan
 * for all columns that might be raised: each time that one which loses least for what it saves.
 *
 * A search above the floor is exact: whatever lies under one label there has that label on every level above. Persons
 * are not among the combinations: they multiply them on every level.
 * @returns undefined where everything fits as it is
 */
export async function chooseFloor(request: FloorRequest, { engine }: { engine: SqlEngine }): Promise<Floor | undefined> {
  const { bounds, places, most } = request
  const levels = bounds.map(({ lowest }) => lowest)
  const leaves = standingLeaves(request, engine)
  let [count = 0] = await estimateCombinations(request, [levels], leaves, engine)
  if (count <= most) return undefined
  for (let open = raisable(levels, bounds); count > most && open.length > 0; open = raisable(levels, bounds)) {
    const tried = open.map((column) => levels.with(column, (levels[column] ?? 0) + 1))
    const counts = await estimateCombinations(request, tried, leaves, engine)
    const prices = open.map((column, place) => priceOfRaise(request, column, levels[column] ?? 0) / Math.max(LEAST_SAVING, Math.log(count / (counts[place] ?? count))))
    const cheapest = prices.indexOf(Math.min(...prices))
    const column = open[cheapest] ?? 0
    levels[column] = (levels[column] ?? 0) + 1
    count = counts[cheapest] ?? count
  }
  const codes = await leaves(levels)
  return { levels, words: Array.from({ length: countWords(places) }, (_, word) => packWord(codes, places, word)) }
}

/** So little a saving is none: what is counted is approximate. */
const LEAST_SAVING = 0.02

function raisable(levels: Levels, bounds: readonly LevelBounds[]): number[] {
  return bounds.flatMap(({ highest }, column) => ((levels[column] ?? 0) < highest ? [column] : []))
}

/** How much wider the mean row's label becomes, as a share of the domain. */
function priceOfRaise({ lattice, leafRows, weights }: FloorRequest, column: number, level: number): number {
  const { codes = [], leaves = [], domain = 1 } = lattice.hierarchies[column] ?? {}
  const width = (of: number) => {
    let sum = 0
    codes[of]?.forEach((code, leaf) => { sum += (leafRows[column]?.[leaf] ?? 0) * (leaves[of]?.[code] ?? 0) })
    return sum / domain
  }
  return (weights[column] ?? 1) * (width(level + 1) - width(level))
}

async function estimateCombinations({ sensitive, groups, hasDelivered }: FloorRequest, tried: readonly Levels[], leaves: StandingLeaves, engine: SqlEngine): Promise<number[]> {
  const counted: Sql[] = []
  for (const levels of tried) {
    const parts = [...await leaves(levels), ...sensitive.map(({ code }) => code), ...(groups > 0 ? [identifier('grouped')] : [])]
    counted.push(sql`approx_count_distinct(hash(${joinSql(parts, ', ')}))`)
  }
  const from = sql`deidentify_rows ${joinSql(sensitive.map(({ join }) => join), ' ')} ${hasDelivered ? sql`` : sql`where released`}`
  const { counts } = await engine.queryOne(sql`select [${joinSql(counted, ', ')}] as counts from ${from}`, z.object({ counts: z.array(z.number()) }))
  return counts
}

/** By quasi-identifier, the leaf that stands for all leaves under a row's label on some levels. */
type StandingLeaves = (levels: Levels) => Promise<Sql[]>

/** Makes a list of leaves for each column and level, when it is first asked for. */
function standingLeaves({ places, lattice }: Pick<FloorRequest, 'places' | 'lattice'>, engine: SqlEngine): StandingLeaves {
  const known = new Set<string>()
  return async (levels) => {
    const leaves: Sql[] = []
    for (const [column, place] of places.entries()) {
      const level = levels[column] ?? 0
      const list = `deidentify_floor_${column}_${level}`
      if (level > 0 && !known.has(list)) await setList(list, { type: 'integer', values: firstLeaves(lattice, column, level) }, engine)
      known.add(list)
      const leaf = unpackCode(place, identifier(`w${place.word}`))
      leaves.push(level === 0 ? leaf : listItem(list, leaf))
    }
    return leaves
  }
}

/** For each leaf, the first leaf with the same label. */
function firstLeaves(lattice: Lattice, column: number, level: number): Int32Array {
  const codes = lattice.hierarchies[column]?.codes[level] ?? new Int32Array(0)
  const firsts = new Int32Array(lattice.cardinality(column, level)).fill(-1)
  return codes.map((code, leaf) => {
    if (firsts[code] === -1) firsts[code] = leaf
    return firsts[code] ?? leaf
  })
}
