import { expect, test } from 'vitest'
import type { CompiledHierarchy } from './compiled-hierarchy.ts'
import { countLabels, finestLevel, listLabels } from './label-counts.ts'

const hierarchy: CompiledHierarchy = {
  column: 'x', kind: 'none', domain: 3, labels: [['a', 'b', null], ['*']],
  codes: [Int32Array.of(0, 1, 2), Int32Array.of(0, 0, 0)], leaves: [Float64Array.of(1, 1, 1), Float64Array.of(3)],
}
/** `a` and `b` are AB; `c` stays alone until *. */
const branches: CompiledHierarchy = {
  column: 'x', kind: 'tree', domain: 4, labels: [['a', 'b', 'c'], ['AB', 'c'], ['*']],
  codes: [Int32Array.of(0, 1, 2), Int32Array.of(0, 0, 1), Int32Array.of(0, 0, 0)], leaves: [Float64Array.of(1, 1, 1), Float64Array.of(2, 1), Float64Array.of(4)],
}

/** Classes of one column, each with its level, code and rows. */
function recodedOf(labels: readonly (readonly [level: number, code: number, rows?: number])[]) {
  return {
    classes: labels.length, classOf: new Int32Array(0), levels: [Uint8Array.from(labels, ([level]) => level)], codes: [Int32Array.from(labels, ([, code]) => code)],
    rows: Uint32Array.from(labels, ([, , rows = 0]) => rows), sizes: new Uint32Array(labels.length),
  }
}

test('countLabels() leaves out labels that only suppressed rows have', () => {
  // Entries of 5, 2, 1 and 6 rows; the second and third are suppressed.
  const frequencies = { entries: 4, codes: [Uint8Array.of(0, 0, 1, 2)], counts: Uint32Array.of(5, 2, 1, 6) }
  const recoded = recodedOf([[0, 0, 5], [0, 2, 6]])
  expect(countLabels(hierarchy, 0, 0, recoded, frequencies)).toEqual([{ label: 'a', before: 7, after: 5 }, { label: null, before: 6, after: 6 }])
})

test('countLabels() puts finer labels under the level together and leaves coarser ones out', () => {
  const frequencies = { entries: 3, codes: [Uint8Array.of(0, 1, 2)], counts: Uint32Array.of(5, 2, 6) }
  const recoded = recodedOf([[0, 0, 5], [0, 1, 2], [2, 0, 6]])
  expect(countLabels(branches, 0, 1, recoded, frequencies)).toEqual([{ label: 'AB', before: 7, after: 7 }])
  expect(countLabels(branches, 0, 2, recoded, frequencies)).toEqual([{ label: '*', before: 13, after: 13 }])
})

test('listLabels() lists each label of the classes once, with its leaves and its finest level', () => {
  const { labels, ofClass } = listLabels(branches, 0, recodedOf([[1, 0], [0, 2], [1, 1], [2, 0], [1, 0]]))
  expect(labels).toEqual([{ label: 'AB', leaves: 2, level: 1 }, { label: 'c', leaves: 1, level: 0 }, { label: '*', leaves: 4, level: 2 }])
  // The class of `c` on level 1 has the label of level 0.
  expect([...ofClass]).toEqual([0, 1, 1, 2, 0])
})

test('finestLevel() finds where a label first stands for the same leaves, and no other leaf of that name', () => {
  expect([finestLevel(branches, 1, 0), finestLevel(branches, 1, 1), finestLevel(branches, 2, 0), finestLevel(branches, 0, 2)]).toEqual([1, 0, 2, 0])
  // The wider label has the name of one of its leaves.
  expect(finestLevel({ ...branches, labels: [['a', 'b', 'c'], ['a', 'c'], ['*']] }, 1, 0)).toBe(1)
})
