import { expect, test } from 'vitest'
import { type Box, entryOrder } from './box.ts'
import { makeBoxTable, wholeBox } from './box-table.fixture.ts'
import { type LookAhead, recodeBoxes } from './recode-boxes.ts'

// By a first, three rows of each pair are left; by b first, two pairs of leaves of a come out whole.
const cells = [[0, 0], [1, 0], [2, 0], [3, 0], [0, 2], [1, 2], [4, 2], [5, 2]] as const
const counts = [2, 2, 2, 2, 2, 2, 2, 2]

async function settle(look: LookAhead) {
  const { request, frequencies } = makeBoxTable({ cells, counts, k: 4 })
  const entries = entryOrder(cells.length)
  const settled: Box[] = []
  await recodeBoxes(wholeBox(frequencies), request, { entries, look, visitor: { settled: (box) => { settled.push(box) }, pause: async () => undefined } })
  return { settled, order: Array.from(entries.order) }
}

test('recodeBoxes() splits until nothing more can be split, and loses no entry', async () => {
  const { settled, order } = await settle({ exhaustiveSizes: 0, entries: 0, splits: 1 })
  expect(order.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  expect(settled.reduce((sum, { rows }) => sum + rows, 0)).toBe(16)
  expect(settled.every(({ rows }) => rows >= 4)).toBe(true)
})

const costOf = (boxes: readonly Box[]) => boxes.reduce((sum, { rows, levels }) => sum + rows * Array.from(levels).reduce((leaves, level) => leaves + ([1, 2, 6][level] ?? 0), 0), 0)

test('recodeBoxes() loses no more when it looks ahead', async () => {
  const greedy = costOf((await settle({ exhaustiveSizes: 0, entries: 0, splits: 1 })).settled)
  expect(costOf((await settle({ exhaustiveSizes: 100, entries: 0, splits: 1 })).settled)).toBeLessThanOrEqual(greedy)
  expect(costOf((await settle({ exhaustiveSizes: 0, entries: 100, splits: 3 })).settled)).toBeLessThanOrEqual(greedy)
})
