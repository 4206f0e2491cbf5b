import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSuggestions, phrasesOf } from './suggestions.ts'

function suggestionsOf(phrases: Readonly<Record<string, number>>) {
  const suggestions = createSuggestions()
  for (const [phrase, count] of Object.entries(phrases)) for (let times = 0; times < count; times++) suggestions.add([phrase])
  return suggestions
}

const CATALOGUE = suggestionsOf({ 학교: 5, 학생: 3, 하늘: 1, '공공 데이터': 4, '서울특별시 교육청': 2, Hospital: 6, hospital: 2, 'Ministry of Health': 1, المدرسة: 2, بيانات: 3 })

test.each([
  ['학', ['학교', '학생']], ['하', ['학교', '학생', '하늘']], ['학ㄱ', ['학교']], ['핛', ['학생']], ['학교', ['학교']], ['하교', []],
  ['ㅎㄱ', ['학교']], ['ㅎ', ['학교', '학생', '하늘']], ['ㅎㅅ', ['학생']], ['ㄱㄱㄷ', ['공공 데이터']], ['공ㄱ', ['공공 데이터']],
  ['공공데', ['공공 데이터']], ['공 공 데잍', ['공공 데이터']], ['교ㅇ', ['서울특별시 교육청']],
  ['HOS', ['Hospital']], ['heal', ['Ministry of Health']], ['مدر', ['المدرسة']], ['الم', ['المدرسة']], ['بَيا', ['بيانات']],
  ['병', []], ['', []], ['  ', []], ['__proto__', []],
])('what %j may become is %j', (typed, suggested) => {
  expect(CATALOGUE.suggest(typed, 8)).toEqual(suggested)
})

test('initials that the keyboard made one letter of are taken apart', () => {
  expect(suggestionsOf({ 감사: 1, 감정: 1 }).suggest('ㄳ', 8)).toEqual(['감사'])
})

test('the last word goes on behind the others, and no more than the limit are told', () => {
  expect(CATALOGUE.suggest('new hos', 8)).toEqual(['new Hospital'])
  expect(CATALOGUE.suggest('ㅎ', 2)).toEqual(['학교', '학생'])
})

test('a word with a particle is not suggested where the word itself is more frequent', () => {
  expect(suggestionsOf({ 학교의: 2, 학교: 3, 고양이: 4, 고양: 1 }).suggest('학', 8)).toEqual(['학교'])
  expect(suggestionsOf({ 고양이: 4, 고양: 1 }).suggest('고양', 8)).toEqual(['고양이', '고양'])
})

test('what no data set has any more is not suggested', () => {
  const suggestions = suggestionsOf({ 학교: 1 })
  suggestions.remove(['학교', 'never there'])
  expect(suggestions.suggest('학', 8)).toEqual([])
})

test('spellingOf() gives a folded word as people write it', () => {
  expect(['hospital', 'مدرسه', 'unknown'].map(CATALOGUE.spellingOf)).toEqual(['Hospital', 'مدرسة', 'unknown'])
})

test('phrasesOf() are keywords and publishers as they are, and the words of titles without particle', () => {
  expect(phrasesOf({ title: ['2026년 학교에서 Open Data (a)'], keywords: [' 공공 데이터 ', ''], publisher: ['Ministry of Health'] })).toEqual(new Set(['2026년', '학교', 'Open', 'Data', '공공 데이터', 'Ministry of Health']))
})

test('suggest() takes any text, and every phrase is suggested by each of its own beginnings', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (typed) => { expect(CATALOGUE.suggest(typed, 8).length).toBeLessThanOrEqual(8) }))
  fc.assert(fc.property(fc.constantFrom('학교', '학생', '공공 데이터', 'Ministry of Health', 'المدرسة'), fc.integer({ min: 1, max: 20 }), (phrase, length) => {
    expect(CATALOGUE.suggest(phrase.slice(0, length), 8)).toContain(phrase)
  }))
})
