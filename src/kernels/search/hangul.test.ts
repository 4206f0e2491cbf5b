import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldText } from './fold-text.ts'
import { endOf, initialOf, isWholeSyllables, keystrokesOf } from './hangul.ts'

test.each([['학교', 'ㅎㅏㄱㄱㅛ'], ['병원', 'ㅂㅕㅇㅇㅜㅓㄴ'], ['값', 'ㄱㅏㅂㅅ'], ['의', 'ㅇㅡㅣ'], ['a학b', 'aㅎㅏㄱb'], ['', '']])('keystrokesOf() types %s as %s', (text, keys) => {
  expect(keystrokesOf(text)).toBe(keys)
})

test.each([['학ㄱ', 'ㅎㅏㄱㄱ'], ['ㅎㄱ', 'ㅎㄱ'], ['ㄳ', 'ㄱㅅ'], ['ㅘ', 'ㅗㅏ'], ['ㅋㅋ', 'ㅋㅋ']])('keystrokesOf() types single letters, too: %s', (text, keys) => {
  expect(keystrokesOf(foldText(text))).toBe(keys)
})

test('keystrokesOf() leaves no syllable as it is, and begins it with its initial', () => {
  fc.assert(fc.property(fc.integer({ min: 0xAC00, max: 0xD7A3 }), (code) => {
    const syllable = String.fromCharCode(code)
    expect(keystrokesOf(syllable)).toMatch(/^[ㄱ-ㅎ][ㅏ-ㅣ]{1,2}[ㄱ-ㅎ]{0,2}$/)
    expect(initialOf(syllable, 0)).toBe(keystrokesOf(syllable).charAt(0))
  }))
})

test('initialOf() and endOf() know whole syllables only', () => {
  expect([initialOf('한글', 1), initialOf('한글', 2), initialOf('a', 0)]).toEqual(['ㄱ', undefined, undefined])
  expect(['학교', '물', '집', 'a', ''].map(endOf)).toEqual(['vowel', 'rieul', 'consonant', undefined, undefined])
  expect(['학교', '학ᄀ', ''].map(isWholeSyllables)).toEqual([true, false, false])
})
