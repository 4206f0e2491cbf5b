import fc from 'fast-check'
import { expect, test } from 'vitest'
import { boxesOfClasses } from './box-table.ts'
import { growLabelTree } from './label-tree.ts'
import { makeColumn, type MadeLabel, makeRelease } from './split-rows.fixture.ts'

const COLUMNS = [makeColumn([0, 1, 2], [0, 0, 0]), makeColumn([0, 1, 2, 3], [0, 0, 1, 1], [0, 0, 0, 0])]
const label = fc.tuple(fc.constantFrom<MadeLabel>([0, 0], [0, 1], [0, 2], [1, 0]), fc.constantFrom<MadeLabel>([0, 0], [0, 3], [1, 0], [1, 1], [2, 0]))

test('for any classes and any boxes that are added, each box is found from any that differs in one column, and no other', () => {
  const trees = COLUMNS.map(growLabelTree)
  fc.assert(fc.property(fc.uniqueArray(label, { minLength: 1, maxLength: 12, selector: (one) => JSON.stringify(one) }), fc.array(fc.tuple(fc.nat(11), fc.nat(1), fc.nat(6)), { maxLength: 40 }), (labels, more) => {
    const boxes = boxesOfClasses(trees, makeRelease(COLUMNS, labels, []).recoded)
    const known = new Map<string, number>()
    const keyOf = (nodes: readonly number[]) => nodes.join()
    const nodesOf = (box: number) => trees.map((_, column) => boxes.node(box, column))
    for (let box = 0; box < boxes.size(); box++) known.set(keyOf(nodesOf(box)), box)
    for (const [from, column, any] of more) {
      const box = from % boxes.size()
      const node = any % (trees[column]?.nodes ?? 1)
      const key = keyOf(nodesOf(box).with(column, node))
      expect(boxes.findBeside(box, column, node)).toBe(known.get(key) ?? -1)
      const added = boxes.addBeside(box, column, node)
      expect(known.get(key) ?? boxes.size() - 1).toBe(added)
      known.set(key, added)
      expect(keyOf(nodesOf(added))).toBe(key)
    }
    expect(boxes.size()).toBe(known.size)
  }))
})

test('thousands of boxes are kept apart', () => {
  const column = makeColumn(Array.from({ length: 300 }, (_, leaf) => leaf), Array.from({ length: 300 }, () => 0))
  const trees = [column, column].map(growLabelTree)
  const boxes = boxesOfClasses(trees, makeRelease([column, column], [[[0, 0], [0, 0]]], []).recoded)
  for (let first = 0; first < 100; first++) {
    const box = boxes.addBeside(0, 0, first)
    for (let second = 0; second < 100; second++) boxes.addBeside(box, 1, second)
  }
  expect(boxes.size()).toBe(10_000)
  expect([boxes.node(boxes.findBeside(0, 1, 99), 1), boxes.findBeside(0, 1, 250)]).toEqual([99, -1])
})
