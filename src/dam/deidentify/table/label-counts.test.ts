import { expect, test } from 'vitest'
import type { CompiledHierarchy } from './compiled-hierarchy.ts'
import { countLabels } from './label-counts.ts'

const hierarchy: CompiledHierarchy = {
  column: 'x', kind: 'none', domain: 3, labels: [['a', 'b', null], ['*']],
  codes: [Int32Array.of(0, 1, 2), Int32Array.of(0, 0, 0)], leaves: [Float64Array.of(1, 1, 1), Float64Array.of(3)],
}

test('countLabels() leaves out labels that only suppressed rows have', () => {
  const list = { classes: 4, codes: [Uint8Array.of(0, 0, 1, 2)], rows: Uint32Array.of(5, 2, 1, 6), sizes: Uint32Array.of(5, 2, 1, 6) }
  expect(countLabels(hierarchy, 0, 0, list, 5)).toEqual([{ label: 'a', leaves: 1, before: 7, after: 5 }, { label: null, leaves: 1, before: 6, after: 6 }])
})
