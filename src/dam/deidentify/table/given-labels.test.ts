import { expect, test } from 'vitest'
import { labelGiven } from './given-labels.ts'

test('labelGiven() counts rows under a label, whether their values occur or not', () => {
  const leaves = { texts: ['a', 'z', null], numbers: [null, null, null], rows: [1, 1, 1], firstRows: [0, 1, 2] }
  const { above, domain, leavesUnder } = labelGiven(leaves, [['a', 'x', '*'], ['b', 'x', '*'], ['c', 'y', '*']])
  expect(above).toEqual([['x', '*'], undefined, undefined])
  expect([domain, leavesUnder(0, 0), leavesUnder(0, 1), leavesUnder(0, 2)]).toEqual([3, 1, 2, 3])
})
