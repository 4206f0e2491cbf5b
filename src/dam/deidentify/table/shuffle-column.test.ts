import { afterEach, expect, test } from 'vitest'
import { makeDelivery, type MadeDelivery, makeRecipe } from './delivery.fixture.ts'
import { releaseCells } from './release-cells.fixture.ts'

let made: MadeDelivery | undefined
afterEach(() => { made?.engine.close() })

const ROWS = 200
const rowsOf = (value: (row: number) => string | null) => Array.from({ length: ROWS }, (_, row) => value(row))
const numbers = rowsOf((row) => (row % 20 === 3 ? null : String((row * 37) % 101)))
const asNumber = (text: string | null) => (text === null ? null : Number(text))
const sorted = (values: readonly unknown[]) => values.map(String).toSorted()
const release = (words: Parameters<typeof makeRecipe>[0], key?: Uint8Array<ArrayBuffer>) => {
  if (!made) throw new Error('A delivery is made first')
  return releaseCells(made, makeRecipe(words), key)
}

test('shuffle exchanges the released values, missing ones too, and nothing else', async () => {
  made = await makeDelivery([{ name: 'cost', type: 'integer', values: numbers }, { name: 'row', type: 'integer', values: rowsOf(String) }])
  const columns = { cost: { role: 'plain', do: [{ 'top-code': 90 }, 'shuffle'] }, row: { role: 'plain' } }
  const { byRow, columns: written, column } = await release({ columns, sample: { share: 0.5 } })
  const treated = (row: number) => { const number = asNumber(numbers[row] ?? null); return number === null ? null : Math.min(90, number) }
  expect(written[0]?.type).toBe('integer')
  expect(byRow.size).toBe(100)
  expect(sorted(column(0))).toEqual(sorted(Array.from(byRow.keys(), treated)))
  for (const [row, cells] of byRow) expect(cells[1]).toBe(row)
  // A random order leaves about one value in its place, and as many more as are equal by chance.
  expect(Array.from(byRow).filter(([row, [cell]]) => cell === treated(row)).length).toBeLessThan(15)
  expect((await release({ columns, sample: { share: 0.5 } })).column(0)).toEqual(column(0))
  expect((await release({ columns }, new Uint8Array(32))).column(0)).not.toEqual((await release({ columns })).column(0))
})

test('two shuffled columns are not shuffled together, and tokens can be shuffled', async () => {
  made = await makeDelivery([{ name: 'a', type: 'integer', values: rowsOf(String) }, { name: 'b', type: 'integer', values: rowsOf(String) }, { name: 'c', type: 'text', values: rowsOf(String) }])
  const { byRow, column } = await release({ columns: { a: { role: 'plain', do: 'shuffle' }, b: { role: 'plain', do: 'shuffle' }, c: { role: 'plain', do: ['tokenise', 'shuffle'] } } })
  expect(Array.from(byRow.values()).filter(([a, b]) => a === b).length).toBeLessThan(12)
  expect(sorted(column(2))).toEqual(rowsOf((row) => `T${String(row + 1).padStart(3, '0')}`))
})
