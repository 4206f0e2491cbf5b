import { createHmac } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { PrivacyReport } from '#dam/dataset/reports.ts'
import { literal, sql } from '#platform/engines/sql-text.ts'
import type { Recipe } from '#dam/recipe/recipe.ts'
import { deidentifyTable } from './deidentify-table.ts'
import { makeDelivery, type MadeDelivery, makeRecipe, MADE_KEY } from './delivery.fixture.ts'

let made: MadeDelivery | undefined
afterEach(() => { made?.engine.close() })

const PEOPLE = 60
const people = (value: (place: number) => string | null) => Array.from({ length: PEOPLE }, (_, place) => value(place))
const cityColumns = [
  { name: 'name', type: 'text', values: people((place) => `nobody ${place}`) },
  { name: 'age', type: 'integer', values: people((place) => (place === 9 ? null : String(20 + (place * 7) % 40))) },
  { name: '도시', type: 'text', values: people((place) => ['Seoul', 'Busan', 'Daegu'][place % 3] ?? null) },
  { name: 'born', type: 'date', format: '%Y.%m.%d', values: people((place) => `19${60 + (place % 30)}.0${1 + (place % 9)}.15`) },
  { name: 'cost', type: 'decimal', values: people((place) => String(place * 10.5)) },
  { name: 'code', type: 'text', values: people((place) => `AB${place}`) },
] as const
const cityRecipe = makeRecipe({
  columns: {
    name: { role: 'identifier', do: 'pseudonym' }, age: { role: 'quasi-identifier', hierarchy: { intervals: [5, 10, 20] } },
    도시: { role: 'quasi-identifier', hierarchy: { tree: { Korea: { North: ['Seoul'], South: ['Busan', 'Daegu', 'Jeju'] } } } },
    born: { role: 'quasi-identifier', hierarchy: { date: ['year', '10-years'] } },
    cost: { role: 'sensitive', do: [{ 'top-code': 500 }, { round: 100 }] }, code: { role: 'identifier', do: { mask: { first: 2 } } },
  },
  privacy: { models: [{ 'k-anonymity': 4 }], suppression: { limit: 0.2 } },
})

async function release(delivery: MadeDelivery, recipe: Recipe, name = 'one') {
  const [quarantine, vault] = [await delivery.folder(name), await delivery.folder(`${name}.vault`)]
  const result = await deidentifyTable({ table: delivery.table, recipe, directory: delivery.directory, quarantine, vault, key: MADE_KEY }, { engine: delivery.engine, progress: () => undefined })
  const files = join(quarantine, 'data/*.parquet')
  const { names, rows } = await delivery.engine.table(sql`select * from read_parquet(${literal(files)})`)
  const order = await delivery.engine.table(sql`select row from read_parquet(${literal(join(vault, 'rows.parquet'))})`)
  return { ...result, names, rows, order: order.rows.map(([row]) => Number(row)), quarantine, vault }
}

