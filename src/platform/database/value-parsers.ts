/**
 * How values come out of either database, by PostgreSQL's number of the type.
 *
 * The same for both drivers, whose own defaults differ: a number that JavaScript cannot hold exactly is a fault and
 * never a rounded one, decimals stay text, a date stays text and is no midnight of some time zone.
 */
export const VALUE_PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  /** bigint */
  20: exactInteger,
  /** date: 2026-01-31 */
  1082: asText,
  /** timestamp without time zone: read as UTC */
  1114: (text) => new Date(`${text.replace(' ', 'T')}Z`),
  /** timestamp with time zone */
  1184: instant,
  /** numeric */
  1700: asText,
}

function exactInteger(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number)) throw new Error('A whole number of the database is beyond what JavaScript holds exactly; read it as text')
  return number
}

function asText(text: string): string {
  return text
}

/** Sessions run in UTC, so PostgreSQL writes `2026-01-31 09:00:00.123+00`. */
function instant(text: string): Date {
  return new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'))
}
