import { expect, test } from 'vitest'
import { labelDates } from './date-labels.ts'

const dayOf = (date: string) => Date.parse(date) / 86_400_000
function leavesOf(dates: readonly string[]) {
  return { texts: dates, numbers: dates.map(dayOf), rows: dates.map(() => 1), firstRows: dates.map(() => 0) }
}

test('labelDates() writes every step as the release format says', () => {
  const { above } = labelDates(leavesOf(['2020-02-29']), ['day', 'month', 'quarter', 'year', '2-years', '5-years', '10-years', '20-years'])
  expect(above).toEqual([['2020-02-29', '2020-02', '2020-Q1', '2020', '2020\u20132021', '2020\u20132024', '2020\u20132029', '2020\u20132039']])
})

test('labelDates() counts days: of the label, and from the first to the last span of the coarsest step', () => {
  const { leavesUnder, domain } = labelDates(leavesOf(['2020-02-10', '2021-07-01']), ['month', 'year'])
  expect([leavesUnder(0, 0), leavesUnder(0, 1), leavesUnder(0, 2), leavesUnder(1, 2), domain]).toEqual([1, 29, 366, 365, 366 + 365])
})

test('labelDates() reads the first and the last years', () => {
  const { above } = labelDates({ texts: ['a', 'b', 'c'], numbers: [dayOf('0001-01-01'), dayOf('9999-12-31'), null], rows: [1, 1, 1], firstRows: [0, 1, 2] }, ['year', '10-years'])
  expect(above).toEqual([['0001', '0000\u20130009'], ['9999', '9990\u20139999'], undefined])
})
