import { expect, test } from 'vitest'
import { beyondChance } from './tried-recoding.ts'

test.each([
  { rate: 0.5, chance: 0.2, beyond: 0.3 },
  { rate: 0.2, chance: 0.2, beyond: 0 },
  { rate: 0.1, chance: 0.2, beyond: 0 },
])('beyondChance() of a rate of $rate beside chance of $chance is $beyond', ({ rate, chance, beyond }) => {
  expect(beyondChance({ rate, chance })).toBeCloseTo(beyond, 12)
})
