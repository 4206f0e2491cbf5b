import type { Frequencies } from '../frequencies.ts'
import type { RecodedClasses } from '../recoded-classes.ts'
import type { DrawnRows } from './draw-rows.ts'
import { childTowards, countChildren, type LabelTree } from './label-tree.ts'
import { countRuledOut, type RuledOut } from './rule-out.ts'

/** What guessing reached. */
export interface Guesses {
  attempts: number
  certain: number
  successes: number
  /** Right guesses without the attack. */
  byChance: number
}

/** What labels are guessed from. */
export interface LabelGuessing {
  readonly trees: readonly LabelTree[]
  readonly frequencies: Pick<Frequencies, 'codes'>
  readonly recoded: RecodedClasses
  readonly drawn: DrawnRows
  /** Left out where no class lies within another. */
  readonly ruled?: RuledOut | undefined
}

/** Guesses, for each drawn row and each label of it that has narrower ones, which narrower one is true. */
export function guessLabels(request: LabelGuessing): { subtraction: Guesses; refinement: Guesses } {
  const subtraction = { attempts: 0, certain: 0, successes: 0, byChance: 0 }
  const refinement = { attempts: 0, certain: 0, successes: 0, byChance: 0 }
  request.trees.forEach((tree, column) => { guessColumn(request, tree, column, subtraction, refinement) })
  return { subtraction, refinement }
}

function guessColumn({ frequencies, recoded, drawn, ruled }: LabelGuessing, tree: LabelTree, column: number, subtraction: Guesses, refinement: Guesses): void {
  const { classes, levels, codes } = recoded
  const common = findCommonest(tree, column, recoded)
  const counted = ruled && countRuledOut(ruled, tree, column, classes)
  const findTop = topFinder(tree, common, column, ruled, counted?.bySplitting)
  const leaves = frequencies.codes[column]
  drawn.entries.forEach((entry, place) => {
    const number = recoded.classOf[entry] ?? 0
    const node = tree.nodeOf[levels[column]?.[number] ?? 0]?.[codes[column]?.[number] ?? 0] ?? 0
    const all = countChildren(tree, node)
    if (all < 2) return
    const rows = drawn.counts[place] ?? 0
    const truth = childTowards(tree, tree.leafNodes[leaves?.[entry] ?? 0] ?? 0, node)
    const box = counted && ruled && (counted.bySplitting[number] ?? 0) > 0 ? ruled.boxes.findBeside(number, column, truth) : -1
    const left = all - (counted?.byClasses[number] ?? 0)
    const isRuledOut = box >= 0 && box < (ruled?.covered ?? 0)
    subtraction.attempts += rows
    subtraction.byChance += rows / all
    // Where everything is ruled out, nothing is learnt.
    subtraction.successes += left === 0 ? rows / all : isRuledOut ? 0 : rows / left
    if (left === 1) subtraction.certain += rows

    const own = common.rows[truth] ?? 0
    refinement.attempts += rows
    refinement.byChance += own === common.mostRows[node] ? rows / (common.ties[node] ?? 1) : 0
    if (all - (counted?.bySplitting[number] ?? 0) === 1) refinement.certain += rows
    const top = findTop(number, node)
    refinement.successes += own === top.rows && (box < 0 || top.isWithoutRuling) ? rows / top.ties : 0
  })
}

/** How often the release shows each node of a column, or one within it, and which child of each node it shows most. */
interface Commonest {
  readonly rows: Float64Array
  readonly mostRows: Float64Array
  /** How many children are shown so often. */
  readonly ties: Int32Array
}

function findCommonest({ nodes, nodeOf, parents }: LabelTree, column: number, recoded: RecodedClasses): Commonest {
  const rows = new Float64Array(nodes)
  for (let number = 0; number < recoded.classes; number++) {
    const node = nodeOf[recoded.levels[column]?.[number] ?? 0]?.[recoded.codes[column]?.[number] ?? 0] ?? 0
    rows[node]! += recoded.rows[number] ?? 0 // safe: nodes are below their number
  }
  const mostRows = new Float64Array(nodes).fill(-1)
  const ties = new Int32Array(nodes)
  for (let node = 0; node < nodes; node++) {
    const parent = parents[node] ?? -1
    if (parent < 0) continue
    const own = rows[node] ?? 0
    rows[parent]! += own // safe: as above
    if (own > (mostRows[parent] ?? 0)) {
      mostRows[parent] = own
      ties[parent] = 1
    } else if (own === mostRows[parent]) ties[parent]! += 1 // safe: as above
  }
  return { rows, mostRows, ties }
}

/** The children that an attacker holds for the likeliest: how often they are shown, and how many there are. */
interface Top {
  rows: number
  ties: number
  /** Whether every child was ruled out, so that the attacker believes none of it. */
  isWithoutRuling: boolean
}

/** Finds, for a class, the commonest children that are not ruled out; remembers the answer for the next row of the class. */
function topFinder(tree: LabelTree, { rows, mostRows, ties }: Commonest, column: number, ruled: RuledOut | undefined, ruledOut: Int32Array | undefined): (number: number, node: number) => Top {
  const knownRows = new Float64Array(ruledOut?.length ?? 0).fill(-1)
  const knownTies = new Int32Array(ruledOut?.length ?? 0)
  const sorted = new Map<number, Int32Array>()
  const top: Top = { rows: 0, ties: 1, isWithoutRuling: false }
  return (number, node) => {
    const out = ruledOut?.[number] ?? 0
    const all = countChildren(tree, node)
    top.isWithoutRuling = out === 0 || out === all
    if (!ruled || top.isWithoutRuling) {
      top.rows = mostRows[node] ?? 0
      top.ties = ties[node] ?? 1
      return top
    }
    if (knownRows[number] === -1) {
      const falling = sorted.get(node) ?? sortChildren(tree, node, rows)
      sorted.set(node, falling)
      let most = -1
      let many = 0
      for (const child of falling) {
        const own = rows[child] ?? 0
        // Of labels that are shown nowhere none is ruled out, and they may be thousands.
        if (own < most || (own === 0 && many > 0)) break
        if (own > 0 && ruled.boxes.findBeside(number, column, child) >= 0) continue
        most = own
        many = own === 0 ? countAbsent(falling, rows) : many + 1
      }
      knownRows[number] = most
      knownTies[number] = Math.max(1, many)
    }
    top.rows = knownRows[number] ?? 0
    top.ties = knownTies[number] ?? 1
    return top
  }
}

function sortChildren({ starts, children }: LabelTree, node: number, rows: Float64Array): Int32Array {
  return children.slice(starts[node] ?? 0, starts[node + 1] ?? 0).toSorted((a, b) => (rows[b] ?? 0) - (rows[a] ?? 0) || a - b)
}

/** How many at the end of the children, by falling rows, have none. */
function countAbsent(falling: Int32Array, rows: Float64Array): number {
  let low = 0
  let high = falling.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rows[falling[middle] ?? 0] ?? 0) > 0) low = middle + 1
    else high = middle
  }
  return falling.length - low
}
