import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ColumnProfile } from '#dam/dataset/reports.ts'
import { faceOfProfile } from './face-of-profile.ts'

const column = (name: string, counts: readonly number[] | undefined, top: ColumnProfile['top']): ColumnProfile => ({
  name, type: 'integer', missing: 0, missingShare: 0, distinct: 3, distinctIsExact: true, top, role: { guess: 'plain', because: '', sure: true },
  ...(counts && { histogram: counts.map((count, place) => ({ from: place, to: place + 1, count })) }),
})

test('faceOfProfile() draws histograms, else the commonest values, and nothing that is withheld', () => {
  expect(faceOfProfile({ columns: [
    column('age', [5, 10, 0], { withheld: '' }), column('sex', undefined, [{ value: 'F', count: 30 }, { value: null, count: 10 }]),
    column('name', undefined, { withheld: 'an identifier' }), column('empty', [0, 0], { withheld: '' }),
  ] })).toEqual([{ column: 'age', bars: [0.5, 1, 0] }, { column: 'sex', bars: [1, 0.333] }])
})

test('faceOfProfile() is bounded, and its bars lie between 0 and 1', () => {
  fc.assert(fc.property(fc.array(fc.array(fc.nat(), { minLength: 1, maxLength: 80 }), { maxLength: 20 }), (columns) => {
    const face = faceOfProfile({ columns: columns.map((counts, place) => column(String(place), counts, { withheld: '' })) })
    expect(face.length).toBeLessThanOrEqual(12)
    for (const { bars } of face) {
      expect(bars.length).toBeLessThanOrEqual(24)
      expect(Math.max(...bars)).toBe(1)
      expect(Math.min(...bars)).toBeGreaterThanOrEqual(0)
    }
  }))
})
