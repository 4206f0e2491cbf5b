import { expect, test } from 'vitest'
import { compileModels } from '../class-models.ts'
import { entryOrder } from './box.ts'
import { makeBoxTable, wholeBox } from './box-table.fixture.ts'
import { labelCounter } from './label-counter.ts'

const cells = [[0, 0], [2, 0], [1, 0], [5, 0]] as const

test('count() gives rows, persons and importance of each label of a box, and nothing where there is but one', () => {
  const { request, columns: [first, second], frequencies } = makeBoxTable({ cells, counts: [1, 2, 3, 4], persons: [0, 0, 0, 1], k: 1 })
  const counter = labelCounter({ ...request, importance: Float64Array.of(1, 2, 6, 8) }, entryOrder(4))
  const box = wholeBox(frequencies)
  expect(first && counter.count(box, first, 1)).toEqual([0, 1, 2])
  expect([0, 1, 2].map((code) => [counter.rows[code], counter.sizes[code], counter.weights[code]])).toEqual([[4, 1, 7], [2, 1, 2], [4, 1, 8]])
  expect(first && counter.count({ ...box, start: 1, end: 3 }, first, 0)).toEqual([1, 2])
  expect(second && counter.count(box, second, 0)).toBeUndefined()
})

test('keepsModels() asks about one label, keepTogether() about several or the whole box', () => {
  const made = makeBoxTable({ cells, counts: [2, 2, 2, 2], k: 2 })
  const frequencies = { ...made.frequencies, sensitive: [Uint8Array.of(0, 1, 1, 1)] }
  const models = compileModels([{ 'k-anonymity': 2 }, { 'l-diversity': { column: 'v', kind: 'distinct', l: 2 } }], frequencies, [{ column: 'v', values: 2 }])
  const counter = labelCounter({ ...made.request, frequencies, models, cardinalities: [2] }, entryOrder(4))
  const box = wholeBox(frequencies)
  const [first] = made.columns
  expect(first && counter.count(box, first, 1)).toEqual([0, 1, 2])
  expect([0, 1, 2].map((code) => counter.keepsModels(code))).toEqual([true, false, false])
  expect([counter.keepTogether(box), counter.keepTogether(box, [1, 2]), counter.keepTogether(box, [0, 2])]).toEqual([true, false, true])
})
