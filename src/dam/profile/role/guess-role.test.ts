import fc from 'fast-check'
import { expect, test } from 'vitest'
import { guessRole } from './guess-role.ts'
import type { ColumnEvidence } from './value-signs.ts'

const categories: ColumnEvidence = { type: 'text', present: 200, distinct: 2, values: [{ text: 'F', count: 100 }, { text: 'M', count: 100 }] }
const unique: ColumnEvidence = { type: 'integer', present: 100, distinct: 100, values: Array.from({ length: 100 }, (_, place) => ({ text: String(place * 17), count: 1 })) }

test.each([
  { name: '성별', column: categories, guess: 'quasi-identifier', sure: true },
  { name: 'patient_id', column: unique, guess: 'identifier', sure: true },
  { name: 'x', column: unique, guess: 'identifier', sure: false },
  { name: 'income', column: unique, guess: 'sensitive', sure: false },
  { name: 'ward_no', column: categories, guess: 'quasi-identifier', sure: false },
  { name: 'patient_id', column: categories, guess: 'identifier', sure: false },
  { name: 'x', column: categories, guess: 'plain', sure: false },
  { name: '주소', column: { ...categories, distinct: 1 }, guess: 'plain', sure: true },
  { name: '주소', column: { ...categories, present: 0, distinct: 0, values: [] }, guess: 'plain', sure: true },
  { name: '비고', column: { ...categories, distinct: 2, values: [{ text: 'a@example.org', count: 200 }] }, guess: 'identifier', sure: false },
])('$name is guessed $guess, sure: $sure', ({ name, column, guess, sure }) => {
  const role = guessRole(name, column)
  expect(role).toMatchObject({ guess, sure })
  expect(role.because).toMatch(/^[A-Z].*\.$/)
})

test('the reason never quotes a value', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom('가', '@', 'Q', '7', '-', '.'), minLength: 4 }), fc.string(), (text, name) => {
    expect(guessRole(name, { type: 'text', present: 50, distinct: 25, values: [{ text, count: 2 }] }).because).not.toContain(text)
  }))
})
