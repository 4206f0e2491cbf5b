import { compileModels } from '../class-models.ts'
import { type Frequencies, totalRows } from '../frequencies.ts'
import { latticeOf } from '../lattice.ts'
import { metricCosts } from '../metric-costs.ts'
import type { Box } from './box.ts'
import { boxColumns } from './box-columns.ts'
import type { SplitRequest } from './split-request.ts'
import { labelHierarchy } from './made-hierarchy.fixture.ts'

/** Six leaves in three pairs, then everything. */
const PAIRS = { codes: [Int32Array.of(0, 1, 2, 3, 4, 5), Int32Array.of(0, 0, 1, 1, 2, 2), new Int32Array(6)], leaves: [new Float64Array(6).fill(1), Float64Array.of(2, 2, 2), Float64Array.of(6)], domain: 6 }

/** A table of two columns of six leaves, for tests of single boxes; costs are the leaves under a label. */
export function makeBoxTable({ cells, counts, persons, k, mode = 'strict' }: { cells: readonly (readonly [number, number])[]; counts: readonly number[]; persons?: readonly number[]; k: number; mode?: 'strict' | 'free' }) {
  const hierarchies = ['a', 'b'].map((column) => labelHierarchy(PAIRS, column))
  const frequencies: Frequencies = {
    entries: cells.length, counts: Uint32Array.from(counts), ...(persons && { persons: Uint32Array.from(persons) }),
    codes: [Uint8Array.from(cells, ([first]) => first), Uint8Array.from(cells, ([, second]) => second)],
  }
  const columns = boxColumns(frequencies, hierarchies, [{ lowest: 0, highest: 2 }, { lowest: 0, highest: 2 }])
  const models = compileModels([{ 'k-anonymity': k }], frequencies, [])
  const costs = metricCosts('loss', frequencies, latticeOf(hierarchies), [1, 1]).ofLabel
  const request: SplitRequest = { mode, frequencies, columns, models, k, rows: totalRows(frequencies), cardinalities: [], objective: 'cost', costs }
  return { request, columns, frequencies }
}

/** All entries of a table under the most general labels. */
export function wholeBox({ entries, counts }: Frequencies, allowance = 0): Box {
  return { start: 0, end: entries, rows: totalRows({ counts }), levels: Uint8Array.of(2, 2), floors: Uint8Array.of(0, 0), allowance }
}
