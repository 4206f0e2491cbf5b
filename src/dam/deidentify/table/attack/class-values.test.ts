import fc from 'fast-check'
import { expect, test } from 'vitest'
import { commonestValues } from './class-values.ts'

const entry = fc.record({ place: fc.integer({ min: -1, max: 2 }), count: fc.integer({ min: 0, max: 6 }), value: fc.integer({ min: 0, max: 4 }) })

test('for any entries, each class has the value that a recount finds, and its rows', () => {
  fc.assert(fc.property(fc.array(entry, { maxLength: 40 }), (entries) => {
    const table = { entries: entries.length, counts: Uint32Array.from(entries, ({ count }) => count) }
    const told = commonestValues(table, Uint8Array.from(entries, ({ value }) => value), { classes: 3, classOf: Int32Array.from(entries, ({ place }) => place) })
    for (const place of [0, 1, 2]) {
      const counts = [0, 1, 2, 3, 4].map((value) => entries.reduce((sum, one) => sum + (one.place === place && one.value === value ? one.count : 0), 0))
      expect(told.rows[place]).toBe(Math.max(...counts))
      expect(told.commonest[place]).toBe(counts.indexOf(Math.max(...counts)))
    }
  }))
})

test('of values that are as common the first is said, and suppressed rows say nothing about classes', () => {
  const values = Uint8Array.of(4, 1, 0)
  const { commonest, rows } = commonestValues({ entries: 3, counts: Uint32Array.of(2, 2, 9) }, values, { classes: 1, classOf: Int32Array.of(0, 0, -1) })
  expect([commonest[0], rows[0]]).toEqual([1, 2])
})
