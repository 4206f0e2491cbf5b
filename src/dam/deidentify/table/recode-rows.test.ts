import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { joinSql, sql } from '#platform/engines/sql-text.ts'
import { withCountedDelivery } from './count-delivery.ts'
import { makeDelivery, type MadeDelivery, makeRecipe, MADE_KEY } from './delivery.fixture.ts'
import { leafWords, loadPlaces, placedRows } from './place-rows.ts'
import { recodeRows } from './recode-rows.ts'

let made: MadeDelivery | undefined
afterEach(() => { made?.engine.close() })

test.each([
  { named: 'alone', models: [{ 'k-anonymity': 2 }] },
  // Entries are then finer than combinations.
  { named: 'beside the values of a sensitive column', models: [{ 'k-anonymity': 2 }, { 'l-diversity': { column: 'value', kind: 'distinct', l: 2 } }] },
])('recodeRows() gives each row the labels of its class, marks the others, and keeps the order: combinations $named', async ({ models }) => {
  const rows = Array.from({ length: 400 }, (_, row) => ({ age: String(20 + (row * 7) % 40), town: ['A', 'B', 'C'][row % 3] ?? '', value: String(row % 4) }))
  made = await makeDelivery([
    { name: 'age', type: 'integer', values: rows.map(({ age }) => age) }, { name: 'town', type: 'text', values: rows.map(({ town }) => town) }, { name: 'value', type: 'text', values: rows.map(({ value }) => value) },
  ])
  const recipe = makeRecipe({ columns: { age: { role: 'quasi-identifier' }, town: { role: 'quasi-identifier' }, value: { role: 'sensitive' } }, privacy: { models, suppression: { limit: 1 } } })
  const { table, directory, engine } = made
  const Coded = z.tuple([z.number(), z.boolean(), z.number(), z.number()])
  const { before, after } = await withCountedDelivery({ table, recipe, directory, key: MADE_KEY }, { engine, progress: () => undefined }, async ({ frequencies, places, lattice }) => {
    const order = sql`select row from deidentify_rows`
    const read = await engine.table(order)
    // The codes of leaves are in the order of their texts: age 20 is 0. The label of a class is its number, and as many from the end.
    const classOf = Int32Array.from({ length: frequencies.entries }, (_, entry) => ((frequencies.codes[1]?.[entry] ?? 0) === 2 ? -1 : (frequencies.codes[0]?.[entry] ?? 0) % 5))
    const columns = [{ ofClass: Int32Array.of(0, 1, 2, 3, 4), labels: 5 }, { ofClass: Int32Array.of(70_004, 70_003, 70_002, 70_001, 70_000), labels: 70_005 }]
    await loadPlaces('deidentify_placed', { frequencies, classOf, places, lattice }, { engine })
    const labels = await recodeRows({ placed: placedRows('deidentify_placed', leafWords(places)), columns, places }, { engine })
    const coded = await engine.table(sql`select row, suppressed, ${joinSql(labels, ', ')} from deidentify_rows`)
    return { before: read.rows.map(([row]) => Number(row)), after: coded.rows.map(([row, ...others]) => Coded.parse([Number(row), others[0], Number(others[1]), Number(others[2])])) }
  })
  expect(after.map(([row]) => row)).toEqual(before)
  expect(after).toHaveLength(400)
  for (const [row, suppressed, first, second] of after) {
    const { age, town } = rows[row] ?? { age: '', town: '' }
    const place = (Number(age) - 20) % 5
    expect([row, suppressed, ...(suppressed ? [] : [first, second])]).toEqual([row, town === 'C', ...(town === 'C' ? [] : [place, 70_004 - place])])
  }
})
