import { expect, test } from 'vitest'
import { workspaceFor } from './entry-table.ts'
import { latticeOf } from './lattice.ts'
import { tablePool } from './table-pool.ts'

const leaves = 100
const hierarchy = {
  codes: [1, 10, leaves].map((by) => Int32Array.from({ length: leaves }, (_, leaf) => Math.floor(leaf / by))),
  leaves: [leaves, 10, 1].map((size) => new Float64Array(size).fill(leaves / size)), domain: leaves,
}
const lattice = latticeOf([hierarchy, hierarchy])
const base = {
  entries: leaves * leaves, levels: [0, 0], counts: new Uint32Array(leaves * leaves).fill(1),
  codes: [0, 1].map((column) => Uint8Array.from({ length: leaves * leaves }, (_, entry) => (column === 0 ? entry % leaves : Math.floor(entry / leaves)))),
}

test('tableFor() makes a coarser table where that pays, gives it again, and never one that is too coarse', () => {
  const pool = tablePool(base, { nodes: 4, share: 0.7 }, lattice, workspaceFor(base.entries))
  expect(pool.tableFor([0, 0], [2, 2])).toBe(base)
  // One node is not worth a roll-up.
  expect(pool.tableFor([1, 1], [1, 1])).toBe(base)
  const coarser = pool.tableFor([1, 0], [2, 2])
  expect(coarser).toMatchObject({ entries: 1000, levels: [1, 0] })
  expect(pool.tableFor([1, 0], [2, 1])).toBe(coarser)
  expect(pool.tableFor([1, 1], [1, 1])).toBe(coarser)
  expect(pool.tableFor([0, 1], [0, 1])).toBe(base)
})
