import { expect, test } from 'vitest'
import { createRandom } from './random.ts'

test('the same seed gives the same numbers, and neighbouring seeds others', () => {
  const first = (seed: number) => { const random = createRandom(seed); return Array.from({ length: 5 }, random.next) }
  expect(first(7)).toEqual(first(7))
  expect(new Set([0, 1, 2, 7].flatMap(first)).size).toBe(20)
})

test('numbers spread over their range, and every item is picked', () => {
  const random = createRandom(1)
  const drawn = Array.from({ length: 4000 }, random.next)
  expect(drawn.every((number) => number >= 0 && number < 1)).toBe(true)
  expect(drawn.reduce((sum, number) => sum + number, 0) / 4000).toBeCloseTo(0.5, 1)
  expect(new Set(Array.from({ length: 200 }, () => random.pick(['a', 'b', 'c'])))).toEqual(new Set(['a', 'b', 'c']))
  expect(new Set(Array.from({ length: 200 }, () => random.below(3)))).toEqual(new Set([0, 1, 2]))
  expect(() => random.pick([])).toThrow(RangeError)
})
