import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { readServerSentences } from './read-sentences.fixture.ts'
import { openSentences } from './translate-sentence.ts'

const { refusals, bilingual } = readServerSentences()
const read = (language: string) => z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(join(import.meta.dirname, `sentences/${language}.json`), 'utf8')))
const placesOf = (sentence: string) => (sentence.match(/\{\d+\}/g) ?? []).toSorted()

test('the source is read: sentences of refusals and facts are found in it, with their places and in each of their forms', () => {
  expect(refusals).toContain('There is no upload {0} that has arrived')
  expect(bilingual).toContain('Smallest class in persons')
  expect(refusals.size).toBeGreaterThan(300)
  expect(bilingual.size).toBeGreaterThan(200)
})

// Korean is written beside the English of a fact in the source.
test.each([{ language: 'ko', wanted: [...refusals] }, { language: 'ar', wanted: [...new Set([...refusals, ...bilingual])] }])('every sentence that the server says stands in $language, and none that it says no more', ({ language, wanted }) => {
  const sentences = read(language)
  expect(wanted.filter((english) => !Object.hasOwn(sentences, english))).toEqual([])
  expect(Object.keys(sentences).filter((english) => !wanted.includes(english))).toEqual([])
  expect(Object.entries(sentences).filter(([english, translation]) => translation.trim() === '' || placesOf(english).join() !== placesOf(translation).join())).toEqual([])
})

test.each(['ko', 'ar'])('in %s, each sentence with its places filled finds its own translation, or one as near', (language) => {
  const sentences = read(language)
  const translate = openSentences(sentences)
  const fill = (sentence: string) => sentence.replaceAll(/\{(\d+)\}/g, (_, place: string) => `값${place}`)
  const lost = Object.keys(sentences).filter((english) => translate(fill(english)) === null)
  expect(lost).toEqual([])
})
