import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldWords, patternsOf, searchTextOf } from './fold-words.ts'

test.each([
  ['Hospital  DISCHARGES\n2026', 'hospital discharges 2026'],
  ['퇴원 기록'.normalize('NFD'), '퇴원 기록'],
  ['ＡＢＣ １２', 'abc 12'],
  ['Données médicales', 'donnees medicales'],
  ['إحصاءات المُستَشفى', 'احصاءات المستشفي'],
  ['مدرسة', 'مدرسه'],
])('foldWords() folds %j', (text, folded) => {
  expect(foldWords(text)).toBe(folded)
})

test('foldWords() of a folded text changes nothing, and gives no blank at an end', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
    const once = foldWords(text)
    expect(foldWords(once)).toBe(once)
    expect(once).toBe(once.trim())
  }))
})

test('patternsOf() wants every word, and takes signs of the pattern language as letters', () => {
  expect(patternsOf('  100% of_all \\ 100% ')).toEqual(['%100\\%%', '%of\\_all%', '%\\\\%'])
  expect(patternsOf(' ')).toEqual([])
})

test('searchTextOf() holds all languages, the keywords and the publisher', () => {
  const details = { title: { ko: '퇴원 기록', en: 'Discharges', ar: 'مدرسة' }, description: { en: 'Of an invented city' }, keywords: ['Hospital'], domain: 'health', licence: { id: 'CC0-1.0', territory: null, mayRedistribute: true, mustAttribute: false, expires: null }, contact: null, access: 'open' as const, language: ['ko'] }
  expect(searchTextOf({ slug: 'dis', details, publisher: { slug: 'saeron', name: { ko: '새론시' } } })).toBe('dis 퇴원 기록 discharges مدرسه hospital health saeron 새론시 of an invented city')
})
