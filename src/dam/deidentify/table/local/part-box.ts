import type { Box, EntryOrder, Split } from './box.ts'
import { type BoxColumn, NO_PART } from './box-columns.ts'

/**
 * Sorts the entries of a box by the parts of a split; those in no part come last, and lie in no box from here on.
 *
 * @returns the parts, in the order of their codes, and last what is left over
 */
export function partBox(box: Box, split: Split, { leaves, codes: ofLeaf, partOf }: BoxColumn, { order, scratch }: EntryOrder): Box[] {
  const { start, end, levels, floors, rows } = box
  const { column, level, codes, rest, dropped } = split
  const parts = codes.length + (rest.length > 0 ? 1 : 0)
  codes.forEach((code, part) => { partOf[code] = part })
  for (const code of rest) partOf[code] = codes.length
  const labels = ofLeaf[level] ?? new Int32Array(0)
  const starts = new Int32Array(parts + 2)
  for (let at = start; at < end; at++) {
    const part = partOf[labels[leaves[order[at] ?? 0] ?? 0] ?? 0] ?? NO_PART
    starts[(part < 0 ? parts : part) + 1]! += 1 // safe: one place a part, and one for entries in none
  }
  for (let part = 0; part <= parts; part++) starts[part + 1]! += starts[part] ?? 0 // safe: as above
  const next = starts.slice()
  for (let at = start; at < end; at++) {
    const entry = order[at] ?? 0
    const known = partOf[labels[leaves[entry] ?? 0] ?? 0] ?? NO_PART
    const part = known < 0 ? parts : known
    scratch[start + (next[part] ?? 0)] = entry
    next[part]! += 1 // safe: as above
  }
  for (const code of codes) partOf[code] = NO_PART
  for (const code of rest) partOf[code] = NO_PART
  order.set(scratch.subarray(start, end), start)
  const stay = rows - dropped
  return Array.from({ length: parts }, (_, part): Box => {
    const isRest = part === codes.length
    const own = isRest ? split.restRows : split.rows[part] ?? 0
    return {
      start: start + (starts[part] ?? 0), end: start + (starts[part + 1] ?? 0), rows: own, allowance: (box.allowance - dropped) * own / stay,
      levels: isRest ? levels.slice() : withLevel(levels, column, level), floors: isRest ? withLevel(floors, column, level + 1) : floors,
    }
  })
}

function withLevel(levels: Uint8Array, column: number, level: number): Uint8Array {
  const changed = levels.slice()
  changed[column] = level
  return changed
}
