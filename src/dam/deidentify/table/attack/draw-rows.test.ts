import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawRows } from './draw-rows.ts'

const tableOf = (counts: readonly number[]) => ({ entries: counts.length, counts: Uint32Array.from(counts) })

test('for any table, so many rows are drawn as are asked for, none of them suppressed and about as many of each entry as it has', () => {
  const entry = fc.record({ count: fc.integer({ min: 0, max: 50 }), place: fc.integer({ min: -1, max: 3 }) })
  fc.assert(fc.property(fc.array(entry, { maxLength: 60 }), fc.integer({ min: 1, max: 200 }), fc.integer(), (entries, most, seed) => {
    const kept = entries.map(({ count, place }) => (place < 0 ? 0 : count))
    const all = kept.reduce((sum, count) => sum + count, 0)
    const table = tableOf(entries.map(({ count }) => count))
    const drawn = drawRows(table, { classOf: Int32Array.from(entries, ({ place }) => place) }, most, seed)
    expect(drawn).toMatchObject({ rows: Math.min(most, all) })
    expect(drawn.counts.reduce((sum, count) => sum + count, 0)).toBe(drawn.rows)
    drawn.entries.forEach((place, at) => {
      const share = (kept[place] ?? 0) * drawn.rows / Math.max(1, all)
      expect(kept[place]).toBeGreaterThan(0)
      expect(Math.abs((drawn.counts[at] ?? 0) - share)).toBeLessThanOrEqual(2)
    })
    expect(new Set(drawn.entries).size).toBe(drawn.entries.length)
  }))
})

test('another seed draws other rows, the same seed the same', () => {
  const table = tableOf(Array.from({ length: 1000 }, () => 1))
  const draw = (seed: number) => Array.from(drawRows(table, { classOf: new Int32Array(1000) }, 100, seed).entries)
  expect(draw(1)).toEqual(draw(1))
  expect(draw(1)).not.toEqual(draw(2))
})
