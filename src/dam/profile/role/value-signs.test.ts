import { expect, test } from 'vitest'
import { isNearlyUnique, readValueSigns, type ColumnEvidence } from './value-signs.ts'

const evidence = (texts: readonly string[], rest: Partial<ColumnEvidence> = {}): ColumnEvidence => ({
  type: 'text', present: texts.length, distinct: new Set(texts).size, values: texts.map((text) => ({ text, count: 1 })), ...rest,
})

// Published test numbers and dates that nobody was born on would be no dates, so these have no valid check digit.
test.each([
  { values: ['900101-1000000', '851231-2000000'], what: 'resident registration numbers' },
  { values: ['010-0000-0000', '02-000-0000'], what: 'telephone numbers' },
  { values: ['a@example.org', 'b@example.com'], what: 'e-mail addresses' },
  { values: ['4111 1111 1111 1111', '4111-1111-1111-1111'], what: 'payment card numbers' },
  { values: ['00000000-0000-4000-8000-000000000000'], what: 'universally unique identifiers' },
  { values: ['192.0.2.1', '198.51.100.7'], what: 'addresses of computers' },
  { values: ['가나시 다라구 마바로 12', '가나시 사아구 자차길 3-4'], what: 'Korean street addresses' },
])('values that look like $what are identifiers', ({ values, what }) => {
  expect(readValueSigns(evidence(values))[0]).toEqual({ role: 'identifier', strength: 'strong', because: `all or nearly all of its values look like ${what}` })
})

test.each([
  { values: ['990230-1234569', '991330-1234569'] }, { values: ['4111 1111 1111 1112'] }, { values: ['1.2.3', '256.1.1.1'] },
  { values: ['20240101', '20240102'] }, { values: ['12345', '06236'] }, { values: ['2024-01-01'] }, { values: ['a', 'b'] },
])('$values look like nothing', ({ values }) => {
  expect(readValueSigns(evidence(values))).toEqual([])
})

test('a few numbers of persons among other values are a weak sign', () => {
  expect(readValueSigns(evidence([...Array.from({ length: 19 }, () => 'x'), 'a@example.org']))).toMatchObject([{ role: 'identifier', strength: 'weak', because: '5 % of its values look like e-mail addresses' }])
})

test('sentences are text', () => {
  const texts = Array.from({ length: 30 }, (_, place) => `patient ${place} came in with a cough and left after two days`)
  expect(readValueSigns(evidence(texts))[0]).toMatchObject({ role: 'text', strength: 'strong' })
})

test('whole numbers that differ in every row are a weak sign, decimals none', () => {
  const texts = Array.from({ length: 30 }, (_, place) => String(place))
  expect(readValueSigns(evidence(texts, { type: 'integer' }))).toMatchObject([{ role: 'identifier', strength: 'weak' }])
  expect(readValueSigns(evidence(texts, { type: 'decimal' }))).toEqual([])
  expect(isNearlyUnique({ present: 10, distinct: 9 })).toBe(true)
})

test('dates that spread over generations are like dates of birth', () => {
  expect(readValueSigns(evidence([], { type: 'date', present: 9, range: { min: -10_000, max: 15_000 } }))[0]?.because).toContain('dates of birth')
  expect(readValueSigns(evidence([], { type: 'date', present: 9, range: { min: 19_000, max: 19_100 } }))[0]?.because).toContain('event')
})
