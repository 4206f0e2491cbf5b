import fc from 'fast-check'
import { expect, test } from 'vitest'
import { distanceFrom } from './edit-distance.ts'
import { keystrokesOf } from './hangul.ts'

test.each([['hosptial', 'hospital', 1], ['hosital', 'hospital', 1], ['ca', 'abc', 3], ['', 'abc', 3], ['abc', '', 3], ['kitten', 'sitting', 3], [keystrokesOf('병웜'), keystrokesOf('병원'), 1]])('distanceFrom(%j) of %j is %i', (pattern, text, distance) => {
  expect(distanceFrom(pattern)(text)).toBe(distance)
})

test('distanceFrom() equals the table of the textbook, for patterns of any length', () => {
  const letters = (maxLength: number) => fc.string({ unit: fc.constantFrom(...'abcㅎ'), maxLength })
  fc.assert(fc.property(fc.oneof(letters(8), letters(31), letters(45)), fc.oneof(letters(8), letters(45)), (pattern, text) => {
    expect(distanceFrom(pattern)(text)).toBe(textbook(pattern, text))
  }), { numRuns: 500 })
})

/** Written from the definition: the least of what was edited last, remembered by place. */
function textbook(left: string, right: string): number {
  const known = new Map<string, number>()
  const upTo = (i: number, j: number): number => {
    if (i === 0 || j === 0) return i + j
    const key = `${i} ${j}`
    const before = known.get(key)
    if (before !== undefined) return before
    const choices = [upTo(i - 1, j) + 1, upTo(i, j - 1) + 1, upTo(i - 1, j - 1) + (left[i - 1] === right[j - 1] ? 0 : 1)]
    if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]) choices.push(upTo(i - 2, j - 2) + 1)
    const least = Math.min(...choices)
    known.set(key, least)
    return least
  }
  return upTo(left.length, right.length)
}
