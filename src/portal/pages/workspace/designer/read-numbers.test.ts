import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readNumber, readNumbers } from './read-numbers.ts'

test('numbers come back as they were written, with any comma between', () => {
  fc.assert(fc.property(fc.array(fc.integer(), { minLength: 1 }), fc.constantFrom(',', ', ', ' ', '،', '、'), (numbers, comma) => {
    expect(readNumbers(numbers.join(comma))).toEqual(numbers)
  }))
})

test.each(['', ' ', 'a', '1e5', '0x10', '5,a', '--1', '1.2.3'])('%j is no list of numbers', (typed) => {
  expect(readNumbers(typed)).toBeUndefined()
})

test('a number may have a sign and a point, nothing else', () => {
  expect(['5', ' -0.25 ', '.5', '5.', 'five', ''].map(readNumber)).toEqual([5, -0.25, 0.5, 5, undefined, undefined])
})
