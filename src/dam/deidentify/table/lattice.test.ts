import { expect, test } from 'vitest'
import { compareLevels, latticeOf, latticeSize } from './lattice.ts'

const hierarchy = { codes: [Int32Array.of(0, 1, 2, 3), Int32Array.of(0, 0, 1, 1), Int32Array.of(0, 0, 0, 0)], leaves: [Float64Array.of(1, 1, 1, 1), Float64Array.of(2, 2), Float64Array.of(4)], domain: 4 }

test('between() leads from the codes of any level to those of a coarser one', () => {
  const lattice = latticeOf([hierarchy])
  expect([0, 1, 2].map((level) => lattice.cardinality(0, level))).toEqual([4, 2, 1])
  expect([...lattice.between(0, 0, 1)]).toEqual([0, 0, 1, 1])
  expect([...lattice.between(0, 1, 2)]).toEqual([0, 0])
  expect(lattice.between(0, 0, 1)).toBe(lattice.between(0, 0, 1))
})

test('latticeSize() and compareLevels() count and order nodes', () => {
  expect([latticeSize([]), latticeSize([{ lowest: 0, highest: 2 }, { lowest: 1, highest: 4 }])]).toEqual([1, 12])
  expect([compareLevels([0, 2], [1, 0]) < 0, compareLevels([1, 1], [1, 0]) > 0, compareLevels([1, 1], [1, 1])]).toEqual([true, true, 0])
})
