import fc from 'fast-check'
import { expect, test } from 'vitest'
import { businessDaysAfter, mondayToFriday } from './business-days.ts'

test.each([
  { from: '2026-03-02T09:00:00.000Z', days: 1, due: '2026-03-03T09:00:00.000Z' },
  { from: '2026-03-06T09:00:00.000Z', days: 1, due: '2026-03-09T09:00:00.000Z' },
  { from: '2026-03-07T09:00:00.000Z', days: 1, due: '2026-03-09T09:00:00.000Z' },
  { from: '2026-03-02T23:59:59.999Z', days: 5, due: '2026-03-09T23:59:59.999Z' },
  { from: '2026-12-31T10:00:00.000Z', days: 2, due: '2027-01-04T10:00:00.000Z' },
  { from: '2026-03-02T09:00:00.000Z', days: 0, due: '2026-03-02T09:00:00.000Z' },
])('$days business days after $from', ({ from, days, due }) => {
  expect(businessDaysAfter(new Date(from), days, mondayToFriday).toISOString()).toBe(due)
})

test('businessDaysAfter() counts exactly so many business days, and ends on one', () => {
  fc.assert(fc.property(fc.date({ min: new Date('2000-01-01'), max: new Date('2080-01-01'), noInvalidDate: true }), fc.integer({ min: 1, max: 60 }), (from, days) => {
    const due = businessDaysAfter(from, days, mondayToFriday)
    expect(mondayToFriday.isBusinessDay(due.toISOString().slice(0, 10))).toBe(true)
    let counted = 0
    for (let at = from.getTime() + 86_400_000; at <= due.getTime(); at += 86_400_000) counted += Number(![0, 6].includes(new Date(at).getUTCDay()))
    expect(counted).toBe(days)
  }))
})

test('a holiday moves what is due', () => {
  const withHoliday = { isBusinessDay: (day: string) => mondayToFriday.isBusinessDay(day) && day !== '2026-03-02' }
  expect(businessDaysAfter(new Date('2026-02-27T09:00:00Z'), 1, withHoliday).toISOString()).toBe('2026-03-03T09:00:00.000Z')
  expect(() => businessDaysAfter(new Date(), 1, { isBusinessDay: () => false })).toThrow('no business day')
})
