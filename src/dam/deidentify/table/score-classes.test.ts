import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Metric } from '#dam/recipe/recipe.ts'
import { compileModels } from './class-models.ts'
import { latticeOf } from './lattice.ts'
import { recodeAtNode } from './list-classes.ts'
import { countEntries, MadeHierarchy, makeHierarchy, type MadeRow, scoreNaively } from './naive-search.fixture.ts'
import { rowsByLevel, scoreClasses } from './score-classes.ts'

const METRICS: readonly Metric[] = ['loss', 'aecs', 'discernibility', 'precision', 'entropy']
const Rows = fc.array(fc.record({ leaves: fc.tuple(fc.nat(7), fc.nat(7)), person: fc.constant(0), value: fc.constant(0), group: fc.constant(0), isReleased: fc.constant(true) }), { minLength: 1, maxLength: 40, size: 'max' })

test('scoreClasses() is the sum over single rows by every metric, for any classes of one level a column', () => {
  fc.assert(fc.property(fc.tuple(MadeHierarchy, MadeHierarchy), Rows, fc.tuple(fc.nat(3), fc.nat(3)), fc.constantFrom([1, 1], [2, 0.5]), fc.integer({ min: 1, max: 6 }), (made, drawn, drawnLevels, weights, k) => {
    const hierarchies = made.map(makeHierarchy)
    const rows = drawn.map((row): MadeRow => ({ ...row, leaves: hierarchies.map(({ codes }, column) => (row.leaves[column] ?? 0) % (codes[0]?.length ?? 1)) }))
    const levels = hierarchies.map(({ codes }, column) => (drawnLevels[column] ?? 0) % codes.length)
    const frequencies = countEntries(rows, hierarchies, { persons: false, values: false, groups: false, delivered: false })
    const lattice = latticeOf(hierarchies)
    const scored = scoreClasses(recodeAtNode(frequencies, levels, compileModels([{ 'k-anonymity': k }], frequencies, []), [], lattice), frequencies, lattice, weights)

    const labelsOf = (row: MadeRow) => row.leaves.map((leaf, column) => hierarchies[column]?.codes[levels[column] ?? 0]?.[leaf] ?? 0)
    const kept = Array.from(Map.groupBy(rows, (row) => labelsOf(row).join()).values()).filter((own) => own.length >= k).map((own) => ({ rows: own, delivered: own.length }))
    const keptRows = kept.flatMap((one) => one.rows)
    const suppressed = rows.length - keptRows.length
    expect([scored.rows, scored.suppressed]).toEqual([rows.length, suppressed])
    for (const metric of METRICS) {
      const naive = scoreNaively({ all: rows, keptRows, cells: keptRows.map(labelsOf), kept, suppressed, levels, hierarchies, metric, weights })
      expect(scored.scores[metric]).toBeCloseTo(naive, 9)
    }
  }))
})

/** Four leaves in two halves. */
const HALVES = {
  codes: [Int32Array.of(0, 1, 2, 3), Int32Array.of(0, 0, 1, 1), Int32Array.of(0, 0, 0, 0)],
  leaves: [Float64Array.of(1, 1, 1, 1), Float64Array.of(2, 2), Float64Array.of(4)], domain: 4,
}
// Ten rows of each of the leaves 0 and 1, six of leaf 2, two of leaf 3, which are suppressed; leaf 0 stands beside its half.
const FREQUENCIES = { entries: 4, codes: [Uint8Array.of(0, 1, 2, 3)], counts: Uint32Array.of(10, 10, 6, 2) }
const LOCAL = {
  classes: 3, classOf: Int32Array.of(0, 1, 2, -1), levels: [Uint8Array.of(0, 1, 2)], codes: [Int32Array.of(0, 0, 0)],
  rows: Uint32Array.of(10, 10, 6), sizes: Uint32Array.of(10, 10, 6),
}

test('scoreClasses() takes each class of a local recoding at its own level', () => {
  const { scores, losses, suppressed } = scoreClasses(LOCAL, FREQUENCIES, latticeOf([HALVES]), [3])
  // Shares of 1/4, 1/2 and all, and all for the two suppressed rows.
  const loss = (10 / 4 + 10 / 2 + 6 + 2 - 28 / 4) / (28 - 28 / 4)
  expect(losses).toEqual([expect.closeTo(loss, 12)])
  expect(suppressed).toBe(2)
  const bits = (one: number, other: number) => Math.log2(one / other)
  const lost = 10 * bits(10, 10) + 10 * bits(20, 10) + 6 * bits(28, 6) + 2 * bits(28, 2)
  const most = 20 * bits(28, 10) + 6 * bits(28, 6) + 2 * bits(28, 2)
  expect(scores).toEqual({
    loss: expect.closeTo(loss, 12), aecs: 28 / 4, discernibility: 100 + 100 + 36 + 2 * 28,
    precision: expect.closeTo((10 / 2 + 6 + 2) / 28, 12), entropy: expect.closeTo(lost / most, 12),
  })
})

test('rowsByLevel() puts rows of one level together, the finest first, and leaves out levels without rows', () => {
  expect(rowsByLevel(LOCAL, 0)).toEqual([{ level: 0, rows: 10 }, { level: 1, rows: 10 }, { level: 2, rows: 6 }])
  expect(rowsByLevel({ ...LOCAL, levels: [Uint8Array.of(2, 0, 2)] }, 0)).toEqual([{ level: 0, rows: 10 }, { level: 2, rows: 16 }])
})
