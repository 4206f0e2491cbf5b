import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ColumnProfile } from '#dam/dataset/reports.ts'
import { checkHierarchy } from './check-hierarchy.ts'
import { Hierarchy } from './hierarchy.ts'
import { proposeHierarchy } from './propose-hierarchy.ts'

function profiled(column: Partial<ColumnProfile>): ColumnProfile {
  return { name: 'a', type: 'text', missing: 0, missingShare: 0, distinct: 500, distinctIsExact: true, top: [], role: { guess: 'quasi-identifier', because: 'x', sure: true }, ...column }
}

const quantiles = (...values: number[]) => values.map((value, place) => ({ share: place / (values.length - 1), value }))

const cases: [string, Partial<ColumnProfile>, Hierarchy | undefined][] = [
  ['ages', { type: 'integer', range: { min: 0, max: 104 } }, { intervals: [5, 10, 20, 40] }],
  ['years of birth', { type: 'integer', range: { min: 1921, max: 2020 } }, { intervals: [5, 10, 20] }],
  ['money', { type: 'integer', range: { min: 0, max: 9_000_000 }, quantiles: quantiles(0, 400_000, 1_000_000, 2_000_000, 9_000_000) }, { intervals: [100_000, 500_000, 1_000_000, 5_000_000] }],
  ['measures with decimals', { type: 'decimal', range: { min: 0.1, max: 2.3 } }, { intervals: [0.2, 1, 2] }],
  ['few numbers', { type: 'integer', distinct: 6, range: { min: 0, max: 5 } }, undefined],
  ['one number', { type: 'integer', range: { min: 5, max: 5 } }, undefined],
  ['dates of birth', { type: 'date', range: { min: -14_000, max: 14_000 } }, { date: ['month', 'year', '5-years', '10-years', '20-years'] }],
  ['dates of one year', { type: 'date', distinct: 5, range: { min: 19_000, max: 19_300 } }, { date: ['month', 'quarter', 'year'] }],
  ['moments of five years', { type: 'timestamp', range: { min: 1.4e9, max: 1.56e9 } }, { date: ['day', 'month', 'quarter', 'year', '5-years'] }],
  ['postcodes', { pattern: { shape: '99999', share: 1 }, length: { min: 5, max: 5 } }, { prefix: [3, 2, 0] }],
  ['postcodes that look like numbers', { name: 'zip', type: 'integer', range: { min: 10_000, max: 99_000 }, length: { min: 5, max: 5 } }, { prefix: [3, 2, 0] }],
  ['classifications', { pattern: { shape: 'A99.9', share: 0.97 } }, { prefix: [3, 2, 0] }],
  ['codes of one length but for a few', { pattern: { shape: '99999', share: 0.97 }, length: { min: 4, max: 5 } }, { prefix: [3, 2, 0] }],
  ['codes of several lengths', { pattern: { shape: '99999', share: 0.6 }, length: { min: 4, max: 5 } }, undefined],
  ['words', { pattern: { shape: '가가', share: 1 } }, undefined],
  ['categories', { distinct: 7, pattern: { shape: '99999', share: 1 } }, undefined],
  ['true and false', { type: 'boolean', distinct: 2 }, undefined],
]
test.each(cases)('proposeHierarchy() for %s', (_, column, hierarchy) => {
  expect(proposeHierarchy(profiled(column))?.hierarchy).toEqual(hierarchy)
})

test('proposeHierarchy() gives numbers of any range a sound hierarchy of at most five levels', () => {
  const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.constantFrom(1e-300, 1e300, -Number.MAX_VALUE, Number.MAX_VALUE, Number.MIN_VALUE))
  fc.assert(fc.property(number, number, fc.array(number, { maxLength: 9 }), fc.constantFrom('integer', 'decimal'), (a, b, inner, type) => {
    const range = { min: Math.min(a, b), max: Math.max(a, b) }
    const proposed = proposeHierarchy(profiled({ type, range, quantiles: quantiles(range.min, ...inner.filter((value) => value >= range.min && value <= range.max).toSorted((x, y) => x - y), range.max) }))
    if (!proposed || !('intervals' in proposed.hierarchy)) return
    const sentences: string[] = []
    checkHierarchy(proposed.hierarchy, [], (_, sentence) => sentences.push(sentence))
    expect(sentences).toEqual([])
    expect(Hierarchy.safeParse(proposed.hierarchy).success).toBe(true)
    expect(proposed.hierarchy.intervals.length).toBeLessThanOrEqual(5)
  }))
})
