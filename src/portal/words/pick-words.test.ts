import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pickWords } from './pick-words.ts'

test.each([
  { words: { ko: '퇴원', en: 'Discharges' }, language: 'ko', text: '퇴원', spoken: 'ko' },
  { words: { ko: '퇴원', en: 'Discharges' }, language: 'ar', text: 'Discharges', spoken: 'en' },
  { words: { ko: '퇴원', en: '' }, language: 'en', text: '퇴원', spoken: 'ko' },
  { words: { ar: 'خروج' }, language: 'ko', text: 'خروج', spoken: 'ar' },
  { words: {}, language: 'ko', text: '', spoken: 'ko' },
])('a reader of $language is given $text', ({ words, language, text, spoken }) => {
  expect(pickWords(words, language)).toEqual({ text, language: spoken })
})

test('whoever wrote something is read by everybody', () => {
  const spoken = fc.record({ ko: fc.string(), en: fc.string(), ar: fc.string() }, { requiredKeys: [] })
  fc.assert(fc.property(spoken, fc.constantFrom('ko', 'en', 'ar'), (words, language) => {
    const isEmpty = Object.values(words).every((text) => text === '')
    expect(pickWords(words, language).text === '').toBe(isEmpty)
  }))
})
