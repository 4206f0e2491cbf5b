import { expect, test } from 'vitest'
import { labelFrequencies, othersLabel } from './frequency-labels.ts'

const leaves = { texts: [null, 'a', 'b', 'c', 'd'], numbers: [null, null, null, null, null], rows: [9, 1, 2, 2, 5], firstRows: [0, 1, 2, 3, 4] }

test('labelFrequencies() keeps the most frequent values, of equally frequent ones the smaller text, and no missing one', () => {
  const { above, domain, leavesUnder } = labelFrequencies(leaves, [3, 2, 1])
  expect(above).toEqual([undefined, ['other:3', 'other:2', 'other:1'], ['b', 'b', 'other:1'], ['c', 'other:2', 'other:1'], ['d', 'd', 'd']])
  expect(domain).toBe(4)
  expect([leavesUnder(1, 0), leavesUnder(1, 1), leavesUnder(1, 2), leavesUnder(1, 3), leavesUnder(4, 3)]).toEqual([1, 1, 2, 3, 1])
})

test('labelFrequencies() counts the whole delivery where only a sample is released', () => {
  expect(labelFrequencies({ ...leaves, delivered: [9, 8, 2, 2, 5] }, [1]).above[1]).toEqual(['a'])
})

test('othersLabel() says how many values have their own label', () => {
  expect(othersLabel(20)).toBe('other:20')
})
