import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readRanges } from './byte-ranges.ts'

const parts = (...ranges: readonly [number, number][]) => ({ kind: 'parts', parts: ranges.map(([start, end]) => ({ start, end })) })
const whole = { kind: 'whole' }
const unsatisfiable = { kind: 'unsatisfiable' }

test.each([
  [undefined, 10, whole],
  ['bytes=0-4', 10, parts([0, 5])],
  ['Bytes=0-4', 10, parts([0, 5])],
  ['bytes=5-', 10, parts([5, 10])],
  ['bytes=-3', 10, parts([7, 10])],
  ['bytes=-30', 10, parts([0, 10])],
  ['bytes=9-99999999999999999999999', 10, parts([9, 10])],
  ['bytes=0-0,-1', 10, parts([0, 1], [9, 10])],
  ['bytes=0-1 , ,4-5', 10, parts([0, 2], [4, 6])],
  ['bytes=0-1,99-', 10, parts([0, 2])],
  ['bytes=10-', 10, unsatisfiable],
  ['bytes=-0', 10, unsatisfiable],
  ['bytes=0-', 0, unsatisfiable],
  ['bytes=-5', 0, whole],
  ['bytes=5-4', 10, whole],
  ['bytes=a-b', 10, whole],
  ['bytes=-', 10, whole],
  ['bytes=', 10, whole],
  ['bytes=1-2-3', 10, whole],
  ['rows=0-4', 10, whole],
  ['bytes=0-,0-', 10, whole],
  [`bytes=${Array.from({ length: 101 }, (_, place) => `${place}-${place}`).join(',')}`, 1000, whole],
])('readRanges(%j) of %i bytes', (header, size, asked) => {
  expect(readRanges(header, size)).toEqual(asked)
})

test('of any header, what is answered lies inside the file and is no more than it', () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^bytes=[\d ,-]{0,40}$/))
  fc.assert(fc.property(text, fc.nat(50), (header, size) => {
    const asked = readRanges(header, size)
    if (asked.kind !== 'parts') return
    for (const { start, end } of asked.parts) expect(start >= 0 && start < end && end <= size).toBe(true)
    expect(asked.parts.reduce((sum, { start, end }) => sum + end - start, 0)).toBeLessThanOrEqual(size)
  }), { numRuns: 2000 })
})
