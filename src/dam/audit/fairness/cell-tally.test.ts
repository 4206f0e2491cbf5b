import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyTally, listCrossings, nameCell, rollUp } from './cell-tally.ts'

test('listCrossings() has every column, every pair and all together, each once', () => {
  expect(listCrossings(1)).toEqual([[0]])
  expect(listCrossings(2)).toEqual([[0], [1], [0, 1]])
  expect(listCrossings(3)).toEqual([[0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2]])
})

test('rollUp() of any cells adds up every count', () => {
  const cell = fc.record({ codes: fc.tuple(fc.nat(2), fc.nat(2)), rows: fc.nat(9), favourable: fc.nat(9), selected: fc.nat(9), bin: fc.nat(9) })
  fc.assert(fc.property(fc.array(cell, { maxLength: 9 }), (made) => {
    const cells = made.map(({ codes, rows, favourable, selected, bin }) => {
      const tally = { ...emptyTally(codes), rows, favourable, selected }
      tally.binRows[bin] = rows
      tally.binPredicted[bin] = rows
      tally.binSelected[bin] = selected
      return tally
    })
    const counted = { values: [['a', 'b', null], ['x', 'y', 'z']], cells }
    for (const places of [[], [0], [1], [0, 1]]) {
      const sums = rollUp(counted, places)
      expect(sums.reduce((sum, { rows }) => sum + rows, 0)).toBe(cells.reduce((sum, { rows }) => sum + rows, 0))
      for (const { codes, rows, favourable, selected, binRows, binPredicted, binSelected } of sums) {
        const inside = made.filter((one) => places.every((place, index) => one.codes[place] === codes[index]))
        expect(rows).toBe(inside.reduce((sum, one) => sum + one.rows, 0))
        expect(favourable).toBe(inside.reduce((sum, one) => sum + one.favourable, 0))
        expect(selected).toBe(inside.reduce((sum, one) => sum + one.selected, 0))
        expect([binRows, binPredicted, binSelected].map((bins) => bins.reduce((sum, count) => sum + count, 0))).toEqual([rows, rows, selected])
      }
    }
  }))
})

test('nameCell() gives a cell\'s columns and values, null where they are missing', () => {
  expect(nameCell([2], [0], ['sex', 'age'], [['F', 'M', null], ['old']])).toEqual([{ column: 'sex', value: null }])
})
