import { expect, test } from 'vitest'
import { isClose } from './is-close.ts'

test.each([
  [1, 1, true], [1, 1 + 1e-10, true], [1, 1 + 1e-8, false], [0, 1e-13, true], [0, 1e-11, false], [1e12, 1e12 + 100, true], [Number.NaN, 1, false],
])('isClose() of %d and %d is %s', (one, other, expected) => {
  expect(isClose(one, other)).toBe(expected)
})
