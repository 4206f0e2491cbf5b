import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileModels } from './class-models.ts'
import { baseTable, groupEntries, rollUp, workspaceFor } from './entry-table.ts'
import { judgeClasses } from './judge-classes.ts'
import { latticeOf } from './lattice.ts'
import { countEntries, keepsParity, MadeHierarchy, makeHierarchy, type MadeRow } from './naive-search.fixture.ts'
import { parityTest } from './parity.ts'

const Rows = fc.array(fc.record({ leaves: fc.tuple(fc.oneof(fc.nat(1), fc.nat(7)), fc.nat(2)), person: fc.constant(0), value: fc.constant(0), group: fc.nat(2), isReleased: fc.constant(true) }), { minLength: 1, maxLength: 50, size: 'max' })

test('parityTest() decides as a recount of single rows by group, for any table, node and roll-up of it', () => {
  const decided = { true: 0, false: 0 }
  fc.assert(fc.property(fc.tuple(MadeHierarchy, MadeHierarchy), Rows, fc.tuple(fc.nat(3), fc.nat(3)), fc.constantFrom([1, 1], [2, 0.5]), fc.constantFrom(1, 1.3, 2), fc.boolean(), (made, drawn, drawnLevels, weights, parity, isRolled) => {
    const hierarchies = made.map(makeHierarchy)
    const rows = drawn.map((row): MadeRow => ({ ...row, leaves: hierarchies.map(({ codes }, column) => (row.leaves[column] ?? 0) % (codes[0]?.length ?? 1)) }))
    const levels = hierarchies.map(({ codes }, column) => (drawnLevels[column] ?? 0) % codes.length)
    const lattice = latticeOf(hierarchies)
    const frequencies = countEntries(rows, hierarchies, { persons: false, values: false, groups: true, delivered: false })
    const space = workspaceFor(frequencies.entries)
    const base = baseTable(frequencies)
    const table = isRolled ? rollUp(base, levels.map((level) => Math.min(level, 1)), lattice, space) : base
    const judged = judgeClasses(table, groupEntries(table, levels, lattice, space), compileModels([{ 'k-anonymity': 3 }], frequencies, []), [], space)

    const labelsOf = (row: MadeRow) => row.leaves.map((leaf, column) => hierarchies[column]?.codes[levels[column] ?? 0]?.[leaf] ?? 0)
    const kept = Array.from(Map.groupBy(rows, (row) => labelsOf(row).join()).values()).filter((own) => own.length >= 3).flat()
    const naive = keepsParity({ all: rows, kept: new Map(kept.map((row) => [row, labelsOf(row)])), levels, hierarchies, weights, parity })
    const told = parityTest(frequencies, lattice, weights, { atMost: parity, smallest: 3, ofGroup: Int32Array.of(0, 1, 2) })(table, levels, judged, space.classOf)
    expect(told).toBe(naive)
    decided[`${told}`]++
  }), { numRuns: 400 })
  expect(Math.min(decided.true, decided.false)).toBeGreaterThan(20)
})

// Two leaves; leaf 1 is suppressed. Of group 0 one row in ten, of groups 1 and 2 five in ten each.
const hierarchies = [makeHierarchy({ leaves: 2, steps: [], extra: 0, seed: 0 })]
const frequencies = { entries: 6, codes: [Uint8Array.of(0, 1, 0, 1, 0, 1)], counts: Uint32Array.of(9, 1, 5, 5, 5, 5), groups: Uint8Array.of(0, 0, 1, 1, 2, 2) }
const judged = { rows: Uint32Array.of(19, 11), sizes: Uint32Array.of(19, 11), fates: Uint8Array.of(2, 0) }

test.each([
  // 5 / 10 by 11 / 30.
  { named: 'a group beyond the promise', atMost: 1.3, smallest: 10, ofGroup: [0, 1, 2], isKept: false },
  { named: 'a promise that just holds', atMost: 15 / 11, smallest: 10, ofGroup: [0, 1, 2], isKept: true },
  { named: 'groups too small to be judged', atMost: 1, smallest: 11, ofGroup: [0, 1, 2], isKept: true },
  { named: 'the small ones as one', atMost: 1.3, smallest: 11, ofGroup: [0, 1, 1], isKept: false },
  { named: 'all as one', atMost: 1, smallest: 10, ofGroup: [0, 0, 0], isKept: true },
])('parityTest() judges $named: $isKept', ({ atMost, smallest, ofGroup, isKept }) => {
  const keeps = parityTest(frequencies, latticeOf(hierarchies), [1], { atMost, smallest, ofGroup: Int32Array.from(ofGroup) })
  expect(keeps(baseTable(frequencies), [0], judged, Int32Array.of(0, 1, 0, 1, 0, 1))).toBe(isKept)
})

test('a suppressed row loses the weight of every column that has something to lose', () => {
  // Half of each group is suppressed; the other half loses nothing in group 0, and everything in group 1: 1.5 of 3, 3 of 3.
  const wide = { codes: [Int32Array.of(0, 1, 2), new Int32Array(3)], leaves: [Float64Array.of(1, 5, 1), Float64Array.of(5)], domain: 5 }
  const single = { codes: [Int32Array.of(0)], leaves: [Float64Array.of(1)], domain: 1 }
  const rows = { entries: 4, codes: [Uint8Array.of(0, 2, 1, 2), new Uint8Array(4)], counts: Uint32Array.of(5, 5, 5, 5), groups: Uint8Array.of(0, 0, 1, 1) }
  const keeps = (atMost: number) => parityTest(rows, latticeOf([wide, single]), [3, 9], { atMost, smallest: 1, ofGroup: Int32Array.of(0, 1) })(
    baseTable(rows), [0, 0], { rows: Uint32Array.of(5, 5, 10), sizes: Uint32Array.of(5, 5, 10), fates: Uint8Array.of(2, 2, 0) }, Int32Array.of(0, 2, 1, 2))
  expect([keeps(1.32), keeps(1.34)]).toEqual([false, true])
})
