import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createDictionary } from './dictionary.ts'
import { distanceFrom } from './edit-distance.ts'
import { keystrokesOf } from './hangul.ts'

const word = fc.string({ unit: fc.constantFrom(...'abcdef'), minLength: 1, maxLength: 10 })
const hangul = fc.string({ unit: fc.constantFrom(...'학교병원웜하가각'), minLength: 1, maxLength: 5 })

test('a term has one number, and words and pairs are not mistaken for one another', () => {
  const dictionary = createDictionary()
  const school = dictionary.addWord('학교', 'hangul')
  const pair = dictionary.addPair(0xD559, 0xAD50)
  expect(dictionary.addWord('학교', 'hangul')).toBe(school)
  expect(dictionary.addPair(0xD559, 0xAD50)).toBe(pair)
  expect([dictionary.findWord('학교'), dictionary.findPair(0xD559, 0xAD50), dictionary.findWord('병원'), dictionary.findPair(1, 2)]).toEqual([school, pair, undefined, undefined])
  expect([dictionary.textOf(school), dictionary.textOf(pair), dictionary.size]).toEqual(['학교', '', 2])
  expect(dictionary.addWord('__proto__ of a long text, cut out', 'other')).toBe(2)
  expect(dictionary.findWord('__proto__ of a long text, cut out')).toBe(2)
})

test('startingWith() finds what a look at every word finds, sorted or not', () => {
  fc.assert(fc.property(fc.array(word), fc.array(word), word, (early, late, start) => {
    const dictionary = createDictionary()
    for (const text of early) dictionary.addWord(text, 'other')
    dictionary.sort()
    for (const text of late) dictionary.addWord(text, 'other')
    const found = dictionary.startingWith(start).map(dictionary.textOf)
    expect(found.toSorted()).toEqual([...new Set([...early, ...late])].filter((text) => text.startsWith(start)).toSorted())
  }))
})

test('startingWith() goes by keys in Hangul, and sorts by itself when many words are new', () => {
  const dictionary = createDictionary()
  for (const text of ['학교', '학생', '하늘', '병원']) dictionary.addWord(text, 'hangul')
  for (let at = 0; at < 5000; at++) dictionary.addWord(`w${at}`, 'other')
  expect(dictionary.startingWith(keystrokesOf('하')).map(dictionary.textOf).toSorted()).toEqual(['하늘', '학교', '학생'])
  expect(dictionary.startingWith('ㅎㅏㄱㄱ').map(dictionary.textOf)).toEqual(['학교'])
})

test('near() finds what measuring every word of the script finds', () => {
  fc.assert(fc.property(fc.array(word), fc.array(hangul), fc.oneof(word, hangul), fc.integer({ min: 0, max: 2 }), (words, hanguls, text, most) => {
    const dictionary = createDictionary()
    for (const text of words) dictionary.addWord(text, 'other')
    for (const text of hanguls) dictionary.addWord(text, 'hangul')
    dictionary.addPair(1, 2)
    const script = /[a-f]/.test(text) ? 'other' : 'hangul'
    const among = [...new Set(script === 'hangul' ? hanguls : words)]
    const measured = among.map((other) => ({ text: other, distance: distanceFrom(keystrokesOf(text))(keystrokesOf(other)) })).filter(({ distance }) => distance <= most)
    const byText = (left: { text: string }, right: { text: string }) => (left.text < right.text ? -1 : 1)
    expect(dictionary.near(text, script, most).map(({ term, distance }) => ({ text: dictionary.textOf(term), distance })).toSorted(byText)).toEqual(measured.toSorted(byText))
  }))
})
