import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { literal, sql } from '#platform/engines/sql-text.ts'
import { makeDelivery, type MadeDelivery, makeRecipe } from './delivery.fixture.ts'
import { projectGroups, readGroups } from './read-groups.ts'
import { sourceRows } from './source-rows.ts'

let made: MadeDelivery | undefined
afterEach(() => { made?.engine.close() })

const COLUMNS = { district: { role: 'plain' }, __proto__x: { role: 'plain' }, id: { role: 'identifier' } }

function recipeBy(parity: readonly string[] | undefined, fairness?: readonly string[]) {
  return makeRecipe({
    columns: COLUMNS, privacy: { models: [{ 'k-anonymity': 2 }], suppression: { limit: 0.1, ...(parity && { parity: { by: parity, 'at-most': 1.5 } }) } },
    ...(fairness && { fairness: { label: 'id', favourable: '1', groups: fairness } }),
  })
}

const deliver = (values: readonly (readonly [string | null, string | null])[]) => makeDelivery([
  { name: 'district', type: 'text', values: values.map(([first]) => first) }, { name: '__proto__x', type: 'text', values: values.map(([, second]) => second) },
])

test('readGroups() numbers every combination of delivered values once, missing ones too, and each row finds its own', async () => {
  made = await deliver([['b', '1'], ['a', null], ['b', '1'], [null, '2'], ['a', '1']])
  const { engine, table } = made
  const groups = await readGroups({ table, recipe: recipeBy(['district'], ['__proto__x', 'district']) }, { engine })
  expect(groups?.columns).toEqual(['district', '__proto__x'])
  expect(groups?.cells.map((cell) => cell.map(({ value }) => value))).toEqual([[null, '2'], ['a', null], ['a', '1'], ['b', '1']])
  expect(groups?.cells[0]).toEqual([{ column: 'district', value: null }, { column: '__proto__x', value: '2' }])
  const codes = await engine.query(sql`select ${groups?.code ?? literal('')} as code from ${sourceRows(table)} s ${groups?.join ?? sql``} order by s.row`, z.object({ code: z.number() }))
  expect(codes.map(({ code }) => code)).toEqual([3, 1, 3, 0, 2])
})

test('readGroups() reads nothing where the recipe names no groups, and refuses a column that is not there', async () => {
  made = await deliver([['a', '1']])
  const { engine, table } = made
  expect(await readGroups({ table, recipe: recipeBy(undefined) }, { engine })).toBeUndefined()
  await expect(readGroups({ table, recipe: recipeBy(['ward']) }, { engine })).rejects.toMatchObject({ code: 'bad-recipe', message: expect.stringContaining('"ward"') })
})

test('readGroups() refuses more groups than can be told apart', async () => {
  made = await deliver(Array.from({ length: 50_001 }, (_, row) => [String(row), '1']))
  const { engine, table } = made
  await expect(readGroups({ table, recipe: recipeBy(['district']) }, { engine })).rejects.toMatchObject({ code: 'bad-recipe', message: expect.stringContaining('50001 groups') })
})

test('projectGroups() puts groups together that agree in the columns asked for, in the order asked for', () => {
  const columns = ['district', 'sex']
  const cells = [['a', null], ['a', 'f'], ['b', 'f'], [null, 'f'], ['null', 'f']].map((values) => values.map((value, place) => ({ column: columns[place] ?? '', value: value ?? null })))
  const byDistrict = projectGroups({ columns, cells }, ['district'])
  expect([...byDistrict.ofGroup]).toEqual([0, 0, 1, 2, 3])
  expect(byDistrict.cells.map((cell) => cell.map(({ value }) => value))).toEqual([['a'], ['b'], [null], ['null']])
  const turned = projectGroups({ columns, cells }, ['sex', 'district'])
  expect(turned.cells[1]).toEqual([{ column: 'sex', value: 'f' }, { column: 'district', value: 'a' }])
  expect([...turned.ofGroup]).toEqual([0, 1, 2, 3, 4])
})
