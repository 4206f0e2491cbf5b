import { expect, test } from 'vitest'
import type { CompiledHierarchy } from '../compiled-hierarchy.ts'
import { refuseAmbiguousLabels } from './refuse-ambiguous-labels.ts'

const made = (labels: CompiledHierarchy['labels'], widths = [1, 2]): CompiledHierarchy => ({
  column: 'city', kind: 'file', domain: 3, labels,
  codes: [Int32Array.of(0, 1, 2), Int32Array.of(0, 0, 1), Int32Array.of(0, 0, 0)],
  leaves: [Float64Array.of(1, 1, 1), Float64Array.of(widths[1] ?? 2, widths[0] ?? 1), Float64Array.of(3)],
})

test('refuseAmbiguousLabels() accepts a label that stands for the same leaves on several levels', () => {
  expect(() => refuseAmbiguousLabels([made([['a', 'b', 'c'], ['ab', 'c'], ['*']])])).not.toThrow()
  expect(() => refuseAmbiguousLabels([made([['a', 'b', null], ['ab', null], ['*']])])).not.toThrow()
})

test.each([
  [made([['a', 'b', 'c'], ['a', 'c'], ['*']])],
  [made([['a', 'b', 'c'], ['ab', 'c'], ['*']], [2, 2])],
])('refuseAmbiguousLabels() refuses a label that stands for other leaves, without quoting it', (hierarchy) => {
  expect(() => refuseAmbiguousLabels([hierarchy])).toThrow(expect.objectContaining({ code: 'bad-recipe', message: expect.stringMatching(/^In the hierarchy of column "city", a label of level 0 reads like one of level 1/) }))
})