describe('deidentifyTable()', () => {
  test('releases every row, in classes of at least k, with scores that the files confirm', async () => {
    made = await makeDelivery(cityColumns)
    const { report, files, columns, names, rows, order, quarantine } = await release(made, cityRecipe)
    expect(PrivacyReport.parse(report)).toEqual(report)
    expect(names).toEqual(['name', 'age', '도시', 'born', 'cost', 'code'])
    expect(columns.map(({ type }) => type)).toEqual(['text', 'text', 'text', 'text', 'decimal', 'text'])
    expect(files).toEqual([{ path: 'data/train-00000-of-00001.parquet', rows: PEOPLE }])
    expect(order.toSorted((a, b) => a - b)).toEqual(Array.from({ length: PEOPLE }, (_, row) => row))
    expect(order).not.toEqual(order.toSorted((a, b) => a - b))
    const classes = Map.groupBy(rows.filter((row) => row.slice(1, 4).some((cell) => cell !== '*')), (row) => JSON.stringify(row.slice(1, 4)))
    const sizes = Array.from(classes.values(), (one) => one.length)
    expect(Math.min(...sizes)).toBe(report.smallest)
    expect(report.smallest).toBeGreaterThanOrEqual(4)
    expect(sizes.length).toBe(report.classes)
    expect(PEOPLE - sizes.reduce((sum, size) => sum + size, 0)).toBe(report.suppressed)
    expect(report.scores.discernibility).toBe(sizes.reduce((sum, size) => sum + size * size, 0) + report.suppressed * PEOPLE)
    expect(await readdir(join(quarantine, 'hierarchies'))).toEqual(['01.json', '02.csv', '02.json', '03.json'])
    expect(await readFile(join(quarantine, 'hierarchies/02.csv'), 'utf8')).toBe('Seoul;North;Korea;*\nBusan;South;Korea;*\nDaegu;South;Korea;*\nJeju;South;Korea;*\n')
  })

  test('treats each cell as the recipe says, beside its row in the delivery', async () => {
    made = await makeDelivery(cityColumns)
    const { rows, order } = await release(made, cityRecipe)
    rows.forEach(([name, , , , cost, code], place) => {
      const row = order[place] ?? -1
      expect(name).toBe(createHmac('sha256', MADE_KEY).update(`nobody ${row}`).digest('hex').slice(0, 32))
      expect(cost).toBe(Math.round(Math.min(500, row * 10.5) / 100) * 100)
      expect(code).toBe(`AB${'*'.repeat(String(row).length)}`)
    })
  })

  test('writes the same bytes in every run', async () => {
    made = await makeDelivery(cityColumns)
    const recipe = makeRecipe({ ...cityRecipe, release: { 'rows-per-file': 25 } })
    const [first, second] = [await release(made, recipe, 'one'), await release(made, recipe, 'two')]
    expect(first.files.map(({ rows }) => rows)).toEqual([25, 25, 10])
    expect(second.report).toEqual(first.report)
    for (const { path } of first.files) expect(await readFile(join(second.quarantine, path))).toEqual(await readFile(join(first.quarantine, path)))
    expect(await readFile(join(second.vault, 'rows.parquet'))).toEqual(await readFile(join(first.vault, 'rows.parquet')))
  })

  test('counts persons where a row is not a person', async () => {
    const visits = { name: 'age', type: 'integer', values: people((place) => String(20 + (place % 2))) } as const
    made = await makeDelivery([{ name: 'id', type: 'text', values: people((place) => (place % 2 === 0 ? 'one person' : place % 4 === 1 ? null : `person ${place % 5}`)) }, visits])
    const recipe = makeRecipe({
      columns: { id: { role: 'identifier' }, age: { role: 'quasi-identifier' } },
      privacy: { models: [{ 'k-anonymity': 2 }], person: 'id', suppression: { limit: 0.6 } },
    })
    const { report, names } = await release(made, recipe)
    expect(names).toEqual(['age'])
    // One person would be suppressed alone, in thirty rows; so nobody is, and all are one class of seven persons.
    expect(report).toMatchObject({ unit: 'person', suppressed: 0, classes: 1, smallest: 7 })
    expect(report.before.prosecutor.highest).toBe(1)
  })

  test('releases a stratified sample and measures its risk against the whole delivery', async () => {
    made = await makeDelivery(cityColumns)
    const { report, rows, order } = await release(made, makeRecipe({ ...cityRecipe, sample: { share: 0.5, stratify: ['도시'] } }))
    expect(rows.length).toBe(30)
    expect([0, 1, 2].map((city) => order.filter((row) => row % 3 === city).length)).toEqual([10, 10, 10])
    expect(report.rows).toBe(30)
    expect(report.after.journalist.highest).toBeLessThan(report.after.prosecutor.highest)
    expect(report.before.sampleUniques).toBeGreaterThan(0)
  })

  test('names no label in its report that is not in the release', async () => {
    made = await makeDelivery(cityColumns)
    const { report, rows } = await release(made, cityRecipe)
    for (const [place, column] of ['age', '도시', 'born'].entries()) {
      const distribution = report.distributions.find((one) => one.column === column)
      const released = new Set(rows.map((row) => row[place + 1]))
      for (const { value } of [...distribution?.before ?? [], ...distribution?.after ?? []]) expect(released).toContain(value)
      expect((distribution?.before ?? []).reduce((sum, { count }) => sum + count, distribution?.restBefore ?? 0)).toBe(PEOPLE)
    }
  })

  test('works without quasi-identifiers, without privacy and on one row', async () => {
    made = await makeDelivery([{ name: 'a', type: 'integer', values: ['7'] }])
    const { report, rows } = await release(made, makeRecipe({ columns: { a: { role: 'plain' } } }))
    expect(rows).toEqual([[7]])
    expect(report).toMatchObject({ models: [], classes: 1, smallest: 1, suppressed: 0, columns: [], scores: { loss: 0, aecs: 1, discernibility: 1 } })
    const generalised = await release(made, makeRecipe({ columns: { a: { role: 'quasi-identifier', do: { generalise: 1 } } } }), 'two')
    expect(generalised.rows).toEqual([['*']])
  })

  test('generalises a sensitive column to the level asked for, for every row', async () => {
    made = await makeDelivery(cityColumns)
    const recipe = makeRecipe({ ...cityRecipe, columns: { ...cityRecipe.columns, cost: { role: 'sensitive', do: { generalise: 1 }, hierarchy: { intervals: [100] } } } })
    const { rows, order, columns } = await release(made, recipe)
    expect(columns[4]).toEqual({ name: 'cost', type: 'text', stored: 'native' })
    rows.forEach((row, place) => {
      const start = Math.floor((order[place] ?? 0) * 10.5 / 100) * 100
      expect(row[4]).toBe(`[${start}, ${start + 100})`)
    })
  })

  test('refuses, without a value in the sentence, what cannot be kept or read', async () => {
    made = await makeDelivery(cityColumns)
    const delivery = made
    const refused = (recipe: Recipe) => release(delivery, recipe).then(() => undefined, (refusal: unknown) => refusal)
    expect(await refused(makeRecipe({ ...cityRecipe, privacy: { models: [{ 'k-anonymity': 61 }] } }))).toMatchObject({ code: 'promise-failed', message: expect.stringContaining('all 60 rows') })
    const columns = { ...cityRecipe.columns, age: { role: 'quasi-identifier', hierarchy: { intervals: [5] }, levels: { 'at-most': 1 } } }
    expect(await refused(makeRecipe({ ...cityRecipe, columns, privacy: { models: [{ 'k-anonymity': 8 }] } }))).toMatchObject({ code: 'promise-failed', message: expect.stringMatching(/best k reachable within it is \d/) })
    const tree = { ...cityRecipe.columns, 도시: { role: 'quasi-identifier', hierarchy: { tree: { Korea: ['Seoul', 'Busan'] } } } }
    expect(await refused(makeRecipe({ ...cityRecipe, columns: tree }))).toMatchObject({ code: 'bad-input', message: expect.stringMatching(/"도시" has 1 value .*\(first rows 3\)/) })
  })
})
