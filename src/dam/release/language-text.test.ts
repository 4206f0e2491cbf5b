import { expect, test } from 'vitest'
import { cardLanguages, languageTagged, textIn } from './language-text.ts'

test('textIn() takes the language asked for, then English, Korean, Arabic', () => {
  expect(textIn('one', 'ko')).toBe('one')
  expect(textIn({ ko: '하나', en: 'one' }, 'ko')).toBe('하나')
  expect(textIn({ ko: '하나', ar: 'واحد' }, 'en')).toBe('하나')
  expect(textIn({ ar: 'واحد' }, 'ko')).toBe('واحد')
})

test('languageTagged() keeps one order of languages, and tags a bare text only when its letters say so', () => {
  expect(Object.keys(languageTagged({ en: 'one', ko: '하나' }))).toEqual(['ko', 'en'])
  expect(languageTagged('퇴원 기록')).toEqual({ ko: '퇴원 기록' })
  expect(languageTagged('Discharges')).toBe('Discharges')
})

test('cardLanguages() follows the title, else the data', () => {
  expect(cardLanguages({ en: 'one', ko: '하나' }, ['ko'])).toEqual(['en', 'ko'])
  expect(cardLanguages({ ar: 'واحد' }, ['ar'])).toEqual(['en'])
  expect(cardLanguages('하나', ['ko-KR'])).toEqual(['ko'])
  expect(cardLanguages('one', ['kok'])).toEqual(['en'])
})
