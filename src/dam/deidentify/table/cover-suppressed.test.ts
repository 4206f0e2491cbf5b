import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countOutside, coverSuppressed } from './cover-suppressed.ts'
import { latticeOf } from './lattice.ts'
import { scoreClasses } from './score-classes.ts'

const hierarchy = { codes: [Int32Array.of(0, 1, 2, 3), Int32Array.of(0, 0, 0, 0)], leaves: [Float64Array.of(1, 1, 1, 1), Float64Array.of(4)], domain: 4 }
// Twenty rows: classes of 9, 6, 3 and 2 with k 5 leave five outside.
const frequencies = { entries: 4, codes: [Uint8Array.of(0, 1, 2, 3)], counts: Uint32Array.of(9, 6, 3, 2) }
const recoded = { classes: 2, classOf: Int32Array.of(0, 1, -1, -1), levels: [Uint8Array.of(0, 0)], codes: [Int32Array.of(0, 1)], rows: Uint32Array.of(9, 6), sizes: Uint32Array.of(9, 6) }

test('countOutside() counts rows, and each person once', () => {
  expect(countOutside(frequencies, recoded)).toBe(5)
  expect(countOutside(frequencies, { classOf: new Int32Array(4) })).toBe(0)
  // Persons 0, 0, 1 and 1 hold one entry each, and nobody is in a class.
  const nobody = { classOf: new Int32Array(4).fill(-1) }
  expect(countOutside({ ...frequencies, persons: Uint32Array.of(0, 0, 1, 1) }, nobody)).toBe(2)
  // Rows of the delivery alone are nobody's in the release.
  expect(countOutside({ ...frequencies, counts: Uint32Array.of(9, 6, 0, 2), persons: Uint32Array.of(0, 1, 2, 3) }, recoded)).toBe(1)
})

test('coverSuppressed() suppresses the smallest class too, and everything is counted anew', () => {
  const covered = coverSuppressed(recoded, frequencies, 1)
  expect(covered).toEqual({ classes: 1, classOf: Int32Array.of(0, -1, -1, -1), levels: [Uint8Array.of(0)], codes: [Int32Array.of(0)], rows: Uint32Array.of(9), sizes: Uint32Array.of(9) })
  const { suppressed, scores, losses } = scoreClasses(covered ?? recoded, frequencies, latticeOf([hierarchy]), [1])
  expect({ suppressed, scores }).toMatchObject({ suppressed: 11, scores: { aecs: 10, discernibility: 81 + 11 * 20 } })
  expect(losses[0]).toBeCloseTo(11 / 20, 12)
})

test('coverSuppressed() hides by persons where they are counted, and keeps the numbers of the other classes in order', () => {
  const three = { ...recoded, classes: 3, classOf: Int32Array.of(0, 1, 2, -1), levels: [Uint8Array.of(0, 0, 1)], codes: [Int32Array.of(0, 1, 0)], rows: Uint32Array.of(9, 6, 3), sizes: Uint32Array.of(3, 1, 2) }
  expect(coverSuppressed(three, frequencies, 1)).toEqual({ classes: 2, classOf: Int32Array.of(0, -1, 1, -1), levels: [Uint8Array.of(0, 1)], codes: [Int32Array.of(0, 0)], rows: Uint32Array.of(9, 3), sizes: Uint32Array.of(3, 2) })
})

test('coverSuppressed() gives up where the limit, or the last class, would be broken', () => {
  expect(coverSuppressed(recoded, frequencies, 0.54)).toBeUndefined()
  expect(coverSuppressed(recoded, frequencies, 11 / 20)).toBeDefined()
  expect(coverSuppressed({ ...recoded, classes: 1, classOf: Int32Array.of(0, -1, -1, -1), rows: Uint32Array.of(9), sizes: Uint32Array.of(9) }, frequencies, 1)).toBeUndefined()
})

test('coverSuppressed() changes nothing but one of the smallest classes, for any classes', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 20 }), (sizes) => {
    const all = { classes: sizes.length, classOf: Int32Array.from(sizes.keys()), levels: [new Uint8Array(sizes.length)], codes: [Int32Array.from(sizes.keys())], rows: Uint32Array.from(sizes), sizes: Uint32Array.from(sizes) }
    const covered = coverSuppressed(all, { entries: sizes.length, codes: all.codes, counts: all.rows }, 1)
    const hidden = Array.from(covered?.classOf ?? []).indexOf(-1)
    expect(sizes[hidden]).toBe(Math.min(...sizes))
    expect(Array.from(covered?.sizes ?? [])).toEqual(sizes.toSpliced(hidden, 1))
    // Each other entry still finds its own leaf.
    expect(Array.from(covered?.classOf ?? [], (place) => (place < 0 ? hidden : covered?.codes[0]?.[place]))).toEqual([...sizes.keys()])
  }))
})
