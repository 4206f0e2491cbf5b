import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { checkHierarchy } from '#dam/recipe/check-hierarchy.ts'
import { depthOf, holdsLeaves, leavesOf, moveAlong, moveIn, moveOut, moveTo, nodeAt, renamed, treeData, treeFrom, withLeaves, type TreeNode, type TreePath } from './value-tree.ts'

const branch = (name: string, ...inner: TreeNode[]): TreeNode => ({ kind: 'branch', name, inner })
const group = (name: string, ...values: string[]) => branch(name, ...values.map((value): TreeNode => ({ kind: 'leaf', value })))
const WORLD = [branch('Asia', group('East', 'KR', 'JP'), group('West', 'AE')), branch('Europe', group('North', 'SE', 'NO'))]

const Tree = fc.letrec<{ node: TreeNode; group: TreeNode; leaf: TreeNode }>((tie) => ({
  leaf: fc.integer().map((value): TreeNode => ({ kind: 'leaf', value })),
  group: fc.tuple(fc.string(), fc.array(tie('leaf'), { minLength: 1, maxLength: 3 })).map(([name, inner]) => branch(name, ...inner)),
  node: fc.oneof({ depthSize: 'small' }, tie('group'), fc.tuple(fc.string(), fc.array(tie('node'), { minLength: 1, maxLength: 3 })).map(([name, inner]) => branch(name, ...inner))),
})).node
const Path = fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 4 })

function isSound(tree: readonly TreeNode[]): boolean {
  return tree.every((node) => node.kind === 'branch' && node.inner.length > 0 && (holdsLeaves(node) || isSound(node.inner)))
}

test('whatever is moved wherever, no value is lost or doubled, no group is empty, names and values never mix', () => {
  fc.assert(fc.property(fc.array(Tree, { minLength: 1, maxLength: 3 }), Path, fc.oneof(fc.constant<number[]>([]), Path), fc.nat({ max: 4 }), fc.constantFrom('along', 'back', 'out', 'in', 'to'), (tree, path, above, place, way) => {
    const { tree: after, path: at } = way === 'along' ? moveAlong(tree, path, 1) : way === 'back' ? moveAlong(tree, path, -1) : way === 'out' ? moveOut(tree, path, 'new') : way === 'in' ? moveIn(tree, path) : moveTo(tree, path, above, place)
    expect(leavesOf(after).toSorted()).toEqual(leavesOf(tree).toSorted())
    expect(isSound(after)).toBe(true)
    // A value that moves out is found in its new group.
    const moved = nodeAt(tree, path)
    expect([nodeAt(after, at), nodeAt(after, [...at, 0])]).toContainEqual(moved)
  }), { numRuns: 1000 })
})

test('a tree comes back from what a recipe writes, with keys that objects know for themselves', () => {
  const written = new Map<string, unknown>([['__proto__', ['a', 1]], ['b', new Map([['c', ['d']]])]])
  const tree = treeFrom(written)
  expect(tree && treeData(tree)).toEqual(written)
  expect(tree && depthOf(tree)).toBe(2)
  expect([treeFrom(null), treeFrom(new Map([['a', 3]])), treeFrom(new Map([['a', [null]]]))]).toEqual([undefined, undefined, undefined])
})

test('a value moves within its group and on into the next one, and back', () => {
  const down = moveAlong(WORLD, [0, 0, 0], 1)
  expect([down.path, leavesOf(down.tree)]).toEqual([[0, 0, 1], ['JP', 'KR', 'AE', 'SE', 'NO']])
  const over = moveAlong(down.tree, down.path, 1)
  expect([over.path, treeData(over.tree).get('Asia')]).toEqual([[0, 1, 0], new Map([['East', ['JP']], ['West', ['KR', 'AE']]])])
  const back = moveAlong(over.tree, over.path, -1)
  expect(back).toEqual(down)
})

test('the last value of a group takes the group with it, wherever the others then stand', () => {
  const moved = moveAlong(WORLD, [0, 1, 0], 1)
  expect(treeData(moved.tree)).toEqual(treeData([branch('Asia', group('East', 'KR', 'JP')), branch('Europe', group('North', 'AE', 'SE', 'NO'))]))
  expect(moved.path).toEqual([1, 0, 0])
})

test('a group moves out of the one it lies in and into the one before it; a value becomes a group of its own', () => {
  const out = moveOut(WORLD, [0, 1], 'new')
  expect([out.path, out.tree.map((node) => node.kind === 'branch' && node.name)]).toEqual([[1], ['Asia', 'West', 'Europe']])
  expect(treeData(moveIn(out.tree, [1]).tree)).toEqual(treeData(WORLD))
  expect(moveIn(WORLD, [0, 1]).tree).toBe(WORLD)
  expect(treeData(moveOut(WORLD, [0, 0, 0], 'West').tree).get('Asia')).toEqual(new Map([['East', ['JP']], ['West 2', ['KR']], ['West', ['AE']]]))
})

test.each<[string, TreePath, TreePath]>([['into itself', [0], [0, 1]], ['a value to the top', [0, 0, 0], []], ['a value among names', [0, 0, 0], [1]], ['names among values', [1], [0, 0]], ['nothing', [7], [0]], ['into a value', [1, 0], [0, 0, 0]]])('%s is not moved', (_, path, above) => {
  expect(moveTo(WORLD, path, above, 0)).toEqual({ tree: WORLD, path })
})

test('whatever is moved in a sound tree leaves a sound one, as the server checks it', () => {
  const plain = (data: unknown): unknown => JSON.parse(JSON.stringify(data, (_, value: unknown) => (value instanceof Map ? Object.fromEntries(value) : value)))
  const Tree = z.object({ tree: z.record(z.string(), z.any()) })
  fc.assert(fc.property(fc.array(fc.tuple(Path, fc.oneof(fc.constant<number[]>([]), Path), fc.constantFrom('along', 'out', 'in', 'to')), { maxLength: 12 }), (moves) => {
    const after = moves.reduce<readonly TreeNode[]>((tree, [path, above, way]) => (way === 'along' ? moveAlong(tree, path, 1) : way === 'out' ? moveOut(tree, path, 'new') : way === 'in' ? moveIn(tree, path) : moveTo(tree, path, above, 0)).tree, WORLD)
    const wrong: string[] = []
    checkHierarchy(Tree.parse({ tree: plain(treeData(after)) }), [], (_, sentence) => { wrong.push(sentence) })
    expect(wrong).toEqual([])
  }))
})

test('a group is renamed unless the name is taken, and values are added to groups of values alone', () => {
  expect(treeData(renamed(WORLD, [1], 'EU')).has('EU')).toBe(true)
  for (const name of ['Asia', 'KR', '', '*']) expect(renamed(WORLD, [1], name)).toBe(WORLD)
  expect(leavesOf(withLeaves(WORLD, [1, 0], ['FI']))).toContain('FI')
  expect(withLeaves(WORLD, [1], ['FI'])).toBe(WORLD)
})
