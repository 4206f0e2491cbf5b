import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayOf, daysAfter, daysBetween } from './days.ts'

test('daysBetween() counts over the ends of months and leap years', () => {
  expect(daysBetween('2026-02-28', '2026-03-01')).toBe(1)
  expect(daysBetween('2028-02-28', '2028-03-01')).toBe(2)
  expect(daysBetween('2026-01-31', '2026-01-31')).toBe(0)
  expect(daysBetween('2026-01-31', '2026-01-30')).toBe(-1)
})

test('daysBetween() is what daysAfter() added, for any day', () => {
  const instants = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  fc.assert(fc.property(instants, fc.integer({ min: -4000, max: 4000 }), (instant, days) => {
    expect(daysBetween(dayOf(instant), dayOf(daysAfter(instant, days)))).toBe(days)
  }))
})
