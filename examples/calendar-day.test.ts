import { expect, test } from 'vitest'
import { ageOn, calendarDay, isoDate, monthOf } from './calendar-day.ts'

test('a day comes back as the date it was made of', () => {
  for (const date of ['1919-03-01', '1970-01-01', '2000-02-29', '2025-12-31']) expect(isoDate(calendarDay(date))).toBe(date)
})

test('a month is counted from 1', () => {
  expect(monthOf(calendarDay('2025-01-31'))).toBe(1)
  expect(monthOf(calendarDay('2025-12-01'))).toBe(12)
})

test.each([
  { birth: '2000-06-15', day: '2024-06-14', age: 23 },
  { birth: '2000-06-15', day: '2024-06-15', age: 24 },
  { birth: '2024-02-29', day: '2025-02-28', age: 0 },
])('somebody born on $birth is $age on $day', ({ birth, day, age }) => {
  expect(ageOn(calendarDay(day), calendarDay(birth))).toBe(age)
})
