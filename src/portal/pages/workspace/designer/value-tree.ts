/** A name with narrower names, or with values; a value has no inner ones. */
export type TreeNode =
  | { readonly kind: 'branch'; readonly name: string; readonly inner: readonly TreeNode[] }
  | { readonly kind: 'leaf'; readonly value: string | number }
type Branch = Extract<TreeNode, { kind: 'branch' }>

/** Places from the top of a tree to one of its nodes. */
export type TreePath = readonly number[]

/** Where something was moved to; the same tree where it cannot be moved so. */
export interface Moved {
  readonly tree: readonly TreeNode[]
  readonly path: TreePath
}

/** The tree of a recipe, read with its mappings as maps; undefined where it is none. */
export function treeFrom(data: unknown): readonly TreeNode[] | undefined {
  if (!(data instanceof Map)) return undefined
  const nodes = [...data].map(([name, inner]): TreeNode | undefined => {
    const within = Array.isArray(inner) ? inner.map(leafFrom) : treeFrom(inner)
    const known = within?.filter((node) => node !== undefined)
    return known && known.length === within?.length ? { kind: 'branch', name: String(name), inner: known } : undefined
  })
  const known = nodes.filter((node) => node !== undefined)
  return known.length === nodes.length ? known : undefined
}

function leafFrom(value: unknown): TreeNode | undefined {
  return typeof value === 'string' || typeof value === 'number' ? { kind: 'leaf', value } : undefined
}

/** The tree as a recipe writes it. */
export function treeData(tree: readonly TreeNode[]): Map<string, unknown> {
  return new Map(tree.flatMap((node) => (node.kind === 'leaf' ? [] : [[node.name, holdsLeaves(node) ? leavesOf(node.inner) : treeData(node.inner)]])))
}

/** All values below, from the top on. */
export function leavesOf(tree: readonly TreeNode[]): (string | number)[] {
  return tree.flatMap((node) => (node.kind === 'leaf' ? [node.value] : leavesOf(node.inner)))
}

export function nodeAt(tree: readonly TreeNode[], [place = -1, ...rest]: TreePath): TreeNode | undefined {
  const node = tree[place]
  return rest.length === 0 || node?.kind !== 'branch' ? (rest.length === 0 ? node : undefined) : nodeAt(node.inner, rest)
}

/** How many levels of names lie above the values, at most. */
export function depthOf(tree: readonly TreeNode[]): number {
  return Math.max(0, ...tree.map((node) => (node.kind === 'leaf' ? 0 : 1 + depthOf(node.inner))))
}

/** Moves a node one place up or down. A value goes on into the neighbouring group at the end of its own. */
export function moveAlong(tree: readonly TreeNode[], path: TreePath, step: -1 | 1): Moved {
  const [above, place = 0] = [path.slice(0, -1), path.at(-1)]
  const to = place + step
  if (to >= 0 && to < innerAt(tree, above).length) return moveTo(tree, path, above, to)
  if (nodeAt(tree, path)?.kind !== 'leaf') return { tree, path }
  const groups = leafGroups(tree)
  const next = groups[groups.findIndex((group) => group.join() === above.join()) + step]
  return next === undefined ? { tree, path } : moveTo(tree, path, next, step === 1 ? 0 : innerAt(tree, next).length)
}

/** Moves a group one level up, behind the one that it lay in. A value gets a group of its own, with the name or one like it. */
export function moveOut(tree: readonly TreeNode[], path: TreePath, name: string): Moved {
  const node = nodeAt(tree, path)
  const above = path.slice(0, -1)
  const parent = nodeAt(tree, above)
  if (node === undefined || parent === undefined) return { tree, path }
  if (node.kind === 'branch') return moveTo(tree, path, above.slice(0, -1), (above.at(-1) ?? 0) + 1)
  if (parent.kind === 'branch' && parent.inner.length === 1) return { tree, path }
  const group: TreeNode = { kind: 'branch', name: freeName(tree, name), inner: [node] }
  const to = [...above.slice(0, -1), (above.at(-1) ?? 0) + 1]
  return { tree: inserted(removed(tree, path), to, group), path: to }
}

/** Moves a group into the one before it, if that one holds groups. */
export function moveIn(tree: readonly TreeNode[], path: TreePath): Moved {
  const before = [...path.slice(0, -1), (path.at(-1) ?? 0) - 1]
  const target = nodeAt(tree, before)
  if (nodeAt(tree, path)?.kind !== 'branch' || target?.kind !== 'branch' || holdsLeaves(target)) return { tree, path }
  return moveTo(tree, path, before, target.inner.length)
}

