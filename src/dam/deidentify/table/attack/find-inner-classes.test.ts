import fc from 'fast-check'
import { expect, test } from 'vitest'
import { boxesOfClasses } from './box-table.ts'
import { findInnerClasses } from './find-inner-classes.ts'
import { growLabelTree } from './label-tree.ts'
import { makeColumn, type MadeLabel, makeRelease } from './split-rows.fixture.ts'

const COLUMNS = [makeColumn([0, 1, 2], [0, 0, 0]), makeColumn([0, 1, 2, 3], [0, 0, 1, 1], [0, 0, 0, 0])]
const label = fc.tuple(fc.constantFrom<MadeLabel>([0, 0], [0, 1], [0, 2], [1, 0]), fc.constantFrom<MadeLabel>([0, 0], [0, 1], [0, 2], [0, 3], [1, 0], [1, 1], [2, 0]))
const anyLabels = fc.uniqueArray(label, { minLength: 1, maxLength: 15, selector: (one) => JSON.stringify(one) })

const leavesUnder = (column: number, [level, code]: MadeLabel) => [0, 1, 2, 3].filter((leaf) => COLUMNS[column]?.codes[level]?.[leaf] === code)

test('for any classes, those within each other are found, and each pair once', () => {
  const trees = COLUMNS.map(growLabelTree)
  fc.assert(fc.property(anyLabels, fc.nat(3), (labels, unwanted) => {
    const { recoded } = makeRelease(COLUMNS, labels, [])
    const { starts, inner } = findInnerClasses(boxesOfClasses(trees, recoded), trees, recoded, (number) => number !== unwanted)
    labels.forEach((wide, number) => {
      const isWithin = (one: readonly MadeLabel[]) => one !== wide && one.every((own, column) => leavesUnder(column, own).every((leaf) => leavesUnder(column, wide[column] ?? own).includes(leaf)))
      const expected = number === unwanted ? [] : labels.flatMap((one, other) => (isWithin(one) ? [other] : []))
      expect(Array.from(inner.subarray(starts[number], starts[number + 1])).toSorted((a, b) => a - b)).toEqual(expected)
    })
  }))
})
