import { expect, test } from 'vitest'
import { listVisible, openDepth, stepInTree, type ShownNode } from './visible-nodes.ts'

const node = (key: string, ...inner: ShownNode[]): ShownNode => ({ key, label: key, count: 1, inner })
const TREE = [node('a', node('b', node('c'), node('d')), node('e')), node('f')]
const open = (...keys: string[]) => listVisible(TREE, (key) => keys.includes(key))

test('what lies in a closed node is not seen, and each that is seen knows its place', () => {
  expect(open().map(({ key, isOpen }) => [key, isOpen])).toEqual([['a', false], ['f', null]])
  expect(open('a', 'b').map(({ key, depth, place, siblings }) => [key, depth, place, siblings])).toEqual([['a', 0, 0, 2], ['b', 1, 0, 2], ['c', 2, 0, 2], ['d', 2, 1, 2], ['e', 1, 1, 2], ['f', 0, 1, 2]])
})

test.each([
  ['down', 'a', 'b', false], ['up', 'f', 'e', false], ['in', 'a', 'b', false], ['out', 'd', 'b', false], ['out', 'b', 'b', true], ['out', 'e', 'a', false], ['Home', 'd', 'a', false], ['End', 'a', 'f', false],
] as const)('%s leads from %s to %s', (key, from, to, toggles) => {
  expect(stepInTree(open('a', 'b'), from, key)).toEqual({ key: to, toggles })
})

test('so many levels are open as can be seen, and the first in any case', () => {
  expect([100, 6, 4, 2, 0].map((most) => openDepth(TREE, most))).toEqual([2, 2, 1, 1, 1])
  expect(openDepth([], 10)).toBe(1)
})

test('the key that opens opens what is closed, and at the ends nothing happens', () => {
  expect(stepInTree(open(), 'a', 'in')).toEqual({ key: 'a', toggles: true })
  for (const [from, key] of [['a', 'up'], ['f', 'down'], ['f', 'in'], ['f', 'out'], ['nobody', 'down']] as const) expect(stepInTree(open(), from, key)).toBeUndefined()
})
