import { expect, test } from 'vitest'
import { makeBoxTable, wholeBox } from './box-table.fixture.ts'
import { gatherEntries } from './gather-entries.ts'

test('gatherEntries() lays the entries of a box side by side, in the order of the box', () => {
  const { request, frequencies } = makeBoxTable({ cells: [[0, 5], [1, 4], [2, 3], [3, 2]], counts: [1, 2, 3, 4], persons: [0, 0, 1, 2], k: 2 })
  const gathered = gatherEntries({ ...request, importance: Float64Array.of(1, 2, 3, 8) }, { ...wholeBox(frequencies), start: 1, end: 3 }, Int32Array.of(0, 3, 1, 2))
  expect(gathered.frequencies).toEqual({ entries: 2, codes: [Uint8Array.of(3, 1), Uint8Array.of(2, 4)], counts: Uint32Array.of(4, 2), persons: Uint32Array.of(2, 0) })
  expect(gathered.columns.map(({ leaves }) => leaves)).toEqual(gathered.frequencies.codes)
  expect(gathered.importance).toEqual(Float64Array.of(8, 2))
  expect(gathered.rows).toBe(10)
})
