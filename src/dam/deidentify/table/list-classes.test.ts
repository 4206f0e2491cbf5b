import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileModels } from './class-models.ts'
import { latticeOf } from './lattice.ts'
import { groupBySize, listLeaves, listSuppressed, recodeAtNode } from './list-classes.ts'
import { countEntries, makeHierarchy, type MadeRow, sizeOf } from './naive-search.fixture.ts'

const hierarchy = { codes: [Int32Array.of(0, 1, 2), Int32Array.of(0, 0, 1), Int32Array.of(0, 0, 0)], leaves: [Float64Array.of(1, 1, 1), Float64Array.of(2, 1), Float64Array.of(3)], domain: 3 }
const lattice = latticeOf([hierarchy])
const frequencies = { entries: 3, codes: [Uint8Array.of(0, 1, 2)], counts: Uint32Array.of(2, 3, 1) }

test('listLeaves() lists every combination of leaves, also where entries are finer', () => {
  expect(listLeaves(frequencies, lattice)).toMatchObject({ classes: 3, rows: frequencies.counts, sizes: frequencies.counts })
  const finer = { entries: 4, codes: [Uint8Array.of(2, 0, 2, 1)], counts: Uint32Array.of(2, 3, 1, 0), persons: Uint32Array.of(0, 0, 1, 2), delivered: Uint32Array.of(2, 3, 1, 4) }
  const { classes, rows, sizes, classOf } = listLeaves(finer, lattice)
  // A combination of the delivery alone is in no class.
  expect({ classes, rows: [...rows], sizes: [...sizes], classOf: [...classOf] }).toEqual({ classes: 2, rows: [3, 3], sizes: [1, 2], classOf: [1, 0, 1, -1] })
})

test('recodeAtNode() lists rows, codes and entries of each class at a node that keeps the models', () => {
  const { classes, codes, rows, sizes, levels, classOf } = recodeAtNode(frequencies, [1], compileModels([], frequencies, []), [], lattice)
  expect({ classes, codes, rows: [...rows], sizes: [...sizes], levels, classOf: [...classOf] })
    .toEqual({ classes: 2, codes: [Int32Array.of(0, 1)], rows: [5, 1], sizes: [5, 1], levels: [Uint8Array.of(1, 1)], classOf: [0, 0, 1] })
  expect(recodeAtNode(frequencies, [1], compileModels([{ 'k-anonymity': 2 }], frequencies, []), [], lattice)).toMatchObject({ classes: 1, classOf: Int32Array.of(0, 0, -1), codes: [Int32Array.of(0)] })
})

test('listSuppressed() lists the codes of what is in no class, each once', () => {
  const recoded = recodeAtNode(frequencies, [0], compileModels([{ 'k-anonymity': 3 }], frequencies, []), [], lattice)
  expect(listSuppressed(frequencies, [0], recoded, lattice)).toEqual({ classes: 2, codes: [Uint8Array.of(0, 2)] })
  expect(listSuppressed(frequencies, [1], { ...recoded, classOf: new Int32Array(3).fill(-1) }, lattice)).toEqual({ classes: 2, codes: [Uint8Array.of(0, 1)] })
})

test('groupBySize() counts classes from the smallest size up', () => {
  expect(groupBySize(listLeaves(frequencies, lattice))).toEqual([{ size: 1, classes: 1, rows: 1, uniques: 1 }, { size: 2, classes: 1, rows: 2, uniques: 0 }, { size: 3, classes: 1, rows: 3, uniques: 0 }])
  // By persons a class may hold more rows than its size, and a single person more than one.
  expect(groupBySize({ classes: 3, rows: Uint32Array.of(4, 1, 2), sizes: Uint32Array.of(1, 1, 2) })).toEqual([{ size: 1, classes: 2, rows: 5, uniques: 1 }, { size: 2, classes: 1, rows: 2, uniques: 0 }])
})

const HIERARCHIES = [makeHierarchy({ leaves: 6, steps: [2], extra: 0, seed: 0 }), makeHierarchy({ leaves: 3, steps: [], extra: 0, seed: 1 })]
const Rows = fc.array(fc.record({ leaves: fc.tuple(fc.nat(5), fc.nat(2)), person: fc.nat(5), value: fc.nat(4), group: fc.nat(2), isReleased: fc.constant(true) }), { minLength: 1, maxLength: 40, size: 'max' })

test('kept and suppressed combinations part the rows of any table, and every row finds its labels', () => {
  fc.assert(fc.property(Rows, fc.tuple(fc.nat(2), fc.nat(1)), fc.integer({ min: 1, max: 5 }), fc.boolean(), fc.boolean(), (rows, levels, k, hasPersons, hasMore) => {
    const counted = countEntries(rows, HIERARCHIES, { persons: hasPersons, values: hasMore, groups: hasMore, delivered: false })
    const both = latticeOf(HIERARCHIES)
    const recoded = recodeAtNode(counted, levels, compileModels([{ 'k-anonymity': k }], counted, []), [], both)
    const suppressed = listSuppressed(counted, levels, recoded, both)
    const labelsOf = (row: MadeRow) => levels.map((level, column) => HIERARCHIES[column]?.codes[level]?.[row.leaves[column] ?? 0] ?? 0).join()
    const classes = Map.groupBy(rows, labelsOf)
    const told = Array.from({ length: recoded.classes }, (_, place) => [recoded.codes.map((codes) => codes[place]).join(), recoded.rows[place], recoded.sizes[place]])
    const naive = Array.from(classes, ([labels, own]) => [labels, own.length, sizeOf(own, hasPersons)] as const)
    expect(new Set(told.map(String))).toEqual(new Set(naive.filter(([, , size]) => size >= k).map(String)))
    expect(Array.from({ length: suppressed.classes }, (_, place) => suppressed.codes.map((codes) => codes[place]).join()).toSorted()).toEqual(naive.filter(([, , size]) => size < k).map(([labels]) => labels).toSorted())
    const leaves = Array.from({ length: counted.entries }, (_, entry) => counted.codes.map((codes) => codes[entry] ?? 0))
    for (const [entry, place] of recoded.classOf.entries()) {
      const labels = levels.map((level, column) => HIERARCHIES[column]?.codes[level]?.[leaves[entry]?.[column] ?? 0]).join()
      expect(place < 0 ? sizeOf(classes.get(labels) ?? [], hasPersons) < k : told[place]?.[0] === labels).toBe(true)
    }
  }))
})