/** Moves a node into a group, or the top where `above` is empty. Names and values never lie beside each other, nothing into itself; a group that is left empty goes. */
export function moveTo(tree: readonly TreeNode[], path: TreePath, above: TreePath, place: number): Moved {
  const node = nodeAt(tree, path)
  const target = above.length === 0 ? undefined : nodeAt(tree, above)
  const isInside = path.every((step, at) => above[at] === step)
  if (node === undefined || isInside || (above.length > 0 && target?.kind !== 'branch')) return { tree, path }
  const beside = innerAt(tree, above)
  if (above.length === 0 ? node.kind === 'leaf' : beside[0] !== undefined && beside[0].kind !== node.kind) return { tree, path }
  const mark: TreeNode = { kind: 'branch', name: '', inner: [] }
  const from = path.slice(0, -1).join() === above.join() && (path.at(-1) ?? 0) < place ? place + 1 : place
  // The node stands in both places until its old one, found by the mark, is taken out.
  const marked = replaced(tree, path, mark)
  const grown = inserted(marked, [...above, from], node)
  const cut = removed(grown, pathOf(grown, mark) ?? [])
  return { tree: cut, path: pathOf(cut, node) ?? path }
}

/** The tree with another name for a group; the same where the name is taken or empty. */
export function renamed(tree: readonly TreeNode[], path: TreePath, name: string): readonly TreeNode[] {
  const node = nodeAt(tree, path)
  if (node?.kind !== 'branch' || name === '' || name === '*' || name === node.name || namesOf(tree).has(name)) return tree
  return replaced(tree, path, { ...node, name })
}

/** The tree with values added to a group of values. */
export function withLeaves(tree: readonly TreeNode[], path: TreePath, values: readonly (string | number)[]): readonly TreeNode[] {
  const node = nodeAt(tree, path)
  if (node?.kind !== 'branch' || !holdsLeaves(node)) return tree
  return replaced(tree, path, { ...node, inner: [...node.inner, ...values.map((value): TreeNode => ({ kind: 'leaf', value }))] })
}

export function holdsLeaves({ inner }: Branch): boolean {
  return inner.every(({ kind }) => kind === 'leaf')
}

/** A name that stands nowhere in the tree, since each may stand in one place only. */
function freeName(tree: readonly TreeNode[], wanted: string): string {
  const taken = namesOf(tree)
  if (!taken.has(wanted)) return wanted
  for (let number = 2; ; number += 1) if (!taken.has(`${wanted} ${number}`)) return `${wanted} ${number}`
}

function branchNames(tree: readonly TreeNode[]): string[] {
  return tree.flatMap((node) => (node.kind === 'leaf' ? [] : [node.name, ...branchNames(node.inner)]))
}

function namesOf(tree: readonly TreeNode[]): Set<string> {
  return new Set([...branchNames(tree), ...leavesOf(tree).map(String)])
}

function innerAt(tree: readonly TreeNode[], path: TreePath): readonly TreeNode[] {
  if (path.length === 0) return tree
  const node = nodeAt(tree, path)
  return node?.kind === 'branch' ? node.inner : []
}

/** Groups that hold values, from the top on. */
function leafGroups(tree: readonly TreeNode[], above: TreePath = []): TreePath[] {
  return tree.flatMap((node, place) => (node.kind === 'leaf' ? [] : holdsLeaves(node) ? [[...above, place]] : leafGroups(node.inner, [...above, place])))
}

function pathOf(tree: readonly TreeNode[], wanted: TreeNode): TreePath | undefined {
  for (const [place, node] of tree.entries()) {
    if (node === wanted) return [place]
    const below = node.kind === 'branch' ? pathOf(node.inner, wanted) : undefined
    if (below) return [place, ...below]
  }
  return undefined
}

function replaced(tree: readonly TreeNode[], path: TreePath, node: TreeNode): readonly TreeNode[] {
  return changedAt(tree, path, (nodes, place) => nodes.with(place, node))
}

function inserted(tree: readonly TreeNode[], path: TreePath, node: TreeNode): readonly TreeNode[] {
  return changedAt(tree, path, (nodes, place) => nodes.toSpliced(place, 0, node))
}

function removed(tree: readonly TreeNode[], path: TreePath): readonly TreeNode[] {
  return changedAt(tree, path, (nodes, place) => nodes.toSpliced(place, 1)).filter((node) => node.kind === 'leaf' || node.inner.length > 0)
}

function changedAt(tree: readonly TreeNode[], [place = 0, ...rest]: TreePath, change: (nodes: readonly TreeNode[], place: number) => readonly TreeNode[]): readonly TreeNode[] {
  if (rest.length === 0) return change(tree, place)
  return tree.flatMap((node, at): TreeNode[] => {
    if (at !== place || node.kind === 'leaf') return [node]
    const inner = changedAt(node.inner, rest, change)
    return inner.length === 0 ? [] : [{ ...node, inner }]
  })
}
