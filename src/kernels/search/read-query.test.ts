import { expect, test } from 'vitest'
import { createDictionary } from './dictionary.ts'
import { alternativesOf, correctWord, errorsAllowed, readQuery, type QueryWord } from './read-query.ts'

const word = (query: string, lastWord: 'prefix' | 'whole' = 'whole'): QueryWord => {
  const [word] = readQuery(query, { lastWord })
  if (!word) throw new Error('no word')
  return word
}

test('readQuery() takes each word once, the last one perhaps as a beginning, and at most twelve', () => {
  expect(readQuery('데이터 school 데이터', { lastWord: 'prefix' }).map(({ text, mayGoOn }) => [text, mayGoOn])).toEqual([['school', false], ['데이터', true]])
  expect(readQuery('school', { lastWord: 'whole' })[0]?.mayGoOn).toBe(false)
  expect(readQuery(Array.from({ length: 1000 }, (_, at) => `w${String.fromCharCode(97 + at % 26)}${String.fromCharCode(97 + at / 26)}`).join(' '), { lastWord: 'whole' })).toHaveLength(12)
  expect(readQuery(' ?! ', { lastWord: 'prefix' })).toEqual([])
})

test('readQuery() remembers what was typed, and the neighbours of the same script', () => {
  expect(readQuery('공 공데이터, Écoles', { lastWord: 'whole' }).map(({ written, before, after }) => ({ written, before, after }))).toEqual([
    { written: '공', before: '', after: '공데이터' }, { written: '공데이터', before: '공', after: '' }, { written: 'Écoles', before: '', after: '' },
  ])
})

test('alternativesOf() asks the dictionary whether a word that merely ends like a particle is whole', () => {
  const dictionary = createDictionary()
  const [cat, city] = [dictionary.addWord('고양이', 'hangul'), dictionary.addWord('고양', 'hangul')]
  const termsFor = (frequencies: Record<number, number>) => alternativesOf(word('고양이'), { dictionary, frequencyOf: (term) => frequencies[term] ?? 0 }).flatMap(({ terms }) => terms)
  expect(termsFor({ [cat]: 20, [city]: 25 })).toEqual([cat])
  expect(termsFor({ [cat]: 20, [city]: 500 })).toEqual([cat, city])
  expect(termsFor({ [cat]: 1, [city]: 1 })).toEqual([cat, city])
})

test('alternativesOf() looks for a beginning only where the word may go on, and for long Hangul words by their pairs', () => {
  const dictionary = createDictionary()
  for (const text of ['학교', '학생', '하늘']) dictionary.addWord(text, 'hangul')
  for (const text of ['hospital', 'hosting', 'h']) dictionary.addWord(text, 'other')
  const begun = (query: string, lastWord: 'prefix' | 'whole' = 'prefix') => alternativesOf(word(query, lastWord), { dictionary, frequencyOf: () => 1 }).flatMap(({ terms }) => terms.map(dictionary.textOf)).toSorted()
  expect(begun('hos')).toEqual(['hospital', 'hosting'])
  expect(begun('hos', 'whole')).toEqual([])
  expect(begun('학')).toEqual(['학교', '학생'])
  expect(begun('학ㄱ')).toEqual(['학교'])
  expect(begun('h')).toEqual(['h'])
})

test('alternativesOf() looks for the hundred most frequent of many beginnings', () => {
  const dictionary = createDictionary()
  for (let at = 0; at < 500; at++) dictionary.addWord(`da${String.fromCharCode(97 + at % 26)}${at}`, 'other')
  const [alternative] = alternativesOf(word('da', 'prefix'), { dictionary, frequencyOf: (term) => term })
  expect(alternative?.terms.toSorted((left, right) => left - right)).toEqual(Array.from({ length: 100 }, (_, at) => 400 + at))
})

test.each([['병', 'hangul', 0], ['병원', 'hangul', 1], ['공공데이', 'hangul', 2], ['abc', 'other', 0], ['abcd', 'other', 1], ['abcdefgh', 'other', 2], ['20262026', 'number', 0], ['مدرس', 'arabic', 1]] as const)('errorsAllowed() in %s (%s) are %i', (text, script, errors) => {
  expect(errorsAllowed(text, script)).toBe(errors)
})

test('correctWord() takes the nearest word, then one with the same first letter, then the most frequent that is shown', () => {
  const dictionary = createDictionary()
  const add = (text: string, script: 'hangul' | 'other' = 'other') => dictionary.addWord(text, script)
  const [hospital, hospitals, mospital] = [add('hospital'), add('hospitals'), add('mospital')]
  const correct = (query: string, shown: Record<number, number>) => correctWord(word(query), { dictionary, shownIn: (term) => shown[term] ?? 0 })
  expect(correct('hosptial', { [hospital]: 1, [hospitals]: 100 })).toBe('hospital')
  expect(correct('hosptial', { [hospitals]: 100 })).toBe('hospitals')
  expect(correct('fospital', { [hospital]: 5, [mospital]: 9 })).toBe('mospital')
  expect(correct('hxspital', { [hospital]: 5, [mospital]: 9 })).toBe('hospital')
  expect(correct('zzzzzz', { [hospital]: 5 })).toBeUndefined()
  const clinic = add('병원', 'hangul')
  expect(correct('병웜에서는', { [clinic]: 1 })).toBe('병원')
})
