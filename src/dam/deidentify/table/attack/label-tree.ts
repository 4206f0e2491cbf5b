import type { CompiledHierarchy } from '../compiled-hierarchy.ts'

/**
 * The labels of one column as sets of leaves: labels of several levels that stand for the same leaves are one node.
 *
 * Nodes are numbered from the finest: a parent's number is above those of its children.
 */
export interface LabelTree {
  readonly nodes: number
  /** By level and code. */
  readonly nodeOf: readonly Int32Array[]
  /** By leaf, the node of the leaf alone. */
  readonly leafNodes: Int32Array
  /** The next wider node; -1 for that of all leaves. */
  readonly parents: Int32Array
  /** The next narrower nodes of node x lie in `children`, from `starts[x]` to `starts[x + 1]`. */
  readonly starts: Int32Array
  readonly children: Int32Array
  /** How wide a node's label is: the logarithm of its share of the domain; of several labels that of the finest. */
  readonly widths: Float64Array
}

/** Values between numbers have no leaves of their own; they are taken to be this much of one. */
const LEAST_LEAVES = 1e-3

/** Builds the tree of a column's labels over the leaves that occur. */
export function growLabelTree({ codes, leaves, domain }: Pick<CompiledHierarchy, 'codes' | 'leaves' | 'domain'>): LabelTree {
  const parents: number[] = []
  const widths: number[] = []
  const nodeOf: Int32Array[] = []
  codes.forEach((ofLeaf, level) => {
    const below = codes[level - 1]
    const finer = nodeOf[level - 1]
    const under = childrenOf(ofLeaf, below, finer)
    nodeOf.push(Int32Array.from(under, (nodes, code) => {
      const [only] = nodes
      if (only !== undefined && nodes.size === 1) return only
      const node = parents.length
      parents.push(-1)
      widths.push(Math.log(Math.max(LEAST_LEAVES, leaves[level]?.[code] ?? 0) / Math.max(1, domain)))
      for (const child of nodes) parents[child] = node
      return node
    }))
  })
  const [finest = new Int32Array(0)] = nodeOf
  return {
    nodes: parents.length, nodeOf, leafNodes: Int32Array.from(codes[0] ?? [], (code) => finest[code] ?? 0),
    parents: Int32Array.from(parents), widths: Float64Array.from(widths), ...listChildren(parents),
  }
}

/** By code, the finer nodes under it; none on the finest level. */
function childrenOf(ofLeaf: Int32Array, below: Int32Array | undefined, finer: Int32Array | undefined): Set<number>[] {
  const under: Set<number>[] = []
  ofLeaf.forEach((code, leaf) => {
    let nodes = under[code]
    if (!nodes) under[code] = nodes = new Set()
    if (below && finer) nodes.add(finer[below[leaf] ?? 0] ?? 0)
  })
  return under
}

function listChildren(parents: readonly number[]): Pick<LabelTree, 'starts' | 'children'> {
  const starts = new Int32Array(parents.length + 1)
  for (const parent of parents) if (parent >= 0) starts[parent + 1]! += 1 // safe: parents are nodes
  for (let node = 0; node < parents.length; node++) starts[node + 1]! += starts[node] ?? 0 // safe: one place more than nodes
  const next = starts.slice()
  const children = new Int32Array(starts[parents.length] ?? 0)
  parents.forEach((parent, node) => {
    if (parent < 0) return
    children[next[parent] ?? 0] = node
    next[parent]! += 1 // safe: as above
  })
  return { starts, children }
}

/** How many next narrower nodes a node has. */
export function countChildren({ starts }: LabelTree, node: number): number {
  return (starts[node + 1] ?? 0) - (starts[node] ?? 0)
}

/** The child of `node` that the leaf lies under; the leaf's own node where `node` is not above it. */
export function childTowards({ parents }: LabelTree, leafNode: number, node: number): number {
  let child = leafNode
  for (let above = parents[child] ?? -1; above >= 0 && above !== node; above = parents[child] ?? -1) child = above
  return child
}
