import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { WordField } from './fields.tsx'
import type { ValueCount } from './level-tree.ts'
import { TreeView, type Direction } from './tree-view.tsx'
import { holdsLeaves, leavesOf, moveAlong, moveIn, moveOut, moveTo, nodeAt, renamed, withLeaves, type Moved, type TreeNode, type TreePath } from './value-tree.ts'
import type { ShownNode } from './visible-nodes.ts'

interface Editor {
  readonly column: string
  readonly tree: readonly TreeNode[]
  /** What stands in the column. */
  readonly values: readonly ValueCount[]
  readonly change: (tree: readonly TreeNode[]) => void
}

/** A tree of names, whose groups and values are moved by keyboard, by buttons or by dragging. */
export function ValueTreeEditor({ column, tree, values, change }: Editor) {
  const { t } = useLingui()
  const [path, setPath] = useState<TreePath>([0])
  const counts = new Map(values.map(({ value, count }) => [value, count]))
  const known = new Set(leavesOf(tree).map(String))
  const missing = values.filter(({ value }) => !known.has(value)).map(({ value }) => value)
  const active = nodeAt(tree, path)
  const take = (moved: Moved) => {
    setPath(moved.path)
    if (moved.tree !== tree) change(moved.tree)
  }
  const move = (at: TreePath, direction: Direction) => take(direction === 'up' ? moveAlong(tree, at, -1) : direction === 'down' ? moveAlong(tree, at, 1) : direction === 'in' ? moveIn(tree, at) : moveOut(tree, at, t`Group`))
  const drop = (from: TreePath, onto: TreePath) => {
    const target = nodeAt(tree, onto)
    if (target === undefined) return
    const isInto = target.kind === 'branch' && (nodeAt(tree, from)?.kind === 'leaf' || !holdsLeaves(target))
    take(isInto ? moveTo(tree, from, onto, target.inner.length) : moveTo(tree, from, onto.slice(0, -1), onto.at(-1) ?? 0))
  }
  return (
    <div className="tree-frame">
      <TreeView label={t`Tree of ${column}`} nodes={shownNodes(tree, counts, [])} total={values.reduce((sum, { count }) => sum + count, 0)} acts={{ active: path.join('.'), activate: (key) => setPath(pathFrom(key)), move: (key, direction) => move(pathFrom(key), direction), drop: (key, onto) => drop(pathFrom(key), pathFrom(onto)) }} />
      <p className="tiny quiet"><Trans>Alt and an arrow key move what is chosen; so do the buttons and dragging.</Trans></p>
      {active && (
        <div className="line" role="group" aria-label={t`Move ${active.kind === 'leaf' ? String(active.value) : active.name}`}>
          <Button size="compact-sm" variant="default" onClick={() => move(path, 'up')}><Trans>Up</Trans></Button>
          <Button size="compact-sm" variant="default" onClick={() => move(path, 'down')}><Trans>Down</Trans></Button>
          <Button size="compact-sm" variant="default" onClick={() => move(path, 'out')}>{active.kind === 'leaf' ? <Trans>Into a group of its own</Trans> : <Trans>One level up</Trans>}</Button>
          {active.kind === 'branch' && <Button size="compact-sm" variant="default" onClick={() => move(path, 'in')}><Trans>Into the group before</Trans></Button>}
        </div>
      )}
      {active?.kind === 'branch' && <GroupName key={`${path.join('.')} ${active.name}`} name={active.name} take={(name) => { const after = renamed(tree, path, name); if (after !== tree) change(after); return after !== tree }} />}
      {missing.length > 0 && (
        <div className="note warn small">
          <strong><Trans>Values that stand in no group: {missing.length}</Trans></strong>
          <p><bdi>{missing.slice(0, 10).join(', ')}{missing.length > 10 ? ' …' : ''}</bdi></p>
          {active?.kind === 'branch' && holdsLeaves(active) && <Button mt="xs" size="compact-sm" variant="default" onClick={() => change(withLeaves(tree, path, missing))}><Trans>Put them into {active.name}</Trans></Button>}
        </div>
      )}
    </div>
  )
}

/** The name is taken when the field is left or Enter is pressed: while it is typed it may well be another group's. */
function GroupName({ name, take }: { readonly name: string; readonly take: (name: string) => boolean }) {
  const { t } = useLingui()
  const [typed, setTyped] = useState(name)
  const [isTaken, setIsTaken] = useState(false)
  const leave = () => { if (typed !== name) setIsTaken(!take(typed)) }
  return (
    <div onBlur={leave} onKeyDown={(event) => { if (event.key === 'Enter') leave() }}>
      <WordField label={t`Name of the group`} value={typed} change={setTyped} description={isTaken ? t`This name cannot be taken: it is empty, or stands in the tree already.` : undefined} />
    </div>
  )
}

function shownNodes(tree: readonly TreeNode[], counts: ReadonlyMap<string, number>, above: TreePath): readonly ShownNode[] {
  return tree.map((node, place): ShownNode => {
    const path = [...above, place]
    const inner = node.kind === 'branch' ? shownNodes(node.inner, counts, path) : []
    const rows = (node.kind === 'leaf' ? [node.value] : leavesOf(node.inner)).reduce<number>((sum, value) => sum + (counts.get(String(value)) ?? 0), 0)
    return { key: path.join('.'), label: node.kind === 'leaf' ? String(node.value) : node.name, count: rows, inner }
  })
}

function pathFrom(key: string): TreePath {
  return key.split('.').map(Number)
}
