import { expect, test } from 'vitest'
import { dayIn, isWithin } from './day-in.ts'

test.each([
  ['2026-01-31T14:59:59.999Z', 'Asia/Seoul', '2026-01-31'],
  ['2026-01-31T15:00:00Z', 'Asia/Seoul', '2026-02-01'],
  ['2026-12-31T23:59:59Z', 'UTC', '2026-12-31'],
  ['2026-03-01T04:59:59Z', 'America/New_York', '2026-02-28'],
])('%s in %s is %s', (instant, timeZone, day) => {
  expect(dayIn(new Date(instant), timeZone)).toBe(day)
})

test.each([
  [null, null, true], ['2026-01-31', null, true], ['2026-02-01', null, false], [null, '2026-01-31', true], [null, '2026-01-30', false], ['2026-01-31', '2026-01-31', true], ['2026-02-01', '2026-01-30', false],
])('2026-01-31 from %s until %s: %s', (from, until, holds) => {
  expect(isWithin('2026-01-31', { from, until })).toBe(holds)
})
