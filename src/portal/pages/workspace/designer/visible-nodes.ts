/** A node of a tree that is drawn. */
export interface ShownNode {
  readonly key: string
  readonly label: string
  readonly count: number | null
  /** Of the level that is released. */
  readonly isMarked?: boolean
  readonly inner: readonly ShownNode[]
}

/** A node that is seen, with its place. */
export interface VisibleNode extends ShownNode {
  /** 0 for the widest. */
  readonly depth: number
  readonly place: number
  readonly siblings: number
  /** Null where nothing lies below. */
  readonly isOpen: boolean | null
}

/** The nodes that are seen, from the top on. */
export function listVisible(nodes: readonly ShownNode[], isOpen: (key: string, depth: number) => boolean, depth = 0): readonly VisibleNode[] {
  return nodes.flatMap((node, place): readonly VisibleNode[] => {
    const open = node.inner.length === 0 ? null : isOpen(node.key, depth)
    return [{ ...node, depth, place, siblings: nodes.length, isOpen: open }, ...(open === true ? listVisible(node.inner, isOpen, depth + 1) : [])]
  })
}

/** So many levels can be open that no more nodes are seen than `most`; one at least. */
export function openDepth(nodes: readonly ShownNode[], most: number): number {
  let [depth, level, seen] = [0, nodes, nodes.length]
  for (;;) {
    level = level.flatMap(({ inner }) => inner)
    seen += level.length
    if (level.length === 0 || (depth > 0 && seen > most)) return Math.max(1, depth)
    depth += 1
  }
}

/** Where a key of the keyboard leads from a node, and whether it opens or closes it; undefined where it does nothing. */
export function stepInTree(visible: readonly VisibleNode[], active: string, key: 'up' | 'down' | 'in' | 'out' | 'Home' | 'End' | undefined): { readonly key: string; readonly toggles: boolean } | undefined {
  const at = visible.findIndex((node) => node.key === active)
  const node = visible[at]
  if (node === undefined || key === undefined) return undefined
  if (key === 'in' && node.isOpen === false) return { key: active, toggles: true }
  if (key === 'out' && node.isOpen === true) return { key: active, toggles: true }
  const above = key === 'out' ? visible.slice(0, at).findLast(({ depth }) => depth < node.depth) : undefined
  const places = { up: at - 1, down: at + 1, in: node.isOpen === true ? at + 1 : -1, out: above ? visible.indexOf(above) : -1, Home: 0, End: visible.length - 1 }
  const next = visible[places[key]]
  return next === undefined ? undefined : { key: next.key, toggles: false }
}
