import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stemEnglish } from './stem-english.ts'

test.each([
  ['hospital', 'hospitals'], ['city', 'cities'], ['make', 'making', 'makes'], ['stop', 'stopped', 'stopping', 'stops'], ['control', 'controlled', 'controls'],
  ['call', 'called', 'calls'], ['use', 'used', 'using', 'uses'], ['age', 'aged', 'ages'], ['carry', 'carried', 'carries', 'carrying'], ['bus', 'buses'],
  ['process', 'processes', 'processed', 'processing'], ['study', 'studies', 'studied'], ['analysis', 'analyses'], ['box', 'boxes'], ['need', 'needed', 'needs'], ['house', 'houses', 'housing'],
])('stemEnglish() joins the forms of %s', (...forms) => {
  expect(new Set(forms.map(stemEnglish)).size).toBe(1)
})

test.each([['us', 'use'], ['string', 'str'], ['red', 'r'], ['bring', 'br'], ['data', 'dat'], ['status', 'statu'], ['need', 'ne'], ['feed', 'fe'], ['hospital', 'hospitality']])('stemEnglish() keeps %s and %s apart', (word, other) => {
  expect(stemEnglish(word)).not.toBe(stemEnglish(other))
})

test('stemEnglish() leaves something of any word, and other scripts alone', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'aeioubdgilnsyxz'), minLength: 1, maxLength: 12 }), (word) => { expect(stemEnglish(word)).not.toBe('') }))
  expect(['학교에', 'المدارس', 'straßes'].map(stemEnglish)).toEqual(['학교에', 'المدارس', 'straßes'])
})
