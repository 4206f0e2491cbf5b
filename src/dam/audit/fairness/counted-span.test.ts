import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptySpan, vectorsOver } from './counted-span.ts'

/** How many of the sets do not follow from others, by elimination in ordinary numbers. */
function rankOf(sets: readonly (readonly number[])[], atoms: number): number {
  let rows = sets.map((set): number[] => Array.from({ length: atoms }, (_, atom) => (set.includes(atom) ? 1 : 0)))
  let rank = 0
  for (let atom = 0; atom < atoms; atom++) {
    const pivot = rows.find((row) => Math.abs(row[atom] ?? 0) > 1e-9)
    if (!pivot) continue
    rank++
    rows = rows.filter((row) => row !== pivot).map((row) => row.map((number, place) => number - (pivot[place] ?? 0) * (row[atom] ?? 0) / (pivot[atom] ?? 1)))
  }
  return rank
}

const ATOMS = 7
const anySet = fc.uniqueArray(fc.nat(ATOMS - 1), { minLength: 1, maxLength: ATOMS })

test('a span has exactly the counts that follow from its own by adding and subtracting', () => {
  const vectorOf = vectorsOver(ATOMS)
  fc.assert(fc.property(fc.array(anySet, { maxLength: 8 }), anySet, (sets, asked) => {
    const span = emptySpan().with(sets.map(vectorOf))
    expect(span.size).toBe(rankOf(sets, ATOMS))
    expect(span.has(vectorOf(asked))).toBe(rankOf([...sets, asked], ATOMS) === rankOf(sets, ATOMS))
  }))
})

test('a span with more counts leaves the one before as it was', () => {
  const vectorOf = vectorsOver(3)
  const before = emptySpan().with([vectorOf([0, 1])])
  expect(before.with([vectorOf([1])]).has(vectorOf([0]))).toBe(true)
  expect([before.has(vectorOf([0])), before.size, emptySpan().has(vectorOf([0]))]).toEqual([false, 1, false])
})

test('with more atoms than dimensions, what follows is still found, and what does not follow is not', () => {
  const vectorOf = vectorsOver(900)
  const all = Array.from({ length: 900 }, (_, atom) => atom)
  const span = emptySpan().with([vectorOf(all), vectorOf(all.slice(0, 400)), vectorOf(all.slice(400, 899))])
  expect(span.has(vectorOf([899]))).toBe(true)
  expect([span.has(vectorOf([898])), span.has(vectorOf(all.slice(1)))]).toEqual([false, false])
})
