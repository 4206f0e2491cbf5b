import type { Box, EntryOrder, Split } from './box.ts'
import { labelCounter } from './label-counter.ts'
import type { SplitRequest } from './split-request.ts'

/** Looks for splits of one box after the other. */
export interface SplitFinder {
  /** All splits whose parts keep every model, the best first. Narrows the box's labels to what its rows agree on. */
  find(box: Box): Split[]
  /** Whether the box's rows keep every model together. */
  keepsModels(box: Box): boolean
}

/**
 * A split is worth what it saves by the square root of the bits of anonymity that it takes: the entropy of its parts.
 *
 * A box of n rows can give log2(n / k) bits; a split into two even halves takes one of them, and one that parts few rows
 * from many hardly any. On adult, k 5, strict, Loss is 0.108 so, and 0.158 with the square root of the number of parts
 * instead; powers of the bits from 0.35 to 0.8 differ by less than 4 %.
 */
export function splitFinder(request: SplitRequest, entries: EntryOrder): SplitFinder {
  const { mode, columns, models, k, costs, objective } = request
  const counter = labelCounter(request, entries)
  const { rows, weights, sizes } = counter

  function splitBy(box: Box, place: number): Split | undefined {
    const column = columns[place]
    if (!column) return undefined
    const floor = Math.max(column.lowest, box.floors[place] ?? 0)
    for (let level = box.levels[place] ?? 0; level > floor; level--) {
      const labels = counter.count(box, column, level - 1)
      if (labels) return judge(box, place, level - 1, labels)
      box.levels[place] = level - 1
    }
    return undefined
  }

  function judge(box: Box, place: number, level: number, labels: readonly number[]): Split | undefined {
    const kept: number[] = []
    const failing: number[] = []
    for (const code of labels) {
      if ((rows[code] ?? 0) === 0) continue
      const isLarge = (sizes[code] ?? 0) >= k && (rows[code] ?? 0) >= models.leastRows
      if (isLarge && counter.keepsModels(code)) kept.push(code)
      else failing.push(code)
    }
    if (kept.length === 0) return undefined
    if (failing.length === 0) return worth(box, { place, level, kept, rest: [], dropped: 0 })
    const small = failing.reduce((sum, code) => sum + (rows[code] ?? 0), 0)
    const drop = () => (small <= box.allowance ? worth(box, { place, level, kept, rest: [], dropped: small }) : undefined)
    if (mode === 'strict' || isUntold(box)) return drop()
    const saved = savedBy(box, place, level)
    const falling = kept.toSorted((a, b) => saved(b) - saved(a) || b - a)
    const rest = [...failing]
    while (!counter.keepTogether(box, rest)) {
      const next = falling.pop()
      if (next === undefined) return drop()
      rest.push(next)
    }
    return falling.length === 0 ? drop() : worth(box, { place, level, kept: falling.toSorted((a, b) => a - b), rest, dropped: 0 })
  }

  /** Rows that read * in every column would count as suppressed. */
  function isUntold({ levels }: Box): boolean {
    return columns.every(({ last }, place) => (levels[place] ?? 0) === last)
  }

  /** What the rows of a narrower label of the box save. */
  function savedBy(box: Box, place: number, level: number): (code: number) => number {
    const now = costOfLabel(box, place)
    return (code) => (weights[code] ?? 0) * (now - (costs[place]?.[level]?.[code] ?? 0))
  }

  /** What a row pays for its label in a column. */
  function costOfLabel({ start, levels }: Box, place: number): number {
    const column = columns[place]
    const level = levels[place] ?? 0
    return costs[place]?.[level]?.[column?.codes[level]?.[column.leaves[entries.order[start] ?? 0] ?? 0] ?? 0] ?? 0
  }

  function worth(box: Box, { place, level, kept, rest, dropped }: { place: number; level: number; kept: readonly number[]; rest: readonly number[]; dropped: number }): Split | undefined {
    const held = kept.map((code) => rows[code] ?? 0)
    const restRows = rest.reduce((sum, code) => sum + (rows[code] ?? 0), 0)
    let bits = 0
    for (const part of [...held, restRows, dropped]) if (part > 0) bits -= (part / box.rows) * Math.log2(part / box.rows)
    const saved = savedBy(box, place, level)
    const gain = objective === 'cost'
      ? kept.reduce((sum, code) => sum + saved(code), 0) - dropped * columns.reduce((sum, { last }, other) => sum + (costs[other]?.[last]?.[0] ?? 0) - costOfLabel(box, other), 0)
      : box.rows ** 2 - held.reduce((sum, part) => sum + part * part, restRows ** 2) - dropped * request.rows
    if (dropped > 0 && gain <= 0) return undefined
    return { column: place, level, codes: kept, rows: held, rest, restRows, dropped, merit: bits > 0 ? gain / Math.sqrt(bits) : Infinity }
  }

  return {
    find(box) {
      const splits: Split[] = []
      for (let place = 0; place < columns.length; place++) {
        const split = splitBy(box, place)
        if (split) splits.push(split)
      }
      return splits.length > 1 ? splits.toSorted((a, b) => (a.merit === b.merit ? a.column - b.column : b.merit - a.merit)) : splits
    },
    keepsModels: (box) => counter.keepTogether(box),
  }
}
