import { expect, test } from 'vitest'
import { drawName, drawTelephone } from './invented-names.ts'
import { seededRandom } from './seeded-random.ts'

const random = seededRandom(6)
const drawn = Array.from({ length: 500 }, () => ({ name: drawName(random), telephone: drawTelephone(random) }))

test('a name has a family name of at least two syllables, which no family has, and two more', () => {
  for (const { name } of drawn) expect(name).toMatch(/^(가람|나래|다솜|라온|마루|보람|새론|아람|차오름|하람)[가-힣]{2}$/)
  expect(new Set(drawn.map(({ name }) => name)).size).toBeGreaterThan(300)
})

test('a telephone number is one that is not given out', () => {
  for (const { telephone } of drawn) expect(telephone).toMatch(/^010-0000-\d{4}$/)
})
