import { expect, test } from 'vitest'
import { measureDependences, measureGain } from './dependence.ts'

test('a postcode foretells its district; the district does not foretell the postcode', () => {
  const joint = { rows: 40, pairs: [[1, 1, 10], [2, 1, 10], [3, 2, 10], [4, 2, 10]] as const }
  expect(measureDependences(joint)).toEqual({ forth: { strength: 1, isTold: true }, back: { strength: 0.5, isTold: false } })
})

test('a nearly constant column is foretold by chance and not told', () => {
  const joint = { rows: 100, pairs: [[1, 1, 48], [1, 2, 2], [2, 1, 50]] as const }
  expect(measureDependences(joint).forth).toEqual({ strength: 0.98, isTold: false })
})

test('a column of a value for each row foretells nothing', () => {
  expect(measureDependences({ rows: 4, pairs: [[1, 1, 1], [2, 1, 1], [3, 2, 1], [4, 2, 1]] }).forth).toEqual({ strength: 1, isTold: false })
})

test('the gain is 1 for certainty, 0 for the commonest value, and falls with the number of groups', () => {
  expect(measureGain(1, 0.5, 100, 2)).toBe(1)
  expect(measureGain(0.5, 0.5, 100, 1)).toBe(0)
  expect(measureGain(0.9, 0.5, 100, 50)).toBeLessThan(measureGain(0.9, 0.5, 100, 5))
  expect(measureGain(1, 1, 100, 2)).toBe(0)
})

test('a column whose values are seen less than twice on average foretells nothing', () => {
  expect(measureDependences({ rows: 5, pairs: [[1, 1, 2], [2, 2, 2], [3, 2, 1]] }).forth).toEqual({ strength: 1, isTold: false })
})
