const DAY_MILLISECONDS = 86_400_000

/** The day of an instant, in UTC, as 2026-01-31. */
export function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10)
}

/** So many days of the calendar later. */
export function daysAfter(instant: Date, days: number): Date {
  return new Date(instant.getTime() + days * DAY_MILLISECONDS)
}

/** How many days lie between two days; 0 for the same one, negative when the second is over. */
export function daysBetween(from: string, until: string): number {
  return Math.round((Date.parse(until) - Date.parse(from)) / DAY_MILLISECONDS)
}
