/** A column's labels as a tree: by label its way from the root (0) down to itself, `depths` steps below the root. */
export interface LabelTree {
  /** `ways[label * (deepest + 1) + depth]` is the label's ancestor at that depth; at its own depth, itself. Label 0 is the root. */
  readonly ways: Int32Array
  readonly depths: Uint8Array
  readonly deepest: number
}

/**
 * Whether classes part the domain, by doing it: the whole is split at some column in which every class lies within one
 * of the parts, and each part again, until every part holds one class. Whichever column is taken first, what can be
 * parted stays so: a part of a domain that splits part is one too.
 *
 * `codes[column][class]` is a label of `trees[column]`. The classes that could not be told apart, a group for each part
 * that no column splits, at most `most` groups; none is what is right.
 */
export function partDomain(codes: readonly Int32Array[], trees: readonly LabelTree[], most = 10): number[][] {
  const classes = codes[0]?.length ?? 0
  const order = Int32Array.from({ length: classes }, (_, place) => place)
  const moved = new Int32Array(classes)
  const stuck: number[][] = []
  const open: { from: number; to: number; at: Int32Array }[] = [{ from: 0, to: classes, at: new Int32Array(codes.length) }]
  for (let part = open.pop(); part && stuck.length < most; part = open.pop()) {
    const { from, to, at } = part
    if (to - from < 2) continue
    const column = splittingColumn(part)
    if (column < 0) { stuck.push(Array.from(order.subarray(from, Math.min(to, from + 2)))); continue }
    for (const { label, first, last } of splitBy(column, part)) {
      const below = at.slice()
      below[column] = label
      open.push({ from: first, to: last, at: below })
    }
  }
  return stuck

  /** The first column in which every class of the part is narrower than the part; -1 when there is none. */
  function splittingColumn({ from, to, at }: { from: number; to: number; at: Int32Array }): number {
    return codes.findIndex((own, column) => {
      const depths = trees[column]?.depths
      const depth = depths?.[at[column] ?? 0] ?? 0
      for (let place = from; place < to; place++) if ((depths?.[own[order[place] ?? 0] ?? 0] ?? 0) <= depth) return false
      return true
    })
  }

  /** Orders the classes of the part by the label below it that holds them; each label's stretch. */
  function splitBy(column: number, { from, to, at }: { from: number; to: number; at: Int32Array }): { label: number; first: number; last: number }[] {
    const tree = trees[column]
    const own = codes[column]
    if (!tree || !own) return []
    const depth = (tree.depths[at[column] ?? 0] ?? 0) + 1
    const below = (place: number) => tree.ways[(own[order[place] ?? 0] ?? 0) * (tree.deepest + 1) + depth] ?? 0
    const sizes = new Map<number, number>()
    for (let place = from; place < to; place++) sizes.set(below(place), (sizes.get(below(place)) ?? 0) + 1)
    const parts: { label: number; first: number; last: number }[] = []
    const next = new Map<number, number>()
    let first = from
    for (const [label, size] of sizes) {
      parts.push({ label, first, last: first + size })
      next.set(label, first)
      first += size
    }
    for (let place = from; place < to; place++) {
      const target = next.get(below(place)) ?? from
      moved[target] = order[place] ?? 0
      next.set(below(place), target + 1)
    }
    order.set(moved.subarray(from, to), from)
    return parts
  }
}
