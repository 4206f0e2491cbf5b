import { type Box, type EntryOrder, entryOrder, type Split } from './box.ts'
import { splitFinder } from './find-splits.ts'
import { gatherEntries } from './gather-entries.ts'
import { partBox } from './part-box.ts'
import type { SplitRequest } from './split-request.ts'

/** How far ahead a split is judged: by what comes of it, not by its own merit alone. */
export interface LookAhead {
  /** Boxes of at most so many times the fewest rows of a class try every order of splits. */
  readonly exhaustiveSizes: number
  /** Boxes of at most so many entries complete their best splits and take the one that costs least in the end. */
  readonly entries: number
  /** How many splits are completed. */
  readonly splits: number
}

/** What becomes of the boxes. */
export interface BoxVisitor {
  /** A box that nothing splits any more. */
  settled(box: Box): void
  /** Called now and then; may wait, and may throw to stop. */
  pause(): Promise<void> | undefined
}

/** Boxes with more entries give way before they are split. */
const PAUSE_ENTRIES = 5000
/** Boxes with fewer entries are gathered in memory, where they fit the processor's cache: of ten million rows that saves a quarter of the search. */
const NEAR_ENTRIES = 65_536

/** Splits boxes from the most general labels down, as far as every part keeps every model. */
export async function recodeBoxes(first: Box, request: SplitRequest, { entries, look, visitor }: { entries: EntryOrder; look: LookAhead; visitor: BoxVisitor }): Promise<void> {
  const finder = splitFinder(request, entries)
  const price = priceBoxes(request, entries)
  const exhaustiveRows = look.exhaustiveSizes * request.k
  const part = (box: Box, split: Split) => {
    const column = request.columns[split.column]
    return column ? partBox(box, split, column, entries) : []
  }

  /** What a box costs in the end, when its best split is always taken. */
  function complete(box: Box): number {
    const splits = finder.find(box)
    const [best] = splits
    if (!best) return price.settled(box)
    if (splits.length > 1 && box.rows <= exhaustiveRows) return least(box, splits).cost
    return afterSplit(box, best)
  }

  function afterSplit(box: Box, split: Split, most = Infinity): number {
    let cost = split.dropped * price.suppressed
    for (const one of part(box, split)) {
      if (cost >= most) break
      cost += complete(one)
    }
    return cost
  }

  /** The split that costs least in the end. Leaves the entries as they were. */
  function least(box: Box, splits: readonly Split[]): { split: Split | undefined; cost: number } {
    const before = entries.order.slice(box.start, box.end)
    let found: { split: Split | undefined; cost: number } = { split: splits[0], cost: Infinity }
    for (const split of splits) {
      const cost = afterSplit(box, split, found.cost)
      entries.order.set(before, box.start)
      if (cost < found.cost) found = { split, cost }
    }
    return found
  }

  function choose(box: Box, splits: readonly Split[]): Split | undefined {
    if (splits.length < 2) return splits[0]
    if (box.rows <= exhaustiveRows) return least(box, splits).split
    return box.end - box.start <= look.entries ? least(box, splits.slice(0, look.splits)).split : splits[0]
  }

  async function recodeApart(box: Box): Promise<void> {
    const { start, end } = box
    const apart = entryOrder(end - start)
    const settled = (one: Box) => { visitor.settled({ ...one, start: one.start + start, end: one.end + start }) }
    await recodeBoxes({ ...box, start: 0, end: end - start }, gatherEntries(request, box, entries.order), { entries: apart, look, visitor: { ...visitor, settled } })
    const before = entries.order.slice(start, end)
    apart.order.forEach((place, index) => { entries.order[start + index] = before[place] ?? 0 })
  }

  const isFar = entries.order.length > 2 * NEAR_ENTRIES
  const open: Box[] = [first]
  for (let box = open.pop(); box; box = open.pop()) {
    if (box.end - box.start > PAUSE_ENTRIES) await visitor.pause()
    if (isFar && box.end - box.start <= NEAR_ENTRIES) {
      await recodeApart(box)
      continue
    }
    const split = choose(box, finder.find(box))
    if (split) open.push(...part(box, split).toReversed())
    else visitor.settled(box)
  }
}

function priceBoxes({ objective, costs, columns, importance, rows: allRows }: SplitRequest, { order }: EntryOrder): { settled(box: Box): number; suppressed: number } {
  if (objective === 'classes') return { settled: ({ rows }) => rows * rows, suppressed: allRows }
  return {
    suppressed: columns.reduce((sum, { last }, place) => sum + (costs[place]?.[last]?.[0] ?? 0), 0),
    settled({ start, end, rows, levels }) {
      const entry = order[start] ?? 0
      let cost = 0
      for (let place = 0; place < columns.length; place++) {
        const column = columns[place]
        const level = levels[place] ?? 0
        cost += costs[place]?.[level]?.[column?.codes[level]?.[column.leaves[entry] ?? 0] ?? 0] ?? 0
      }
      if (!importance) return cost * rows
      let weight = 0
      for (let at = start; at < end; at++) weight += importance[order[at] ?? 0] ?? 0
      return cost * weight
    },
  }
}
