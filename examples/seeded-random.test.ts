import { expect, test } from 'vitest'
import { seededRandom } from './seeded-random.ts'

const DRAWS = 20_000

test('the same seed gives the same chances, another seed others', () => {
  const first = seededRandom(7)
  const second = seededRandom(7)
  const other = seededRandom(8)
  const drawn = Array.from({ length: 50 }, () => first.share())
  expect(Array.from({ length: 50 }, () => second.share())).toEqual(drawn)
  expect(Array.from({ length: 50 }, () => other.share())).not.toEqual(drawn)
})

test('shares fill the whole span evenly', () => {
  const random = seededRandom(1)
  const tenths = Array.from({ length: 10 }, () => 0)
  for (let draw = 0; draw < DRAWS; draw++) {
    const place = Math.floor(random.share() * 10)
    tenths[place] = (tenths[place] ?? 0) + 1
  }
  for (const count of tenths) expect(Math.abs(count - DRAWS / 10)).toBeLessThan(200)
})

test('whole numbers reach both ends and never leave them', () => {
  const random = seededRandom(2)
  const seen = new Set(Array.from({ length: 500 }, () => random.whole(3, 6)))
  expect([...seen].toSorted()).toEqual([3, 4, 5, 6])
})

test('weights decide, and a weight of 0 is never chosen', () => {
  const random = seededRandom(3)
  const weights = new Map([['often', 3], ['seldom', 1], ['never', 0]])
  const drawn = Array.from({ length: DRAWS }, () => random.weighted([...weights.keys()], (name) => weights.get(name) ?? 0))
  expect(drawn.filter((name) => name === 'often').length / DRAWS).toBeCloseTo(0.75, 1)
  expect(drawn).not.toContain('never')
  expect(() => random.weighted(['a'], () => 0)).toThrow('nothing to choose')
})

test('normal values have mean 0 and standard deviation 1', () => {
  const random = seededRandom(4)
  const drawn = Array.from({ length: DRAWS }, () => random.normal())
  const mean = drawn.reduce((sum, value) => sum + value, 0) / DRAWS
  const variance = drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / DRAWS
  expect(mean).toBeCloseTo(0, 1)
  expect(Math.sqrt(variance)).toBeCloseTo(1, 1)
})
