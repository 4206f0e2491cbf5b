import { expect, test } from 'vitest'
import { labelIntervals } from './interval-labels.ts'
import type { Leaves } from './leaf-labels.ts'

function leavesOf(numbers: readonly (number | null)[]): Leaves {
  return { texts: numbers.map((number) => (number === null ? null : String(number))), numbers, rows: numbers.map(() => 1), firstRows: numbers.map((_, place) => place) }
}

test('labelIntervals() writes half-open intervals that start at `from`', () => {
  const { above, domain, leavesUnder } = labelIntervals(leavesOf([37, 40, -1, null]), { widths: [5, 10], from: 0, isWhole: true })
  expect(above).toEqual([['[35, 40)', '[30, 40)'], ['[40, 45)', '[40, 50)'], ['[-5, 0)', '[-10, 0)'], undefined])
  // From [-10, 0) to [40, 50): sixty whole numbers.
  expect([domain, leavesUnder(0, 0), leavesUnder(0, 1), leavesUnder(0, 2)]).toEqual([60, 1, 5, 10])
})

test('labelIntervals() of decimals starts at another origin, and a single decimal is nothing of the domain', () => {
  const { above, domain, leavesUnder } = labelIntervals(leavesOf([0.3, 2.75]), { widths: [0.5, 1], from: 0.25, isWhole: false })
  expect(above).toEqual([['[0.25, 0.75)', '[0.25, 1.25)'], ['[2.75, 3.25)', '[2.25, 3.25)']])
  expect([domain, leavesUnder(0, 0)]).toEqual([3, 0])
})

test('labelIntervals() of nothing has no domain', () => {
  expect(labelIntervals(leavesOf([null]), { widths: [5], from: 0, isWhole: true }).domain).toBe(0)
})
