import { expect, test } from 'vitest'
import { createTermCollector } from './collect-terms.ts'
import { createDictionary } from './dictionary.ts'
import type { SearchTexts } from './search-document.ts'

const NOTHING = { title: [], keywords: [], publisher: [], columns: [], description: [] }

function collect(texts: Partial<SearchTexts>) {
  const dictionary = createDictionary()
  const collector = createTermCollector(dictionary)
  const words = collector.collect({ ...NOTHING, ...texts })
  const terms = new Map<number, string>()
  collector.handOn((term, weight, isMarked) => terms.set(term, `${weight}${isMarked ? '!' : ''}`))
  const word = (text: string) => terms.get(dictionary.findWord(text) ?? -1)
  const pair = (text: string) => terms.get(dictionary.findPair(text.charCodeAt(0), text.charCodeAt(1)) ?? -1)
  return { words, count: terms.size, word, pair, collector }
}

test('the terms of a document are its words, their forms and its pairs of syllables, weighted by where they stand', () => {
  const { words, word, pair } = collect({ title: ['학교에서 data'], description: ['Schools, 학교'] })
  expect(words).toBe(4)
  expect([word('학교에서'), word('학교'), word('data'), word('schools'), word('school')]).toEqual(['8!', '9!', '8!', '1!', '1'])
  expect([pair('학교'), pair('교에'), pair('에서'), pair('서학')]).toEqual(['9', '8', '8', undefined])
})

test('pairs go across a blank or a hyphen, inside a text and not from one to the next', () => {
  const { pair } = collect({ title: ['공공 데이터', '목록'], columns: ['병원_이름', '주소(시군)', '입원＿일자'] })
  expect([pair('공데'), pair('터목'), pair('원이'), pair('원일'), pair('소시')]).toEqual(['8', undefined, '2', '2', undefined])
})

test('weights end where entries have no more room, and nothing is left for the next document', () => {
  const { word, collector } = collect({ description: ['data '.repeat(500)] })
  expect(word('data')).toBe('127!')
  expect(collector.collect(NOTHING)).toBe(0)
  const left: number[] = []
  collector.handOn((term) => left.push(term))
  expect(left).toEqual([])
})
