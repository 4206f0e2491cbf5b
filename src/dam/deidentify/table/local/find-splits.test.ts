import { expect, test } from 'vitest'
import { entryOrder } from './box.ts'
import { makeBoxTable, wholeBox } from './box-table.fixture.ts'
import { splitFinder } from './find-splits.ts'

const cells = [[0, 0], [2, 0], [4, 1], [1, 1]] as const
const find = (made: ReturnType<typeof makeBoxTable>, allowance = 0) => {
  const box = wholeBox(made.frequencies, allowance)
  return { box, splits: splitFinder(made.request, entryOrder(made.frequencies.entries)).find(box) }
}

test('find() takes only splits whose parts are all large enough, and narrows labels that all rows agree on', () => {
  const { box, splits } = find(makeBoxTable({ cells, counts: [4, 4, 4, 4], k: 8 }))
  // By a, the pairs hold 8, 4 and 4 rows; b is 0 or 1 everywhere, one pair, and splits into halves.
  expect(splits).toMatchObject([{ column: 1, level: 0, codes: [0, 1], rows: [8, 8], rest: [], dropped: 0 }])
  expect(Array.from(box.levels)).toEqual([2, 1])
})

test('find() weighs what a split saves by the square root of the bits that it takes', () => {
  const { splits } = find(makeBoxTable({ cells, counts: [4, 4, 4, 4], k: 4 }))
  const [first, second] = splits
  // By a: from 6 leaves to 2, of 16 rows, for 1.5 bits. By b: from 2 leaves to 1, for one bit.
  expect(first).toMatchObject({ column: 0, level: 1 })
  expect(first?.merit).toBeCloseTo(64 / Math.sqrt(1.5), 10)
  expect(second?.merit).toBeCloseTo(16, 10)
})

test('find() in a free recoding leaves small labels under the wider one, with the cheapest large ones, until they are enough', () => {
  const rows = [[0, 0], [0, 2], [0, 4], [0, 5]] as const
  const made = makeBoxTable({ cells: rows, counts: [9, 5, 1, 1], k: 4, mode: 'free' })
  // Under * in every column nobody may be left over: such rows would count as suppressed.
  expect(splitFinder({ ...made.request, columns: made.columns.slice(1) }, entryOrder(4)).find({ ...wholeBox(made.frequencies), levels: Uint8Array.of(2), floors: Uint8Array.of(0) })).toEqual([])
  expect(find(made).splits).toMatchObject([{ column: 1, level: 1, codes: [0], rows: [9], rest: [2, 1], restRows: 7 }])
})

test('find() counts persons, not rows, where there are persons', () => {
  const made = makeBoxTable({ cells: [[0, 0], [2, 0], [0, 0], [2, 0]], counts: [5, 1, 5, 1], persons: [0, 0, 1, 2], k: 2 })
  expect(find(made).splits).toMatchObject([{ column: 0, codes: [0, 1], rows: [10, 2] }])
  expect(find(makeBoxTable({ cells: [[0, 0], [2, 0], [0, 0], [2, 0]], counts: [5, 1, 5, 1], persons: [0, 0, 0, 2], k: 2 })).splits).toEqual([])
})

test('find() suppresses a rare label within the box\'s allowance, where that saves more than it costs', () => {
  const made = { cells: [[0, 0], [2, 0], [4, 0]] as const, counts: [40, 40, 1], k: 4 }
  expect(find(makeBoxTable(made)).splits).toEqual([])
  expect(find(makeBoxTable(made), 1).splits).toMatchObject([{ column: 0, codes: [0, 1], dropped: 1 }])
  // Where a row has kept a narrow label of the other column, that is lost with it: 4 rows save 4 leaves each, 4 rows lose 5.
  const costly = makeBoxTable({ ...made, counts: [4, 1, 3] })
  expect(splitFinder(costly.request, entryOrder(3)).find({ ...wholeBox(costly.frequencies, 4), levels: Uint8Array.of(2, 0) })).toEqual([])
})
