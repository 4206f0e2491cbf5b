import { dayOf, daysAfter } from '../access/days.ts'

/** Which days are worked on. */
export interface BusinessCalendar {
  /** @param day as 2026-01-31 */
  isBusinessDay(day: string): boolean
}

/** Monday to Friday, without holidays: dues are never later than with them, at most earlier. */
export const mondayToFriday: BusinessCalendar = {
  isBusinessDay(day) {
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
    return weekday >= 1 && weekday <= 5
  },
}

/** A calendar that works on no day of a month is no calendar. */
const LONGEST_BREAK_DAYS = 31

/** The same time of day, so many business days later; the first day is not counted. @throws where the calendar knows no business day for a month */
export function businessDaysAfter(instant: Date, days: number, calendar: BusinessCalendar): Date {
  let due = instant
  let left = days
  let idle = 0
  while (left > 0) {
    due = daysAfter(due, 1)
    if (calendar.isBusinessDay(dayOf(due))) {
      left--
      idle = 0
    } else if (++idle > LONGEST_BREAK_DAYS) {
      throw new Error('The business calendar has no business day within a month')
    }
  }
  return due
}
