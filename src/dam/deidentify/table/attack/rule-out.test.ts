import { expect, test } from 'vitest'
import { growLabelTree } from './label-tree.ts'
import { countRuledOut, ruleOut } from './rule-out.ts'
import { makeColumn, type MadeLabel, makeRelease } from './split-rows.fixture.ts'

const TWO = makeColumn([0, 1], [0, 0])
const THREE = makeColumn([0, 1, 2], [0, 0, 0])
const FOUR = makeColumn([0, 1, 2, 3], [0, 0, 1, 1], [0, 0, 0, 0])

/** Of the first class, how many narrower labels of each column are ruled out. */
function ruledOut(columns: readonly ReturnType<typeof makeColumn>[], labels: readonly (readonly MadeLabel[])[]): { byClasses: number; bySplitting: number }[] {
  const { recoded } = makeRelease(columns, labels, labels.map((_, place) => ({ leaves: columns.map(() => 0), place, count: 5 })))
  const trees = columns.map(growLabelTree)
  const ruled = ruleOut(trees, recoded, () => true)
  return trees.map((tree, column) => {
    const { byClasses, bySplitting } = countRuledOut(ruled, tree, column, recoded.classes)
    return { byClasses: byClasses[0] ?? 0, bySplitting: bySplitting[0] ?? 0 }
  })
}

test('a class that agrees but for a narrower label rules that label out', () => {
  expect(ruledOut([THREE, TWO], [[[1, 0], [0, 1]], [[0, 2], [0, 1]]])).toEqual([{ byClasses: 1, bySplitting: 1 }, { byClasses: 0, bySplitting: 0 }])
  expect(ruledOut([THREE, TWO], [[[1, 0], [0, 1]], [[0, 2], [0, 0]]])).toEqual([{ byClasses: 0, bySplitting: 0 }, { byClasses: 0, bySplitting: 0 }])
})

test('classes that cover a narrower label together rule it out, in several steps too', () => {
  const wide: MadeLabel[] = [[1, 0], [1, 0], [2, 0]]
  const labels: MadeLabel[][] = [wide, [[0, 1], [0, 0], [1, 0]], [[0, 1], [0, 0], [0, 2]], [[0, 1], [0, 0], [0, 3]], [[0, 1], [0, 1], [2, 0]]]
  expect(ruledOut([THREE, TWO, FOUR], labels)[0]).toEqual({ byClasses: 1, bySplitting: 1 })
  expect(ruledOut([THREE, TWO, FOUR], labels.slice(0, -1))[0]).toMatchObject({ byClasses: 0 })
})

test('somebody who knows the splitting rules out a label that narrower classes only cover in part', () => {
  // Both classes within the first are narrower in both columns; by the first column they would leave one label only.
  const labels: MadeLabel[][] = [[[1, 0], [1, 0]], [[0, 0], [0, 0]], [[0, 1], [0, 0]]]
  expect(ruledOut([THREE, THREE], labels)).toEqual([{ byClasses: 0, bySplitting: 0 }, { byClasses: 0, bySplitting: 1 }])
})

test('a class that lies levels below rules out what lies between', () => {
  expect(ruledOut([makeColumn([0, 1, 2, 3, 4, 5], [0, 0, 1, 1, 2, 2], [0, 0, 0, 0, 0, 0])], [[[2, 0]], [[0, 0]]])).toEqual([{ byClasses: 0, bySplitting: 1 }])
})
