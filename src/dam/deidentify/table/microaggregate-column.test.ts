import { afterEach, expect, test } from 'vitest'
import { makeDelivery, type MadeDelivery, makeRecipe } from './delivery.fixture.ts'
import { releaseCells } from './release-cells.fixture.ts'

let made: MadeDelivery | undefined
afterEach(() => { made?.engine.close() })

const ROWS = 200
const rowsOf = (value: (row: number) => string | null) => Array.from({ length: ROWS }, (_, row) => value(row))
const numbers = rowsOf((row) => (row % 20 === 3 ? null : String((row * 37) % 101)))
const release = (words: Parameters<typeof makeRecipe>[0]) => {
  if (!made) throw new Error('A delivery is made first')
  return releaseCells(made, makeRecipe(words))
}

test('microaggregate replaces each value by the mean of its neighbours and keeps missing ones missing', async () => {
  made = await makeDelivery([{ name: 'cost', type: 'integer', values: numbers }])
  const { column, columns } = await release({ columns: { cost: { role: 'sensitive', do: { microaggregate: 4 } } } })
  expect(columns[0]?.type).toBe('decimal')
  const groups = Map.groupBy(column(0).map((cell, row) => ({ cell, row })), ({ cell }) => cell)
  expect(groups.get(null)?.map(({ row }) => numbers[row])).toEqual(Array.from({ length: 10 }, () => null))
  groups.delete(null)
  for (const [mean, members] of groups) {
    expect(members.length).toBeGreaterThanOrEqual(4)
    const sum = members.reduce((all, { row }) => all + Number(numbers[row] ?? NaN), 0)
    expect(sum / members.length).toBeCloseTo(Number(mean), 12)
  }
  expect(groups.size).toBeGreaterThan(25)
})

test('microaggregate counts the released rows only', async () => {
  made = await makeDelivery([{ name: 'cost', type: 'integer', values: numbers }])
  const { column } = await release({ columns: { cost: { role: 'sensitive', do: { microaggregate: 4 } } }, sample: { share: 0.5 } })
  const sizes = Array.from(Map.groupBy(column(0).filter((cell) => cell !== null), (cell) => cell).values(), ({ length }) => length)
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(4)
})

test('microaggregate refuses fewer values than one group needs, and what has no mean', async () => {
  made = await makeDelivery([{ name: 'a', type: 'integer', values: ['1', '2', null] }, { name: 'b', type: 'decimal', values: ['1', 'inf', '2'] }])
  const columns = (a: unknown, b: unknown) => ({ columns: { a: { role: 'plain', do: a }, b: { role: 'plain', do: b } } })
  await expect(release(columns({ microaggregate: 3 }, 'drop'))).rejects.toMatchObject({ code: 'bad-input', message: 'Column "a" has 2 values to release, and microaggregate: 3 needs at least 3; write a smaller number, or drop the column' })
  await expect(release(columns('drop', { microaggregate: 2 }))).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('no finite numbers') })
  expect((await release(columns({ microaggregate: 2 }, 'drop'))).column(0)).toEqual([1.5, 1.5, null])
})
