import { expect, test } from 'vitest'
import { codeArray, totalRows } from './frequencies.ts'

test('codeArray() is as narrow as the codes allow', () => {
  expect([256, 257, 65_536, 65_537].map((cardinality) => codeArray(cardinality, 1).BYTES_PER_ELEMENT)).toEqual([1, 2, 2, 4])
  expect(codeArray(10, 3)).toHaveLength(3)
})

test('totalRows() adds up', () => {
  expect(totalRows({ counts: Uint32Array.of(1, 2, 3) })).toBe(6)
})
