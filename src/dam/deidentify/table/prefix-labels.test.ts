import { expect, test } from 'vitest'
import { labelPrefixes, labelValues } from './prefix-labels.ts'

const leaves = { texts: ['04101', '04102', '0', '가나다', null], numbers: [null, null, null, null, null], rows: [3, 1, 1, 1, 2], firstRows: [0, 1, 2, 3, 4] }

test('labelPrefixes() keeps the first characters and counts the values that occur under each label', () => {
  const { above, domain, leavesUnder } = labelPrefixes(leaves, [3, 1, 0])
  expect(above).toEqual([['041*', '0*', '*'], ['041*', '0*', '*'], ['0*', '0*', '*'], ['가나다*', '가*', '*'], undefined])
  expect([domain, leavesUnder(0, 0), leavesUnder(0, 1), leavesUnder(0, 2), leavesUnder(3, 1)]).toEqual([4, 1, 2, 3, 1])
})

test('labelValues() has no level between the value and *', () => {
  const { above, domain } = labelValues({ ...leaves, rows: [3, 0, 1, 1, 2] })
  expect(above).toEqual([[], [], [], [], undefined])
  // A value that no released row has is no leaf of the domain.
  expect(domain).toBe(3)
})
