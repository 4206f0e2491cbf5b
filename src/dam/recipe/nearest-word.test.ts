import fc from 'fast-check'
import { expect, test } from 'vitest'
import { didYouMean, nearestWord } from './nearest-word.ts'

const known = ['identifier', 'quasi-identifier', 'sensitive', 'text', 'plain']

test.each([
  ['quasi_identifier', 'quasi-identifier'],
  ['Quasi-Identifer', 'quasi-identifier'],
  ['sensitvie', 'sensitive'],
  ['tetx', 'text'],
  ['plian', 'plain'],
  ['identifiers', 'identifier'],
])('nearestWord() takes %s for %s', (word, meant) => {
  expect(nearestWord(word, known)).toBe(meant)
})

test.each(['', 'x', 'image', 'quasi', 'secret', 'text'.repeat(100)])('nearestWord() finds nothing near %j', (word) => {
  expect(nearestWord(word, known)).toBeUndefined()
})

test('nearestWord() finds a word again after any one letter is removed', () => {
  fc.assert(fc.property(fc.constantFrom(...known), fc.nat(15), (word, place) => {
    expect(nearestWord(word.slice(0, place) + word.slice(place + 1), known)).toBe(word)
  }))
})

test('didYouMean() asks only when there is something to ask', () => {
  expect(didYouMean('pln', known)).toBe('')
  expect(didYouMean('plan', known)).toBe(' Did you mean plain?')
})
