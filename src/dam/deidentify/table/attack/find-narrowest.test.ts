import fc from 'fast-check'
import { expect, test } from 'vitest'
import { narrowestFinder } from './find-narrowest.ts'
import { growLabelTree } from './label-tree.ts'
import { makeColumn, type MadeLabel, makeRelease } from './split-rows.fixture.ts'

const COLUMNS = [makeColumn([0, 1, 2], [0, 0, 0]), makeColumn([0, 1, 2, 3], [0, 0, 1, 1], [0, 0, 0, 0])]
const label = fc.tuple(fc.constantFrom<MadeLabel>([0, 0], [0, 1], [0, 2], [1, 0]), fc.constantFrom<MadeLabel>([0, 0], [0, 1], [0, 2], [0, 3], [1, 0], [1, 1], [2, 0]))
const anyLabels = fc.uniqueArray(label, { minLength: 1, maxLength: 15, selector: (one) => JSON.stringify(one) })

const leavesUnder = (column: number, [level, code]: MadeLabel) => [0, 1, 2, 3].filter((leaf) => COLUMNS[column]?.codes[level]?.[leaf] === code)

test('for any classes, the narrowest one that fits a combination of leaves is found', () => {
  const trees = COLUMNS.map(growLabelTree)
  fc.assert(fc.property(anyLabels, fc.nat(2), fc.nat(3), (labels, first, second) => {
    const find = narrowestFinder(trees, makeRelease(COLUMNS, labels, []).recoded)
    const fitting = labels.filter(([a, b]) => leavesUnder(0, a).includes(first) && leavesUnder(1, b).includes(second))
    const shareOf = (one: readonly MadeLabel[] | undefined) => (one ? one.reduce((share, own, column) => share * leavesUnder(column, own).length / (COLUMNS[column]?.domain ?? 1), 1) : Infinity)
    const found = find(Int32Array.of(trees[0]?.leafNodes[first] ?? 0, trees[1]?.leafNodes[second] ?? 0))
    expect(found < 0).toBe(fitting.length === 0)
    expect(shareOf(labels[found])).toBeCloseTo(Math.min(Infinity, ...fitting.map(shareOf)), 9)
    expect([undefined, ...fitting]).toContain(labels[found])
  }))
})
