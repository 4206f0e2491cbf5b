import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openBench } from '#dam/dataset/made-table.fixture.ts'
import { literal, sql } from '#platform/engines/sql-text.ts'
import { type Noise, noisedValue, noiseGrid, noiseScale } from './noise-value.ts'

const { engine } = await openBench()
const KEY = new Uint8Array(32).fill(7)
const laplace: Noise = { kind: 'laplace', epsilon: 0.5, sensitivity: 10 }
const gaussian: Noise = { kind: 'gaussian', epsilon: 1, delta: 1e-5, sensitivity: 10 }

/** Noised values of as many rows that all hold 100. */
async function noised(noise: Noise, rows: number, { key = KEY, isWhole = false, column = 'cost', middle = 100 } = {}): Promise<number[]> {
  const value = isWhole ? sql`${literal(middle)}::bigint` : sql`${literal(middle)}::double`
  const { rows: found } = await engine.table(sql`select ${noisedValue({ value, isWhole, column, row: sql`range` }, noise, key)} from range(${literal(rows)})`)
  return found.map(([cell]) => Number(cell))
}

test.each([
  { noise: laplace, scale: 20, spread: 20 * Math.SQRT2, grid: 2 ** -6 },
  { noise: gaussian, scale: 48.448_052, spread: 48.448_052, grid: 2 ** -5 },
])('noise of $noise.kind has the scale, the middle and the grid that it states', async ({ noise, scale, spread, grid }) => {
  expect(noiseScale(noise)).toBeCloseTo(scale, 5)
  expect(noiseGrid(noise)).toBe(grid)
  const found = (await noised(noise, 100_000)).map((value) => value - 100)
  const mean = found.reduce((sum, value) => sum + value, 0) / found.length
  const deviation = Math.sqrt(found.reduce((sum, value) => sum + value ** 2, 0) / found.length)
  expect(Math.abs(mean) / spread).toBeLessThan(0.02)
  expect(deviation / spread).toBeGreaterThan(0.95)
  expect(deviation / spread).toBeLessThan(1.05)
  // Half of all Laplace noise lies within b ln 2 of nothing, half of all Gaussian within 0.6745 sigma.
  const middle = noise.kind === 'laplace' ? scale * Math.LN2 : scale * 0.674_49
  expect(found.filter((value) => Math.abs(value) < middle).length / found.length).toBeCloseTo(0.5, 1)
  expect(found.every((value) => Number.isInteger(value / grid))).toBe(true)
})

test('noise is the same for the same key, row, column, value and scale, and another for any other', async () => {
  const first = await noised(laplace, 50)
  expect(await noised(laplace, 50)).toEqual(first)
  expect(new Set(first).size).toBeGreaterThan(45)
  const others = [await noised(laplace, 50, { key: new Uint8Array(32) }), await noised(laplace, 50, { column: 'age' }), await noised({ ...laplace, epsilon: 0.25 }, 50), (await noised(laplace, 50, { middle: 200 })).map((value) => value - 100)]
  for (const other of others) expect(other.filter((value, row) => value === first[row]).length).toBeLessThan(5)
  // Of another scale it is no multiple either, which would give the value away.
  const doubled = others[2]?.map((value, row) => (value - 100) / ((first[row] ?? 0) - 100)) ?? []
  expect(doubled.filter((ratio) => Math.abs(ratio - 2) < 0.01).length).toBeLessThan(5)
})

test('whole numbers stay whole, missing values missing, and nothing is minus zero', async () => {
  expect((await noised(laplace, 200, { isWhole: true })).every(Number.isInteger)).toBe(true)
  const cell = (value: string, isWhole: boolean) => noisedValue({ value: sql`${literal(value)}::${isWhole ? sql`bigint` : sql`double`}`, isWhole, column: 'a', row: sql`0` }, laplace, KEY)
  const missing = (isWhole: boolean) => noisedValue({ value: isWhole ? sql`null::bigint` : sql`null::double`, isWhole, column: 'a', row: sql`0` }, laplace, KEY)
  expect((await engine.table(sql`select ${missing(true)}, ${missing(false)}`)).rows).toEqual([[null, null]])
  const { rows } = await engine.table(sql`select ${cell('9223372036854775807', true)}::varchar, ${cell('-9223372036854775808', true)}::varchar, ${cell('1e308', false)}, ${cell('inf', false)}`)
  expect(rows).toEqual([['9223372036854774784', '-9223372036854774784', 1e308, Infinity]])
  const zeros = (await noised({ ...laplace, sensitivity: 0.01 }, 3000)).map((value) => value - 100)
  expect(zeros.some((value) => value === 0)).toBe(true)
  const { rows: [[minus] = []] } = await engine.table(sql`select count(*) from (select ${noisedValue({ value: sql`0.0::double`, isWhole: false, column: 'a', row: sql`range` }, laplace, KEY)} as cell from range(5000)) where cell::varchar = '-0.0'`)
  expect(minus).toBe(0)
})

test('noiseGrid() is the largest power of two not above a 1,024th of the scale, for any scale', () => {
  fc.assert(fc.property(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), fc.double({ min: 1e-3, max: 10, noNaN: true }), (sensitivity, epsilon) => {
    const noise: Noise = { kind: 'laplace', epsilon, sensitivity }
    const [grid, most] = [noiseGrid(noise), noiseScale(noise) / 1024]
    expect(grid <= most && grid * 2 > most && Number.isInteger(Math.log2(grid))).toBe(true)
  }))
  expect(noiseGrid({ kind: 'laplace', epsilon: 1, sensitivity: 1024 })).toBe(1)
  // Its logarithm, less three by the smallest part, is rounded to three.
  expect(noiseGrid({ kind: 'laplace', epsilon: 1, sensitivity: 8192 * (1 - 2 ** -53) })).toBe(4)
})
