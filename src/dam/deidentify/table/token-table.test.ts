import { createHmac } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { makeDelivery, type MadeDelivery, makeRecipe, MADE_KEY } from './delivery.fixture.ts'
import { releaseCells } from './release-cells.fixture.ts'

let made: MadeDelivery | undefined
afterEach(() => { made?.engine.close() })

const ROWS = 200
const rowsOf = (value: (row: number) => string | null) => Array.from({ length: ROWS }, (_, row) => value(row))
const release = (words: Parameters<typeof makeRecipe>[0]) => {
  if (!made) throw new Error('A delivery is made first')
  return releaseCells(made, makeRecipe(words))
}

test('tokenise gives every value one token of its own, in an order that says nothing', async () => {
  const value = (row: number) => (row === 9 ? null : `person ${String(row % 150).padStart(3, '0')}`)
  made = await makeDelivery([{ name: 'id', type: 'text', values: rowsOf(value) }])
  const { byRow } = await release({ columns: { id: { role: 'identifier', do: 'tokenise' } }, sample: { share: 0.9 } })
  const pairs = new Set(Array.from(byRow, ([row, [token]]) => `${value(row)} ${String(token)}`))
  const tokens = Array.from(new Set(Array.from(byRow, ([, [token]]) => token)))
  expect(pairs.size).toBe(tokens.length)
  expect(tokens.every((token) => token === null || /^T\d{3}$/.test(String(token)))).toBe(true)
  const hashes = Array.from({ length: 150 }, (_, row) => value(row)).concat(value(159)).filter((text) => text !== null).map((text) => createHmac('sha256', MADE_KEY).update(text).digest('hex')).toSorted()
  for (const [row, [token]] of byRow) {
    const text = value(row)
    const place = text === null ? undefined : hashes.indexOf(createHmac('sha256', MADE_KEY).update(text).digest('hex')) + 1
    expect(token).toBe(place === undefined ? null : `T${String(place).padStart(3, '0')}`)
  }
  const inOrder = Array.from({ length: 149 }, (_, row) => [byRow.get(row)?.[0], byRow.get(row + 1)?.[0]]).filter(([a, b]) => String(a) < String(b)).length
  expect(inOrder).toBeGreaterThan(45)
  expect(inOrder).toBeLessThan(105)
})
