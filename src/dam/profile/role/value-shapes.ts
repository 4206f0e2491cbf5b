/** Something whose values are known by their look. */
export interface ValueShape {
  /** For a sentence: "look like …". */
  readonly what: string
  /** Strong: hardly anything else looks so. */
  readonly strength: 'strong' | 'weak'
  matches(text: string): boolean
}

/**
 * Looks of values that name a person directly.
 *
 * Resident registration numbers are judged by their date, not by their check digit: numbers given since October 2020 have none.
 */
export const VALUE_SHAPES: readonly ValueShape[] = [
  { what: 'resident registration numbers', strength: 'strong', matches: (text) => isResidentRegistrationNumber(text) },
  { what: 'e-mail addresses', strength: 'strong', matches: (text) => /^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/u.test(text) },
  { what: 'telephone numbers', strength: 'strong', matches: (text) => /^(?:\+82[- .]?|0)(?:1[016789]|2|3[1-3]|4[1-4]|5[1-5]|6[1-4]|70|80|50\d)[-). ]{1,2}\d{3,4}[- .]\d{4}$|^(?:\+82|0)1[016789]\d{7,8}$|^\+\d{1,3}[-. ]\(?\d{1,4}\)?(?:[-. ]\d{2,4}){2,4}$|^\(\d{3}\) ?\d{3}-\d{4}$/.test(text) },
  { what: 'payment card numbers', strength: 'strong', matches: (text) => isCardNumber(text) },
  { what: 'universally unique identifiers', strength: 'strong', matches: (text) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) },
  { what: 'addresses of computers', strength: 'strong', matches: (text) => /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/.test(text) },
  { what: 'Korean street addresses', strength: 'strong', matches: (text) => /[가-힣]+(?:시|도|군|구)\s.*[가-힣\d]+(?:로|길|동|리|가)\s?(?:산\s?)?\d+/u.test(text) },
  { what: 'passport numbers', strength: 'weak', matches: (text) => /^[MSROD](?:\d{3}[A-Z]\d{4}|\d{8})$/.test(text) },
  { what: 'Korean names', strength: 'weak', matches: (text) => /^[김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용][가-힣]{1,2}$/u.test(text) },
]

function isResidentRegistrationNumber(text: string): boolean {
  const parts = /^(\d{2})(\d{2})(\d{2})[- ]?([0-9])(?:\d{6}|\*{6})$/.exec(text)
  if (!parts) return false
  const [year, month, day, mark] = parts.slice(1).map(Number)
  const century = mark === 9 || mark === 0 ? 1800 : [3, 4, 7, 8].includes(mark ?? 0) ? 2000 : 1900
  return isDate(century + (year ?? 0), month ?? 0, day ?? 0)
}

function isDate(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

/** 13 to 19 digits in fours or at one go, a known first digit, and Luhn's check. */
function isCardNumber(text: string): boolean {
  if (!/^[2-6]\d{3}(?:[- ]?\d{4}){2}[- ]?\d{1,7}$|^3[47]\d{2}[- ]?\d{6}[- ]?\d{5}$/.test(text)) return false
  const digits = Array.from(text.replaceAll(/\D/g, ''), Number).toReversed()
  const sum = digits.reduce((total, digit, place) => total + (place % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2), 0)
  return sum % 10 === 0
}
