/** The day, as 2026-01-31, that an instant falls on in a time zone such as Asia/Seoul. */
export function dayIn(instant: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-u-ca-iso8601', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(instant)
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}`
}

/** Whether a day lies between two, both included; an open end holds for ever. */
export function isWithin(day: string, { from, until }: { readonly from: string | null; readonly until: string | null }): boolean {
  return (from === null || from <= day) && (until === null || day <= until)
}
