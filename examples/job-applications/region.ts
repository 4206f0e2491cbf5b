/** Districts of 새론시, an invented city, and of the country round it; how many applicants live in each, against the others. */
export const DISTRICTS: readonly { readonly name: string; readonly weight: number }[] = [
  { name: '가람구', weight: 22 }, { name: '나래구', weight: 18 }, { name: '다솜구', weight: 15 },
  { name: '라온구', weight: 12 }, { name: '마루구', weight: 9 },
  { name: '보람구', weight: 9 }, { name: '아람구', weight: 7 },
  { name: '차오름군', weight: 5 }, { name: '하람군', weight: 3 },
]

/** Schools of that city: numbered, so that none has the name of a real one. Later ones have fewer pupils. */
export const SCHOOLS: readonly { readonly name: string; readonly weight: number }[] = [
  ...numbered('대학교', 14, 10), ...numbered('전문대학', 8, 6), ...numbered('고등학교', 10, 4),
]

/** A school that stands in no list, as a slip of the pen gives it: planted, for the foreign key to find. */
export const UNKNOWN_SCHOOL = '새론 제0대학교'

function numbered(kind: string, count: number, weight: number): { name: string; weight: number }[] {
  return Array.from({ length: count }, (_, place) => ({ name: `새론 제${place + 1}${kind}`, weight: weight / (place + 2) }))
}
