import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tallyClasses } from './class-tally.ts'
import { countEntries, makeHierarchy, type MadeRow } from './naive-search.fixture.ts'

const HIERARCHIES = [makeHierarchy({ leaves: 3, steps: [], extra: 0, seed: 0 })]
const Row: fc.Arbitrary<MadeRow> = fc.record({ leaves: fc.tuple(fc.nat(2)), person: fc.nat(4), value: fc.nat(4), group: fc.constant(0), isReleased: fc.boolean() })

test('tallyClasses() counts rows, persons, the delivery and the values of any class, one after the other', () => {
  fc.assert(fc.property(fc.array(Row, { minLength: 1, maxLength: 40, size: 'max' }), fc.boolean(), fc.boolean(), (rows, hasPersons, hasDelivered) => {
    const frequencies = countEntries(rows, HIERARCHIES, { persons: hasPersons, values: true, groups: false, delivered: hasDelivered })
    const { tally, clear, add } = tallyClasses(frequencies, [5])
    for (const leaf of [0, 1, 2, 0]) {
      clear()
      for (let entry = 0; entry < frequencies.entries; entry++) if (frequencies.codes[0]?.[entry] === leaf) add(entry)
      const own = rows.filter((row) => row.leaves[0] === leaf)
      const released = own.filter(({ isReleased }) => isReleased)
      const sizeOf = (those: readonly MadeRow[]) => (hasPersons ? new Set(those.map(({ person }) => person)).size : those.length)
      const counts = [0, 1, 2, 3, 4].map((value) => sizeOf(released.filter((row) => row.value === value)))
      expect([tally.rows, tally.size, tally.delivered]).toEqual([released.length, sizeOf(released), hasDelivered ? own.length : 0])
      const [value] = tally.values
      expect(Array.from(value?.counts ?? [])).toEqual(counts)
      expect(value?.total).toBe(counts.reduce((sum, count) => sum + count, 0))
      expect(Array.from(value?.present.subarray(0, value.distinct) ?? []).toSorted()).toEqual(counts.flatMap((count, code) => (count > 0 ? [code] : [])))
    }
  }))
})

test('a person with one value in two entries of a class counts once', () => {
  const frequencies = { entries: 3, codes: [Uint8Array.of(0, 1, 1)], counts: Uint32Array.of(2, 1, 4), persons: Uint32Array.of(0, 0, 1), sensitive: [Uint8Array.of(1, 1, 1)] }
  const { tally, add } = tallyClasses(frequencies, [2])
  for (const entry of [0, 1, 2]) add(entry)
  expect([tally.rows, tally.size, ...tally.values[0]?.counts ?? []]).toEqual([7, 2, 0, 2])
})
