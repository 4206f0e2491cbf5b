import { expect, test } from 'vitest'
import { makeHierarchy } from '../naive-search.fixture.ts'
import { boxColumns } from './box-columns.ts'
import { labelHierarchy } from './made-hierarchy.fixture.ts'

test('boxColumns() knows the finest level of a label that stands on several', () => {
  const hierarchy = labelHierarchy(makeHierarchy({ leaves: 3, steps: [2, 1], extra: 0, seed: 0 }), 'a')
  const [column] = boxColumns({ entries: 1, codes: [Uint8Array.of(0)], counts: Uint32Array.of(1) }, [hierarchy], [{ lowest: 1, highest: 3 }])
  // Of the leaves 0, 1 and 2 the second level gathers the first two, the third repeats it, the last is *.
  expect(column?.finest.map((levels) => Array.from(levels))).toEqual([[0, 0, 0], [1, 0], [1, 0], [3]])
  expect(column).toMatchObject({ lowest: 1, highest: 3, last: 3, cardinality: 3 })
})
