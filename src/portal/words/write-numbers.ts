// Latin digits in every language: figures on the page must read like the cells of the data.
function locale(language: string): string {
  return language === 'ar' ? 'ar-u-nu-latn' : language
}

/** A number with the separators of the language; at most `digits` behind the point. */
export function writeNumber(value: number, language: string, digits = 2): string {
  return new Intl.NumberFormat(locale(language), { maximumFractionDigits: digits, signDisplay: 'negative' }).format(value)
}

/** A share of 0 to 1 as per cent. */
export function writeShare(value: number, language: string): string {
  return new Intl.NumberFormat(locale(language), { style: 'percent', maximumFractionDigits: 2 }).format(value)
}

/** A size in the largest unit that keeps it above one: `6.1 MB`, counted in thousands. */
export function writeBytes(bytes: number, language: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte']
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  const unit = units[power] ?? 'byte'
  // Latin signs would jump to the other side of the number in a line of Arabic, so the unit is written out.
  return new Intl.NumberFormat(locale(language), { style: 'unit', unit, unitDisplay: language === 'ar' ? 'long' : 'short', maximumFractionDigits: power === 0 ? 0 : 1 }).format(bytes / 1000 ** power)
}

/** A day, from an instant or a day of the calendar. */
export function writeDay(instant: string, language: string): string {
  return new Intl.DateTimeFormat(locale(language), { dateStyle: 'medium' }).format(new Date(instant))
}

/** A day with its time, to the minute. */
export function writeInstant(instant: string, language: string): string {
  return new Intl.DateTimeFormat(locale(language), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant))
}

/** How long something lasts, in the two largest units: `2 min 5 sec`. */
export function writeSeconds(seconds: number, language: string): string {
  const whole = Math.max(0, Math.round(seconds))
  const parts = [['day', Math.floor(whole / 86_400)], ['hour', Math.floor(whole / 3600) % 24], ['minute', Math.floor(whole / 60) % 60], ['second', whole % 60]] as const
  const first = parts.findIndex(([, count]) => count > 0)
  const shown = first === -1 ? parts.slice(-1) : parts.slice(first, first + 2).filter(([, count]) => count > 0)
  return shown.map(([unit, count]) => new Intl.NumberFormat(locale(language), { style: 'unit', unit, unitDisplay: 'short' }).format(count)).join(' ')
}

/** How far an instant lies from now, in words: `in 3 days`, `어제`. */
export function writeDistance(instant: string, now: number, language: string): string {
  const seconds = (new Date(instant).getTime() - now) / 1000
  const steps = [['day', 86_400], ['hour', 3600], ['minute', 60]] as const
  const [unit, size] = steps.find(([, size]) => Math.abs(seconds) >= size) ?? ['minute', 60]
  return new Intl.RelativeTimeFormat(locale(language), { numeric: 'auto' }).format(Math.trunc(seconds / size), unit)
}
