import { expect, test } from 'vitest'
import { foldText } from './fold-text.ts'
import { splitWords } from './split-words.ts'

const split = (text: string) => splitWords(foldText(text)).map(({ text, script, follows }) => `${follows ? '+' : ''}${text}:${script}`)

test.each([
  ['공공 데이터', ['공공:hangul', '+데이터:hangul']],
  ['병원_이름, 주소', ['병원:hangul', '+이름:hangul', '주소:hangul']],
  ['2026년 COVID-19', ['2026:number', '년:hangul', 'covid:other', '19:number']],
  ["the city's pm10", ['the:other', '+city:other', '+pm:other', '10:number']],
  ['بيانات المُدن data', ['بيانات:arabic', '+المدن:arabic', 'data:other']],
  ['naïve', ['naive:other']],
  ['  ?! ', []],
])('splitWords() parts %j by script, and tells which follow one another', (text, words) => {
  expect(split(text)).toEqual(words)
})

test('splitWords() cuts words that nobody types', () => {
  expect(splitWords('a'.repeat(1000))[0]?.text).toHaveLength(64)
})
