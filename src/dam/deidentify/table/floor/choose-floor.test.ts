import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withCountedDelivery } from '../count-delivery.ts'
import { makeDelivery, makeRecipe, MADE_KEY } from '../delivery.fixture.ts'

const Rows = fc.array(fc.tuple(fc.nat(39), fc.nat(24), fc.nat(2)), { minLength: 60, maxLength: 300, size: 'max' })

/** The combinations of rows with one leaf for all under a label, from the counted table and from the rows themselves. */
async function countAt(rows: readonly (readonly [number, number, number])[], most: number) {
  const made = await makeDelivery([
    { name: 'age', type: 'integer', values: rows.map(([age]) => String(20 + age)) }, { name: 'town', type: 'text', values: rows.map(([, town]) => String(10 + town)) }, { name: 'sex', type: 'text', values: rows.map(([, , sex]) => 'fmx'[sex] ?? '') },
  ])
  const recipe = makeRecipe({
    columns: { age: { role: 'quasi-identifier', hierarchy: { intervals: [5, 20] } }, town: { role: 'quasi-identifier', hierarchy: { prefix: [1] }, levels: { 'at-most': 1 } }, sex: { role: 'quasi-identifier' } },
    privacy: { models: [{ 'k-anonymity': 2 }], 'most-combinations': most },
  })
  try {
    return await withCountedDelivery({ table: made.table, recipe, directory: made.directory, key: MADE_KEY }, { engine: made.engine, progress: () => undefined }, async ({ floor, frequencies, hierarchies, leafGroups }) => {
      const levels = floor?.levels ?? [0, 0, 0]
      const label = (column: number, leaf: number) => hierarchies[column]?.labels[levels[column] ?? 0]?.[hierarchies[column]?.codes[levels[column] ?? 0]?.[leaf] ?? 0] ?? ''
      const leafOf = (column: number, text: string) => hierarchies[column]?.labels[0]?.indexOf(text) ?? -1
      const add = (counts: Map<string, number>, leaves: readonly number[], rowsOf: number) => {
        const key = leaves.map((leaf, column) => label(column, leaf)).join()
        counts.set(key, (counts.get(key) ?? 0) + rowsOf)
      }
      const counted = new Map<string, number>()
      for (let entry = 0; entry < frequencies.entries; entry++) add(counted, frequencies.codes.map((column) => column[entry] ?? 0), frequencies.counts[entry] ?? 0)
      const expected = new Map<string, number>()
      for (const [age, town, sex] of rows) add(expected, [leafOf(0, String(20 + age)), leafOf(1, String(10 + town)), leafOf(2, 'fmx'[sex] ?? '')], 1)
      return { floor, entries: frequencies.entries, counted, expected, leafGroups, leafRows: frequencies.leafRows }
    })
  } finally {
    made.engine.close()
  }
}

test('for any rows, the table at the floor is that of the rows with their labels there, and no larger than it must be', async () => {
  await fc.assert(fc.asyncProperty(Rows, fc.integer({ min: 8, max: 80 }), async (rows, most) => {
    const distinct = new Set(rows.map(String)).size
    const { floor, entries, counted, expected, leafGroups, leafRows } = await countAt(rows, most)
    expect(counted).toEqual(expected)
    expect(entries).toBe(expected.size)
    // Counts are approximate; the levels go no higher than the recipe allows.
    const [age = 0, town = 0, sex = 0] = floor?.levels ?? []
    const isHighest = age === 3 && town === 1 && sex === 1
    expect(isHighest || entries <= most * 1.2).toBe(true)
    expect(town).toBeLessThanOrEqual(1)
    expect(leafGroups?.reduce((sum, group) => sum + group.classes, 0)).toBe(floor && distinct)
    expect(leafRows?.map((ofLeaves) => Array.from(ofLeaves).reduce((sum, count) => sum + count, 0))).toEqual(floor && [rows.length, rows.length, rows.length])
  }), { numRuns: 25 })
})

test('the column that loses least for what it saves is counted at wider labels', async () => {
  // The ages take apart 40 values, the towns 3: ages in fives lose little and save most.
  const rows = Array.from({ length: 600 }, (_, row): [number, number, number] => [row % 40, (row * 7) % 3, row % 2])
  const { floor, entries } = await countAt(rows, 60)
  expect(floor?.levels).toEqual([1, 0, 0])
  expect(entries).toBeLessThanOrEqual(60)
})
