import { expect, test } from 'vitest'
import { countJointly } from './joint-counts.ts'

const column = (codes: number[], values: number) => ({ codes: Int32Array.from(codes), texts: Array.from({ length: values + 1 }, () => 'x'), counts: [] })

test('countJointly() counts pairs, few or many', () => {
  const codes = [[1, 1, 2, 0], [1, 1, 1, 2]] as const
  const pairs = [[0, 2, 1], [1, 1, 2], [2, 1, 1]]
  expect(countJointly(column([...codes[0]], 2), column([...codes[1]], 2), 1)).toEqual({ rows: 4, pairs })
  expect(countJointly(column([...codes[0]], 2000), column([...codes[1]], 2000), 1).pairs.toSorted((a, b) => a[0] - b[0])).toEqual(pairs)
})

test('a step leaves rows out', () => {
  expect(countJointly(column([1, 2, 1], 2), column([1, 1, 1], 1), 2)).toEqual({ rows: 2, pairs: [[1, 1, 2]] })
})
