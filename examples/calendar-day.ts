/** A day, counted from 1970-01-01, which is 0. */
export type CalendarDay = number

const MILLISECONDS_A_DAY = 86_400_000

/** The day of an ISO date such as 2024-01-31. */
export function calendarDay(date: string): CalendarDay {
  return Date.parse(`${date}T00:00:00Z`) / MILLISECONDS_A_DAY
}

/** The ISO date of a day. */
export function isoDate(day: CalendarDay): string {
  return new Date(day * MILLISECONDS_A_DAY).toISOString().slice(0, 10)
}

/** 1 for January to 12 for December. */
export function monthOf(day: CalendarDay): number {
  return Number(isoDate(day).slice(5, 7))
}

/** Whole years between birth and a later day. */
export function ageOn(day: CalendarDay, birth: CalendarDay): number {
  const [born, now] = [isoDate(birth), isoDate(day)]
  const hadBirthday = now.slice(5) >= born.slice(5)
  return Number(now.slice(0, 4)) - Number(born.slice(0, 4)) - (hadBirthday ? 0 : 1)
}
