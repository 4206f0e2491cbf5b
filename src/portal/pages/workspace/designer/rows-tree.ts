import { depthOf, holdsLeaves, type TreeNode } from './value-tree.ts'

/** A hierarchy as rows, each from a value to `*`. */
export type HierarchyRows = readonly (readonly string[])[]

/**
 * The rows as a tree of names that says exactly the same; undefined where no tree does: values right below `*`, a name
 * that stands in two places, or a level that repeats one in the middle.
 */
export function treeOfRows(rows: HierarchyRows): readonly TreeNode[] | undefined {
  const tree: Group = { name: '', groups: new Map(), values: [] }
  for (const row of rows) {
    const names = row.slice(1, -1).toReversed()
    // Shorter branches repeat their topmost name.
    const top = names.findIndex((name, place) => name !== names[place + 1])
    if (names.length === 0 || top < 0) return undefined
    names.slice(top).reduce((within, name) => groupIn(within, name), tree).values.push(row[0] ?? '')
  }
  const nodes = nodesOf(tree)
  return nodes && isNamedOnce(nodes) && saysTheSame(nodes, rows) ? nodes : undefined
}

interface Group {
  readonly name: string
  readonly groups: Map<string, Group>
  readonly values: string[]
}

function groupIn({ groups }: Group, name: string): Group {
  const found = groups.get(name) ?? { name, groups: new Map(), values: [] }
  groups.set(name, found)
  return found
}

/** Names lie beside names, values beside values. */
function nodesOf({ groups, values }: Group): readonly TreeNode[] | undefined {
  if (values.length > 0) return groups.size > 0 ? undefined : values.map((value) => ({ kind: 'leaf', value }))
  const nodes = [...groups.values()].map((group): TreeNode | undefined => {
    const inner = nodesOf(group)
    return inner && { kind: 'branch', name: group.name, inner }
  })
  const known = nodes.filter((node) => node !== undefined)
  return known.length === nodes.length ? known : undefined
}

/** Every name and every value stands in one place; a group of one value may have its name. */
function isNamedOnce(tree: readonly TreeNode[]): boolean {
  const seen = new Set<string>(['*', ''])
  const take = (word: string): boolean => (seen.has(word) ? false : Boolean(seen.add(word)))
  const walk = (nodes: readonly TreeNode[], above: string | null): boolean => nodes.every((node) => {
    if (node.kind === 'leaf') return (nodes.length === 1 && node.value === above) || take(String(node.value))
    return take(node.name) && walk(node.inner, node.name)
  })
  return walk(tree, null)
}

/** Whether the tree, with its shorter branches filled up, gives the rows again. */
function saysTheSame(tree: readonly TreeNode[], rows: HierarchyRows): boolean {
  const depth = depthOf(tree)
  const told = new Map(branchesOf(tree, []).map(([value, ...names]) => [value, [...names, ...Array.from({ length: depth - names.length }, () => names.at(-1) ?? '')]]))
  return told.size === rows.length && rows.every(([value = '', ...labels]) => [...(told.get(value) ?? []), '*'].join('\n') === labels.join('\n'))
}

function branchesOf(tree: readonly TreeNode[], above: readonly string[]): string[][] {
  return tree.flatMap((node) => {
    if (node.kind === 'leaf') return [[String(node.value), ...above]]
    return holdsLeaves(node) || node.inner.length > 0 ? branchesOf(node.inner, [node.name, ...above]) : []
  })
}
