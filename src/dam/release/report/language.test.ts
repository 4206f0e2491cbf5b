import { expect, test } from 'vitest'
import { textIn, tongueOf } from './language.ts'

const korean = tongueOf('ko')
const english = tongueOf('en')

test.each([
  [0, '0 %'], [1, '100 %'], [0.0412, '4.1 %'], [0.00123, '0.12 %'], [0.00001, '< 0.01 %'], [0.99999, '> 99.9 %'], [-0.072, '-7.2 %'], [12.5, '1,250 %'],
])('writes the share %d as %s', (share, written) => {
  expect(english.share(share)).toBe(written)
})

test('tongueOf() writes counts with separators, scores with decimals and bytes with a unit', () => {
  expect([korean.count(48210), korean.score(0.24193249), english.score(7220555), english.bytes(6_130_000), english.bytes(0)]).toEqual(['48,210', '0.2419', '7,220,555', '6.1 MB', '0 B'])
})

test('tongueOf() writes dates in words and leaves what is no date as it is', () => {
  expect([korean.date('2026-11-18'), english.date('2026-11-18'), english.date('soon')]).toEqual(['2026년 11월 18일', '18 November 2026', 'soon'])
})

test('tongueOf() says a sentence in its language', () => {
  expect([korean.say('가', 'a'), english.say('가', 'a'), korean.of({ ko: '나', en: 'b' })]).toEqual(['가', 'a', '나'])
})

test('textIn() takes the wanted language, else the nearest, and says which', () => {
  expect(textIn({ ko: '퇴원', en: 'Discharges' }, 'ko', 'en')).toEqual({ text: '퇴원', language: 'ko' })
  expect(textIn({ ar: 'خروج' }, 'ko', 'en')).toEqual({ text: 'خروج', language: 'ar' })
  expect(textIn('퇴원 기록', 'en', 'ko')).toEqual({ text: '퇴원 기록', language: 'ko' })
})
