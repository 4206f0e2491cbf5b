import { expect, test } from 'vitest'
import type { CompiledHierarchy } from './compiled-hierarchy.ts'
import { countOutside, coverSuppressed } from './cover-suppressed.ts'
import { latticeOf } from './lattice.ts'

const hierarchy: CompiledHierarchy = {
  column: 'x', kind: 'none', domain: 4, labels: [['a', 'b', 'c', 'd'], ['*']],
  codes: [Int32Array.of(0, 1, 2, 3), Int32Array.of(0, 0, 0, 0)], leaves: [Float64Array.of(1, 1, 1, 1), Float64Array.of(4)],
}
const lattice = latticeOf([hierarchy])
// Twenty rows: classes of 9, 6, 3 and 2 with k 5 leave five outside; of 9, 6, 4 and 1 as well.
const frequencies = { entries: 4, codes: [Uint8Array.of(0, 1, 2, 3)], counts: Uint32Array.of(9, 6, 3, 2) }
const classes = { classes: 4, codes: frequencies.codes, rows: frequencies.counts, sizes: frequencies.counts }
const chosen = { levels: [0], suppressed: 5, classes: 2, losses: [5 / 20], scores: { loss: 0.25, aecs: 20 / 3, discernibility: 81 + 36 + 5 * 20 } }

test('countOutside() counts rows, and each person once', () => {
  expect(countOutside(frequencies, [0], 5, lattice)).toBe(5)
  expect(countOutside(frequencies, [1], 5, lattice)).toBe(0)
  // Persons 0, 0, 1 and 1 hold one entry each of four classes of one person.
  expect(countOutside({ ...frequencies, persons: Uint32Array.of(0, 0, 1, 1) }, [0], 2, lattice)).toBe(2)
})

test('coverSuppressed() suppresses the smallest class too and counts everything anew', () => {
  const covered = coverSuppressed({ chosen, classes, hierarchies: [hierarchy] }, { k: 5, limit: 1, rows: 20 })
  expect(covered?.chosen).toMatchObject({ suppressed: 11, classes: 1, scores: { aecs: 10, discernibility: 81 + 11 * 20 } })
  expect(covered?.chosen.losses[0]).toBeCloseTo(11 / 20, 12)
  expect([...(covered?.classes.sizes ?? [])]).toEqual([9, 0, 3, 2])
})

test('coverSuppressed() gives up where the limit, or the last class, would be broken', () => {
  expect(coverSuppressed({ chosen, classes, hierarchies: [hierarchy] }, { k: 5, limit: 0.5, rows: 20 })).toBeUndefined()
  expect(coverSuppressed({ chosen: { ...chosen, classes: 1 }, classes: { ...classes, sizes: Uint32Array.of(9, 4, 3, 2) }, hierarchies: [hierarchy] }, { k: 5, limit: 1, rows: 20 })).toBeUndefined()
})
