import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isOver, isShort, measureShortfall, shareOf } from './shortfall.ts'

test.each([
  { count: 40, rows: 100, target: 0.5, tolerance: 0.05, shortfall: 10 },
  { count: 45, rows: 100, target: 0.5, tolerance: 0.05, shortfall: 0 },
  { count: 0, rows: 0, target: 0.25, tolerance: 0, shortfall: 1 },
  { count: 0, rows: 100, target: 0.05, tolerance: 0.05, shortfall: 0 },
  { count: 90, rows: 100, target: 1, tolerance: 0, shortfall: 10 },
  { count: 43, rows: 64_000, target: 1, tolerance: 0.01, shortfall: 6_331_700 },
])('$count of $rows against $target ± $tolerance lacks $shortfall', ({ shortfall, ...cell }) => {
  expect(measureShortfall(cell)).toBe(shortfall)
})

test('the shortfall is enough, and one less is not', () => {
  const cells = fc.record({ count: fc.nat(10_000), others: fc.nat(10_000), target: fc.double({ min: 0, max: 0.99, noNaN: true }), tolerance: fc.double({ min: 0, max: 0.2, noNaN: true }) })
  fc.assert(fc.property(cells, ({ count, others, target, tolerance }) => {
    const cell = { count, rows: count + others, target, tolerance }
    const more = measureShortfall(cell)
    const after = (added: number) => ({ ...cell, count: count + added, rows: cell.rows + added })
    expect(isShort(after(more))).toBe(false)
    expect(more === 0 || isShort(after(more - 1))).toBe(true)
    expect(isShort(cell) && isOver(cell)).toBe(false)
  }))
})

test('no row has no share', () => {
  expect(shareOf(0, 0)).toBe(0)
})
