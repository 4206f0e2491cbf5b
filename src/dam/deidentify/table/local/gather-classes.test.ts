import { expect, test } from 'vitest'
import { makeBoxTable, wholeBox } from './box-table.fixture.ts'
import { gatherClasses } from './gather-classes.ts'

test('gatherClasses() numbers boxes, counts persons, and leaves the others suppressed', () => {
  const { columns, frequencies } = makeBoxTable({ cells: [[0, 0], [1, 1], [4, 2], [5, 2]], counts: [1, 2, 3, 4], persons: [0, 0, 1, 2], k: 1 })
  const boxes = [{ ...wholeBox(frequencies), end: 2, rows: 3, levels: Uint8Array.of(1, 1) }, { ...wholeBox(frequencies), start: 2, end: 3, rows: 3, levels: Uint8Array.of(0, 2) }]
  expect(gatherClasses(boxes, Int32Array.of(0, 1, 3, 2), columns, frequencies)).toEqual({
    classes: 2, classOf: Int32Array.of(0, 0, -1, 1), levels: [Uint8Array.of(1, 0), Uint8Array.of(1, 2)], codes: [Int32Array.of(0, 5), Int32Array.of(0, 0)],
    rows: Uint32Array.of(3, 3), sizes: Uint32Array.of(1, 1),
  })
})
