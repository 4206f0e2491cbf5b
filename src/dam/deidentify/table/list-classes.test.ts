import { expect, test } from 'vitest'
import { latticeOf } from './lattice.ts'
import { groupBySize, listClasses } from './list-classes.ts'

const hierarchy = { codes: [Int32Array.of(0, 1, 2), Int32Array.of(0, 0, 1), Int32Array.of(0, 0, 0)], leaves: [Float64Array.of(1, 1, 1), Float64Array.of(2, 1), Float64Array.of(3)], domain: 3 }
const lattice = latticeOf([hierarchy])
const frequencies = { entries: 3, codes: [Uint8Array.of(0, 1, 2)], counts: Uint32Array.of(2, 3, 1) }

test('listClasses() lists rows and codes of each class at a node', () => {
  const { classes, codes, rows, sizes } = listClasses(frequencies, [1], lattice)
  expect({ classes, codes: codes.map((column) => [...column]), rows: [...rows], sizes: [...sizes] }).toEqual({ classes: 2, codes: [[0, 1]], rows: [5, 1], sizes: [5, 1] })
  expect(listClasses(frequencies, [0], lattice)).toMatchObject({ classes: 3, rows: frequencies.counts })
})

test('groupBySize() counts classes from the smallest wanted size up', () => {
  const list = listClasses(frequencies, [0], lattice)
  expect(groupBySize(list, 1)).toEqual([{ size: 1, classes: 1, rows: 1, uniques: 1 }, { size: 2, classes: 1, rows: 2, uniques: 0 }, { size: 3, classes: 1, rows: 3, uniques: 0 }])
  expect(groupBySize(list, 3)).toHaveLength(1)
})
