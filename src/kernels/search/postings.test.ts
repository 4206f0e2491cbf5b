import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPostings, isMarked, ordinalOf, weightOf } from './postings.ts'

test('postings keep what was appended to each term, in its order, however the terms take turns', () => {
  const appended = fc.array(fc.record({ term: fc.integer({ min: 0, max: 3000 }), weight: fc.integer({ min: 1, max: 127 }), isMarked: fc.boolean() }), { maxLength: 300 })
  fc.assert(fc.property(appended, (entries) => {
    const postings = createPostings()
    const expected = new Map<number, unknown[]>()
    for (const [ordinal, { term, weight, isMarked }] of entries.entries()) {
      postings.append(term, ordinal, weight, isMarked)
      expected.set(term, [...expected.get(term) ?? [], { ordinal, weight, isMarked }])
    }
    for (const [term, kept] of expected) expect(readAll(postings, term)).toEqual(kept)
    expect(postings.lengthOf(3001)).toBe(0)
  }))
})

test('postings hold long terms over many chunks and pages, beside short ones', () => {
  const postings = createPostings()
  for (let ordinal = 0; ordinal < 400_000; ordinal++) {
    postings.append(0, ordinal, ordinal % 127 + 1, ordinal % 3 === 0)
    if (ordinal % 1000 === 0) postings.append(1 + ordinal / 1000, ordinal, 5, false)
  }
  const entries = new Uint32Array(postings.lengthOf(0))
  expect(postings.read(0, entries)).toBe(400_000)
  expect(entries.every((entry, at) => ordinalOf(entry) === at && weightOf(entry) === at % 127 + 1 && isMarked(entry) === (at % 3 === 0))).toBe(true)
  expect(readAll(postings, 400)).toEqual([{ ordinal: 399_000, weight: 5, isMarked: false }])
  expect(postings.sizeBytes()).toBeLessThan(4_000_000)
})

test('postings hold the last ordinal, and the largest weight for any above it', () => {
  const postings = createPostings()
  postings.append(7, 2 ** 24 - 1, 1000, true)
  expect(readAll(postings, 7)).toEqual([{ ordinal: 2 ** 24 - 1, weight: 127, isMarked: true }])
  expect(readAll(postings, -1)).toEqual([])
})

function readAll(postings: ReturnType<typeof createPostings>, term: number): unknown[] {
  const entries = new Uint32Array(postings.lengthOf(term))
  postings.read(term, entries)
  return Array.from(entries, (entry) => ({ ordinal: ordinalOf(entry), weight: weightOf(entry), isMarked: isMarked(entry) }))
}
