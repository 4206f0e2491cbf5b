import { expect, test } from 'vitest'
import { faultCounts, plantFaults } from './planted-faults.ts'
import { seededRandom } from '../seeded-random.ts'

const PLACES = { postcode: 1, diagnosis: 2, stayDays: 3, amountWon: 4 }
const sound = Array.from({ length: 400 }, (_, place) => [`row ${place}`, '00110', 'J18.9', '5', '1000'])
const counts = { exactDuplicates: 5, nearDuplicates: 4, shortPostcodes: 3, unknownDiagnoses: 2, impossibleStays: 1 }

test('every fault falls on a row of its own, and copies come on top', () => {
  const rows = plantFaults(sound, counts, PLACES, seededRandom(1))
  expect(rows).toHaveLength(409)
  expect(rows.filter((row) => row[1] === '0110')).toHaveLength(3)
  expect(rows.filter((row) => row[2] !== 'J18.9')).toHaveLength(2)
  expect(rows.filter((row) => row[3] === '-1' || row[3] === '999')).toHaveLength(1)
  expect(rows.filter((row) => row[4] === '10000')).toHaveLength(4)
  expect(new Set(rows.map((row) => row.join())).size).toBe(404)
})

test('a copy never comes before its original, and the rows given stay as they are', () => {
  const rows = plantFaults(sound, counts, PLACES, seededRandom(2))
  const copies = [...rows.entries()].filter(([, row]) => row[4] === '10000')
  expect(copies.filter(([place, copy]) => rows.findIndex(([name]) => name === copy[0]) >= place)).toEqual([])
  expect(sound.every((row) => row[1] === '00110' && row[4] === '1000')).toBe(true)
})

test('the share of every fault is that of the readme', () => {
  expect(faultCounts(30_000)).toEqual({ exactDuplicates: 150, nearDuplicates: 60, shortPostcodes: 60, unknownDiagnoses: 45, impossibleStays: 30 })
})
