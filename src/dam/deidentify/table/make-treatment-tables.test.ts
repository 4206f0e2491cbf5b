import { createHmac } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { makeDelivery, type MadeDelivery, makeRecipe, MADE_KEY } from './delivery.fixture.ts'
import { releaseCells } from './release-cells.fixture.ts'

let made: MadeDelivery | undefined
afterEach(() => { made?.engine.close() })

const ROWS = 200
const rowsOf = (value: (row: number) => string | null) => Array.from({ length: ROWS }, (_, row) => value(row))
const numbers = rowsOf((row) => (row % 20 === 3 ? null : String((row * 37) % 101)))
const asNumber = (text: string | null) => (text === null ? null : Number(text))
const release = (words: Parameters<typeof makeRecipe>[0]) => {
  if (!made) throw new Error('A delivery is made first')
  return releaseCells(made, makeRecipe(words))
}

test('hash gives all digits of the keyed hash', async () => {
  made = await makeDelivery([{ name: 'id', type: 'text', values: rowsOf((row) => (row === 5 ? null : `nobody ${row}`)) }])
  const { byRow } = await release({ columns: { id: { role: 'identifier', do: 'hash' } } })
  expect(byRow.get(5)).toEqual([null])
  expect(byRow.get(7)).toEqual([createHmac('sha256', MADE_KEY).update('nobody 7').digest('hex')])
})

test('noise keeps the type and the missing values, and is the same in every run', async () => {
  made = await makeDelivery([{ name: 'age', type: 'integer', values: numbers }, { name: 'cost', type: 'decimal', values: numbers }])
  const recipe = { columns: { age: { role: 'plain', do: { noise: { kind: 'laplace', epsilon: 1, sensitivity: 3 } } }, cost: { role: 'sensitive', do: [{ round: 10 }, { noise: { kind: 'gaussian', epsilon: 1, delta: 1e-5, sensitivity: 1 } }] } } }
  const { byRow, columns, column, report } = await release(recipe)
  expect(columns.map(({ type }) => type)).toEqual(['integer', 'decimal'])
  expect(report.treatments.map(({ did }) => did)).toEqual(['noise laplace epsilon 1 sensitivity 3', 'round 10, noise gaussian epsilon 1 delta 0.00001 sensitivity 1'])
  expect([byRow.get(3), byRow.get(23)]).toEqual([[null, null], [null, null]])
  expect(column(0).every((cell) => cell === null || Number.isInteger(cell))).toBe(true)
  expect(column(0).filter((cell, row) => cell === asNumber(numbers[row] ?? null)).length).toBeLessThan(80)
  expect((await release(recipe)).column(1)).toEqual(column(1))
})

test('a hierarchy by frequency keeps the frequent values of the whole delivery', async () => {
  const towns = ['Seoul', 'Seoul', 'Seoul', 'Busan', 'Busan', 'Jeju', 'Ulsan', null]
  made = await makeDelivery([{ name: 'town', type: 'text', values: rowsOf((row) => towns[row % 8] ?? null) }])
  const recipe = (level: number) => ({ columns: { town: { role: 'quasi-identifier', hierarchy: { frequency: [3, 1] }, do: { generalise: level } } }, sample: { share: 0.5 } })
  const labels = async (level: number) => new Set((await release(recipe(level))).column(0))
  expect(await labels(1)).toEqual(new Set(['Seoul', 'Busan', 'Jeju', 'other:3', null]))
  expect(await labels(2)).toEqual(new Set(['Seoul', 'other:1', null]))
  expect(await labels(3)).toEqual(new Set(['*']))
})

test('a hierarchy by frequency ranks by the delivery, whatever the sample holds', async () => {
  made = await makeDelivery([{ name: 'town', type: 'text', values: rowsOf((row) => (row < 8 ? 'A' : ['B', 'C', 'D', 'E', 'A'][row % 5] ?? null)) }])
  const { column } = await release({ columns: { town: { role: 'quasi-identifier', hierarchy: { frequency: [1] }, do: { generalise: 1 } } }, sample: { share: 0.3 } })
  expect(new Set(column(0))).toEqual(new Set(['A', 'other:1']))
})

test('a value that reads as a label of the hierarchy is refused by its row', async () => {
  made = await makeDelivery([{ name: 'town', type: 'text', values: ['Seoul', 'other:3', 'Busan'] }])
  await expect(release({ columns: { town: { role: 'quasi-identifier', hierarchy: { frequency: [3, 1] }, do: { generalise: 1 } } } })).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('(rows 2)') })
})
