import fc from 'fast-check'
import { expect, test } from 'vitest'
import { classSizes, type EntryTable, estimateEntries, groupEntries, rollUp, workspaceFor } from './entry-table.ts'
import { codeArray, type LevelCodes } from './frequencies.ts'
import { latticeOf } from './lattice.ts'

/** Leaves, halves of them, all of them. */
function halving(leaves: number): LevelCodes {
  const sizes = [leaves, Math.ceil(leaves / 2), 1]
  const codes = [1, 2, leaves].map((by) => Int32Array.from({ length: leaves }, (_, leaf) => (by === leaves ? 0 : Math.floor(leaf / by))))
  return { codes, leaves: sizes.map((size) => new Float64Array(size).fill(1)), domain: leaves }
}

function tableOf(rows: readonly (readonly number[])[], cardinalities: readonly number[], persons?: readonly number[]): EntryTable {
  const codes = cardinalities.map((cardinality, column) => {
    const array = codeArray(cardinality, rows.length)
    rows.forEach((row, entry) => { array[entry] = row[column] ?? 0 })
    return array
  })
  return { entries: rows.length, codes, counts: Uint32Array.from(rows, (_, entry) => 1 + (entry % 3)), levels: cardinalities.map(() => 0), ...(persons && { persons: Uint32Array.from(persons) }) }
}

// From one word of 31 bits to three.
const CARDINALITIES = [[3, 4], [40_000, 50_000], [60_000, 60_000, 60_000], [70_000, 70_000, 70_000, 70_000, 70_000]]

test.each(CARDINALITIES)('groupEntries() parts entries exactly as their codes do, for columns of %d, %d …', (...cardinalities) => {
  const lattice = latticeOf(cardinalities.map(halving))
  const row = fc.tuple(...cardinalities.map((cardinality) => fc.constantFrom(0, 1, 2, cardinality - 1).map((code) => code % cardinality)))
  const levels = fc.tuple(...cardinalities.map(() => fc.integer({ min: 0, max: 2 })))
  fc.assert(fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), levels, (rows, target) => {
    const table = tableOf(rows, cardinalities)
    const space = workspaceFor(table.entries)
    const classes = groupEntries(table, target, lattice, space)
    const keyOf = (entry: number) => target.map((level, column) => lattice.between(column, 0, level)[rows[entry]?.[column] ?? 0]).join()
    const classOfKey = new Map<string, number>()
    for (let entry = 0; entry < rows.length; entry++) {
      const place = space.classOf[entry] ?? -1
      expect(place).toBeLessThan(classes)
      expect(classOfKey.get(keyOf(entry)) ?? place).toBe(place)
      classOfKey.set(keyOf(entry), place)
    }
    expect(new Set(classOfKey.values()).size).toBe(classOfKey.size)
    expect(rollUp(table, target, lattice, workspaceFor(table.entries)).entries).toBe(classOfKey.size)
  }), { numRuns: 30 })
})

test('classSizes() counts rows, and each person once', () => {
  const lattice = latticeOf([halving(4)])
  const table = tableOf([[0], [1], [2], [0]], [4], [0, 0, 1, 2])
  const space = workspaceFor(4)
  const { rows, sizes } = classSizes(table, groupEntries(table, [1], lattice, space), space)
  // Counts are 1, 2, 3, 1: leaves 0 and 1 make one class of persons 0 and 2.
  expect([...rows].slice(0, 2)).toEqual([4, 3])
  expect([...sizes].slice(0, 2)).toEqual([2, 1])
})

test('rollUp() keeps rows, persons and their order', () => {
  const lattice = latticeOf([halving(4)])
  const { entries, counts, persons, codes, levels } = rollUp(tableOf([[0], [1], [2], [0]], [4], [0, 0, 1, 2]), [1], lattice, workspaceFor(4))
  expect({ entries, counts: [...counts], persons: [...(persons ?? [])], codes: codes.map((column) => [...column]), levels }).toEqual({ entries: 3, counts: [3, 3, 1], persons: [0, 1, 2], codes: [[0, 1, 0]], levels: [1] })
})

test('estimateEntries() is near what a roll-up leaves, and does not guess where persons count', () => {
  const cardinalities = [60_000, 60_000]
  const lattice = latticeOf(cardinalities.map(halving))
  const rows = Array.from({ length: 120_000 }, (_, entry) => [(entry * 7919) % 60_000, (entry * 104_729) % 60_000])
  const table = tableOf(rows, cardinalities)
  for (const target of [[1, 1], [0, 1], [1, 2]]) {
    const left = rollUp(table, target, lattice, workspaceFor(table.entries)).entries
    expect(estimateEntries(table, target, lattice, workspaceFor(table.entries)) / left).toBeGreaterThan(0.85)
    expect(estimateEntries(table, target, lattice, workspaceFor(table.entries)) / left).toBeLessThan(1.15)
  }
  expect(estimateEntries({ ...table, persons: new Uint32Array(table.entries) }, [1, 1], lattice, workspaceFor(table.entries))).toBe(0)
})
