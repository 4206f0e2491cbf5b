import { afterEach, expect, test } from 'vitest'
import { withCountedDelivery } from './count-delivery.ts'
import { makeDelivery, type MadeDelivery, makeRecipe, MADE_KEY } from './delivery.fixture.ts'
import { sensitiveNames } from './read-sensitive.ts'

let made: MadeDelivery | undefined
afterEach(() => { made?.engine.close() })

type Made = Parameters<typeof makeDelivery>[0][number]

/** The codes of a sensitive column: for each age of the delivery, in order, the code of its row. */
async function codeColumn(told: Omit<Made, 'name'>, settings: object, distance: 'equal' | 'ordered' | 'hierarchical' = 'ordered') {
  const ages = told.values.map((_, row) => String(row + 10))
  made = await makeDelivery([{ name: 'age', type: 'integer', values: ages }, { name: 'value', ...told }])
  const recipe = makeRecipe({
    columns: { age: { role: 'quasi-identifier' }, value: { role: 'sensitive', ...settings } },
    privacy: { models: [{ 'k-anonymity': 2 }, { 't-closeness': { column: 'value', t: 0.5, distance } }, { 'l-diversity': { column: 'value', kind: 'distinct', l: 2 } }], suppression: { limit: 1 } },
  })
  const { table, directory, engine } = made
  return withCountedDelivery({ table, recipe, directory, key: MADE_KEY }, { engine, progress: () => undefined }, async ({ sensitive, frequencies }) => {
    const codes = new Map(Array.from({ length: frequencies.entries }, (_, entry) => [frequencies.codes[0]?.[entry] ?? 0, frequencies.sensitive?.[0]?.[entry]]))
    const [first] = sensitive
    return {
      columns: sensitive.map(({ column }) => column), values: first?.values, codes: ages.map((_, row) => codes.get(row)),
      levels: first?.hierarchy?.codes.map((ofLevel) => [...ofLevel]),
    }
  })
}

test('sensitiveNames() names each column that a model asks about once, and no other', () => {
  const models = [{ 'l-diversity': { column: 'a', kind: 'distinct', l: 2 } }, { 't-closeness': { column: 'b', t: 0.1, distance: 'equal' } }, { 'l-diversity': { column: 'a', kind: 'entropy', l: 2 } }, { 'k-anonymity': 3 }]
  const columns = { a: { role: 'sensitive' }, b: { role: 'sensitive' }, c: { role: 'sensitive' } }
  expect(sensitiveNames(makeRecipe({ columns, privacy: { models, suppression: { limit: 0 } } }))).toEqual(['a', 'b'])
  expect(sensitiveNames(makeRecipe({ columns }))).toEqual([])
})

test.each<{ named: string; told: Omit<Made, 'name'>; settings?: object; codes: readonly number[]; values: number }>([
  { named: 'numbers by value, the missing one first', told: { type: 'integer', values: ['10', '9', null, '100', '9'] }, codes: [2, 1, 0, 3, 1], values: 4 },
  { named: 'dates by day', told: { type: 'date', format: '%d.%m.%Y', values: ['02.01.2020', '01.02.2019', '01.01.2020'] }, codes: [2, 0, 1], values: 3 },
  { named: 'text by code points', told: { type: 'text', values: ['b', 'B', '가', 'a', null] }, codes: [3, 1, 4, 2, 0], values: 5 },
  { named: 'the cell as it is released', told: { type: 'integer', values: ['14', '16', '99', '20'] }, settings: { do: [{ 'top-code': 30 }, { round: 10 }] }, codes: [0, 1, 2, 1], values: 3 },
  // The labels [0, 10), [10, 20) and [100, 110) by code points, in which [100 stands before [10,.
  { named: 'labels of a fixed level by code points', told: { type: 'integer', values: ['100', '15', '3', '17', null] }, settings: { hierarchy: { intervals: [10] }, do: { generalise: 1 } }, codes: [3, 2, 1, 2, 0], values: 4 },
])('readSensitive() codes $named', async ({ told, settings = {}, codes, values }) => {
  expect(await codeColumn(told, settings)).toMatchObject({ columns: ['value'], codes, values })
})

test('readSensitive() reads the hierarchy where a distance goes by it', async () => {
  const tree = { hierarchy: { tree: { cold: ['cough', 'flu'], heart: ['stroke'] } } }
  const told = { type: 'text', values: ['stroke', 'flu', 'cough', 'flu'] } as const
  // By code points cough, flu, stroke.
  expect(await codeColumn(told, tree, 'hierarchical')).toMatchObject({ codes: [2, 1, 0, 1], levels: [[0, 1, 2], [0, 0, 1], [0, 0, 0]] })
  made?.engine.close()
  expect((await codeColumn(told, tree, 'equal')).levels).toBeUndefined()
})

test('of a fixed level, the hierarchy begins with its labels in their own order', async () => {
  const told = { type: 'text', values: ['stroke', 'flu', 'cough'] } as const
  const { levels, codes } = await codeColumn(told, { hierarchy: { tree: { zz: { cold: ['cough', 'flu'] }, aa: { heart: ['stroke'] } } }, do: { generalise: 1 } }, 'hierarchical')
  expect(codes).toEqual([1, 0, 0])
  expect(levels?.[0]).toEqual([0, 1])
  expect(levels?.at(-1)).toEqual([0, 0])
})

test('readSensitive() refuses a model about a column that is not released', async () => {
  await expect(codeColumn({ type: 'text', values: ['a', 'b'] }, { do: 'drop' })).rejects.toMatchObject({ code: 'bad-recipe', message: expect.stringContaining('"value", which is not released') })
})
