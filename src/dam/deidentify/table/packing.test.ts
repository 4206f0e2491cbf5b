import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countWords, packWord, placeCodes, unpackCode } from './packing.ts'
import { sql } from '#platform/engines/sql-text.ts'

test('placeCodes() puts no code across the middle of a word, and no two on one place', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 2 ** 30 }), { maxLength: 20 }), (cardinalities) => {
    const taken = new Set<string>()
    for (const [column, { word, shift, bits }] of placeCodes(cardinalities).entries()) {
      expect(2 ** bits).toBeGreaterThanOrEqual(cardinalities[column] ?? 0)
      expect(Math.floor(shift / 32)).toBe(Math.floor((shift + bits - 1) / 32))
      expect(shift % 32 + bits).toBeLessThanOrEqual(31)
      for (let bit = shift; bit < shift + bits; bit++) {
        expect(taken.has(`${word} ${bit}`)).toBe(false)
        taken.add(`${word} ${bit}`)
      }
    }
  }))
})

test('countWords() counts from one', () => {
  expect([countWords([]), countWords(placeCodes([2])), countWords(placeCodes([2 ** 30, 2 ** 30, 2 ** 30]))]).toEqual([1, 1, 2])
})

test('packWord() adds shifted codes and unpackCode() masks one out again', () => {
  const places = placeCodes([5, 9])
  expect(packWord([sql`a`, sql`b`], places, 0).pieces).toEqual(['(((a)::bigint << 0) + ((b)::bigint << 3))'])
  expect(packWord([sql`a`], placeCodes([2]), 1).pieces).toEqual(['0::bigint'])
  expect(unpackCode({ word: 0, shift: 3, bits: 4 }, sql`w`).pieces).toEqual(['((w >> 3) & 15)'])
})
