import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawRows } from './draw-rows.ts'
import { guessLabels, type Guesses } from './guess-labels.ts'
import { childTowards, growLabelTree } from './label-tree.ts'
import { ruleOut } from './rule-out.ts'
import { makeColumn, makeRelease, splitRows } from './split-rows.fixture.ts'

const COLUMNS = [makeColumn([0, 1, 2], [0, 0, 0]), makeColumn([0, 1, 2, 3, 4], [0, 0, 1, 1, 1], [0, 0, 0, 0, 0]), makeColumn([0, 1], [0, 0])]
const anyRows = fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 1 })), { minLength: 1, maxLength: 70 })

test('for any rows, both guesses are as right as a recount child by child finds', () => {
  const trees = COLUMNS.map(growLabelTree)
  fc.assert(fc.property(anyRows, fc.integer({ min: 2, max: 5 }), (rows, k) => {
    const { labels, placeOf } = splitRows(COLUMNS, rows, k, 'free')
    const { frequencies, recoded } = makeRelease(COLUMNS, labels, rows.map((leaves, row) => ({ leaves, place: placeOf[row] ?? -1 })))
    const ruled = ruleOut(trees, recoded, () => true)
    const told = guessLabels({ trees, frequencies, recoded, drawn: drawRows(frequencies, recoded, 1000, 1), ruled })
    const subtraction = { attempts: 0, certain: 0, successes: 0, byChance: 0 }
    const refinement = { attempts: 0, certain: 0, successes: 0, byChance: 0 }
    const count = (guesses: Guesses, left: readonly number[], usual: readonly number[], truth: number) => {
      guesses.attempts++
      guesses.successes += left.includes(truth) ? 1 / left.length : 0
      guesses.byChance += usual.includes(truth) ? 1 / usual.length : 0
    }
    trees.forEach((tree, column) => {
      const nodes = Array.from({ length: tree.nodes }, (_, node) => node)
      const nodeOf = (number: number) => tree.nodeOf[recoded.levels[column]?.[number] ?? 0]?.[recoded.codes[column]?.[number] ?? 0] ?? 0
      const isUnder = (node: number, above: number): boolean => node === above || ((tree.parents[node] ?? -1) >= 0 && isUnder(tree.parents[node] ?? 0, above))
      const shown = (node: number) => labels.reduce((sum, _, number) => sum + (isUnder(nodeOf(number), node) ? recoded.rows[number] ?? 0 : 0), 0)
      const commonest = (children: readonly number[]) => children.filter((child) => shown(child) === Math.max(...children.map(shown)))
      rows.forEach((leaves, row) => {
        const number = placeOf[row] ?? 0
        const children = nodes.filter((node) => tree.parents[node] === nodeOf(number))
        if (children.length < 2) return
        const truth = childTowards(tree, tree.leafNodes[leaves[column] ?? 0] ?? 0, nodeOf(number))
        const isOut = (child: number, most: number) => { const box = ruled.boxes.findBeside(number, column, child); return box >= 0 && box < most }
        const byClasses = children.filter((child) => !isOut(child, ruled.covered))
        const bySplitting = children.filter((child) => !isOut(child, Infinity))
        if (byClasses.length === 1) subtraction.certain++
        if (bySplitting.length === 1) refinement.certain++
        count(subtraction, byClasses.length === 0 ? children : byClasses, children, truth)
        count(refinement, commonest(bySplitting.length === 0 ? children : bySplitting), commonest(children), truth)
      })
    })
    for (const [one, naive] of [[told.subtraction, subtraction], [told.refinement, refinement]] as const) {
      expect(one).toMatchObject({ attempts: naive.attempts, certain: naive.certain })
      expect(one.successes).toBeCloseTo(naive.successes, 6)
      expect(one.byChance).toBeCloseTo(naive.byChance, 6)
    }
  }), { numRuns: 150 })
})

test('labels that no class shows any narrower are guessed among all of them', () => {
  const [column = makeColumn([0])] = COLUMNS
  const { frequencies, recoded } = makeRelease([column], [[[1, 0]]], [0, 1, 2].map((leaf) => ({ leaves: [leaf], place: 0, count: 2 })))
  const told = guessLabels({ trees: [growLabelTree(column)], frequencies, recoded, drawn: drawRows(frequencies, recoded, 100, 1) })
  expect(told.refinement.successes).toBeCloseTo(2, 9)
  expect(told.subtraction.successes).toBeCloseTo(2, 9)
})

test('a row that lies in a wide class although it fits a narrower one is guessed wrongly', () => {
  const [column = makeColumn([0])] = COLUMNS
  const { frequencies, recoded } = makeRelease([column], [[[1, 0]], [[0, 0]]], [{ leaves: [0], place: 0, count: 2 }, { leaves: [2], place: 0, count: 4 }, { leaves: [0], place: 1, count: 9 }])
  const trees = [growLabelTree(column)]
  const told = guessLabels({ trees, frequencies, recoded, drawn: drawRows(frequencies, recoded, 100, 1), ruled: ruleOut(trees, recoded, () => true) })
  expect(told.subtraction).toMatchObject({ attempts: 6, certain: 0, successes: 2 })
  expect(told.refinement).toMatchObject({ attempts: 6, certain: 0, successes: 2, byChance: 2 })
})
