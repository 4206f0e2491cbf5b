import { useLingui } from '@lingui/react/macro'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { Icon } from '../../../ui/icon.tsx'
import { writeNumber } from '../../../words/write-numbers.ts'
import { listVisible, openDepth, stepInTree, type ShownNode, type VisibleNode } from './visible-nodes.ts'

export type Direction = 'up' | 'down' | 'in' | 'out'

/** What may be done to nodes; without it the tree is looked at only. */
export interface TreeActs {
  readonly active: string
  readonly activate: (key: string) => void
  readonly move: (key: string, direction: Direction) => void
  /** Drops one node on another. */
  readonly drop: (key: string, onto: string) => void
}

interface Tree {
  readonly label: string
  readonly nodes: readonly ShownNode[]
  /** Rows below the widest label; bars are drawn against it. */
  readonly total: number
  readonly acts?: TreeActs
}

const MANY_NODES = 40

/** A tree with counts: up and down go through it, right opens and left closes (in Arabic the other way round), Alt and an arrow moves. */
export function TreeView({ label, nodes, total, acts }: Tree) {
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set())
  const [own, setOwn] = useState('')
  const [dragged, setDragged] = useState<string | null>(null)
  // Of a large tree so many levels are open as are not too many to be seen; what was opened or closed by hand stays so.
  const opened = openDepth(nodes, MANY_NODES)
  const visible = listVisible(nodes, (key, depth) => depth < opened !== toggled.has(key))
  const wanted = acts?.active ?? own
  const active = visible.find(({ key }) => key === wanted)?.key ?? visible[0]?.key ?? ''
  const list = useRef<HTMLUListElement>(null)
  const hasFocus = useRef(false)
  useEffect(() => {
    if (hasFocus.current) list.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()
  }, [active, nodes])
  const activate = acts?.activate ?? setOwn
  const toggle = (key: string) => setToggled((before) => new Set(before.has(key) ? [...before].filter((one) => one !== key) : [...before, key]))
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    const isMirrored = getComputedStyle(event.currentTarget).direction === 'rtl'
    const direction = directionOf(event.key, isMirrored)
    if (event.altKey && direction !== undefined && acts) {
      event.preventDefault()
      acts.move(active, direction)
      return
    }
    const step = event.altKey || event.ctrlKey || event.metaKey ? undefined : stepInTree(visible, active, event.key === 'Home' || event.key === 'End' ? event.key : direction)
    if (step === undefined) return
    event.preventDefault()
    if (step.toggles) toggle(active)
    activate(step.key)
  }
  return (
    <ul ref={list} role="tree" className="tree-view" aria-label={label} onKeyDown={onKey} onFocus={() => { hasFocus.current = true }} onBlur={() => { hasFocus.current = false }}>
      {visible.map((node) => (
        <TreeItem key={node.key} node={node} isActive={node.key === active} isDragged={node.key === dragged} total={total} canMove={acts !== undefined}
          press={() => { activate(node.key); if (node.isOpen !== null && acts === undefined) toggle(node.key) }} toggle={() => toggle(node.key)}
          begin={() => setDragged(node.key)} end={() => setDragged(null)} drop={() => { if (dragged !== null) acts?.drop(dragged, node.key); setDragged(null) }} />
      ))}
    </ul>
  )
}

interface Item {
  readonly node: VisibleNode
  readonly isActive: boolean
  readonly isDragged: boolean
  readonly canMove: boolean
  readonly total: number
  readonly press: () => void
  readonly toggle: () => void
  readonly begin: () => void
  readonly end: () => void
  readonly drop: () => void
}

function TreeItem({ node, isActive, isDragged, canMove, total, press, toggle, begin, end, drop }: Item) {
  const { t, i18n } = useLingui()
  const [isOver, setIsOver] = useState(false)
  const rows = node.count === null ? '' : writeNumber(node.count, i18n.locale)
  return (
    <li role="treeitem" tabIndex={isActive ? 0 : -1} aria-level={node.depth + 1} aria-setsize={node.siblings} aria-posinset={node.place + 1} aria-selected={isActive} {...(node.isOpen !== null && { 'aria-expanded': node.isOpen })}
      className={`${isDragged ? 'dragged ' : ''}${isOver ? 'over ' : ''}${node.isMarked ? 'marked' : ''}`} draggable={canMove} onClick={press}
      onDragStart={(event) => { event.dataTransfer.setData('text/plain', node.label); event.dataTransfer.effectAllowed = 'move'; begin() }} onDragEnd={end}
      onDragOver={(event) => { if (canMove) { event.preventDefault(); setIsOver(true) } }} onDragLeave={() => setIsOver(false)} onDrop={(event) => { event.preventDefault(); setIsOver(false); drop() }}>
      {Array.from({ length: node.depth }, (_, place) => <i key={place} className="guide" />)}
      {/* The item itself says that it is open; this is where a pointer opens it. */}
      <span className={`fold ${node.isOpen === true ? 'open' : ''}`} aria-hidden="true" onClick={(event) => { event.stopPropagation(); if (node.isOpen !== null) toggle() }}>{node.isOpen !== null && <Icon name="down" />}</span>
      <span className="label"><bdi>{node.label}</bdi></span>
      {node.count !== null && <><span className="bar" aria-hidden="true"><span style={{ inlineSize: `${total === 0 ? 0 : (100 * node.count) / total}%` }} /></span><span className="number">{rows} <span className="hidden">{t`rows`}</span></span></>}
    </li>
  )
}

function directionOf(key: string, isMirrored: boolean): Direction | undefined {
  if (key === 'ArrowUp') return 'up'
  if (key === 'ArrowDown') return 'down'
  if (key === 'ArrowRight') return isMirrored ? 'out' : 'in'
  return key === 'ArrowLeft' ? (isMirrored ? 'in' : 'out') : undefined
}
