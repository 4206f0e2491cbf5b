import { expect, test } from 'vitest'
import { entryOrder } from './box.ts'
import { makeBoxTable, wholeBox } from './box-table.fixture.ts'
import { partBox } from './part-box.ts'

const cells = [[0, 0], [2, 0], [4, 0], [1, 0], [3, 0], [5, 0]] as const

test('partBox() sorts entries by part, in the order of the table within each, with what is left over last', () => {
  const { columns: [column], frequencies } = makeBoxTable({ cells, counts: [1, 2, 3, 4, 5, 6], k: 1 })
  const entries = entryOrder(6)
  const whole = wholeBox(frequencies, 7)
  const parts = column ? partBox(whole, { column: 0, level: 1, codes: [1], rows: [7], rest: [0], restRows: 5, dropped: 2, merit: 1 }, column, entries) : []
  expect(Array.from(entries.order)).toEqual([1, 4, 0, 3, 2, 5])
  expect(parts.map(({ start, end, rows }) => ({ start, end, rows }))).toEqual([{ start: 0, end: 2, rows: 7 }, { start: 2, end: 4, rows: 5 }])
  expect(parts.map(({ levels, floors }) => [Array.from(levels), Array.from(floors)])).toEqual([[[1, 2], [0, 0]], [[2, 2], [2, 0]]])
  expect(Array.from(whole.levels)).toEqual([2, 2])
})

test('partBox() shares what may still be suppressed by rows', () => {
  const { columns: [column], frequencies } = makeBoxTable({ cells, counts: [1, 2, 3, 4, 5, 6], k: 1 })
  const parts = column ? partBox(wholeBox(frequencies, 8), { column: 0, level: 1, codes: [0, 1], rows: [5, 7], rest: [], restRows: 0, dropped: 2, merit: 1 }, column, entryOrder(6)) : []
  expect(parts.reduce((sum, { allowance }) => sum + allowance, 0)).toBeCloseTo(6 * 12 / 19, 12)
  expect((parts[0]?.allowance ?? 0) / (parts[1]?.allowance ?? 1)).toBeCloseTo(5 / 7, 12)
})
