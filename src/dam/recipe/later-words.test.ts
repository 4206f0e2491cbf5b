import { expect, test } from 'vitest'
import { laterWord } from './later-words.ts'

test.each(['find', 'k-map', 'strip-metadata', 'video'])('laterWord() says that %s is not available yet', (word) => {
  expect(laterWord(word)).toMatch(/is not available in this version of datadam/)
})

test('laterWord() says what can be done with free text for now', () => {
  expect(laterWord('replace')).toMatch(/free text can be dropped for now/)
})

test('laterWord() sends an address to where it belongs', () => {
  expect(laterWord('https')).toMatch(/into `path`/)
})

test.each(['csv', 'rol', 'fairness', 'strict-local', 'l-diversity', '__proto__', 'constructor'])('laterWord() has nothing to say of %s', (word) => {
  expect(laterWord(word)).toBeUndefined()
})
