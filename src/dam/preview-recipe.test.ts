import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDuckDb } from '#platform/engines/duckdb.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { literal, sql } from '#platform/engines/sql-text.ts'
import { loadRecipe } from '#dam/recipe/load-recipe.ts'
import { partOf, previewRecipe, samplePreview } from './preview-recipe.ts'

let folder: string
let engine: SqlEngine
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'datadam-preview-'))
  engine = await openDuckDb({ memoryBytes: 500e6, threads: 1, temporaryDirectory: join(folder, 'spill') })
  const rows = Array.from({ length: 1000 }, (_, place) => `p${place},${20 + (place % 50)},${place % 2 === 0 ? 'f' : 'm'},${place}`)
  await writeFile(join(folder, 'people.csv'), `id,age,sex,cost\n${rows.join('\n')}\n`)
})
afterAll(async () => { engine.close(); await rm(folder, { recursive: true, force: true }) })

const RECIPE = (privacy: string) => `datadam: 1
dataset: {name: test-city/people, title: {en: People}, licence: CC0-1.0, language: [en]}
source: {kind: csv, path: people.csv}
columns:
  id: {role: identifier, do: drop}
  age: {role: quasi-identifier, hierarchy: {intervals: [5, 10, 100]}}
  sex: {role: quasi-identifier}
  cost: {role: plain, do: {round: 100}}
${privacy}
release: {version: 1.0.0, access: open, seed: 1}
`
const K5 = 'privacy: {models: [{k-anonymity: 5}], recoding: global, metric: loss, suppression: {limit: 0.05}}'

async function load(text: string) {
  const file = join(folder, 'recipe.yaml')
  await writeFile(file, text)
  return loadRecipe(file)
}
const needs = () => ({ engine, home: join(folder, 'home'), workspace: join(folder, 'workspace'), progress: () => {} })

test('rows stand before and after beside each other, and the same rows are kept each time', async () => {
  const loaded = await load(RECIPE(K5))
  const sample = await samplePreview(loaded, { most: 200 }, needs())
  const preview = await previewRecipe({ loaded, sample, shown: 20 }, needs())
  expect(preview).toMatchObject({ rows: 200, delivered: 1000, before: { columns: ['id', 'age', 'sex', 'cost'] }, after: { columns: ['age', 'sex', 'cost'] } })
  expect(preview.before.rows.length).toBe(20)
  expect(preview.privacy.smallest).toBeGreaterThanOrEqual(5)
  for (const [place, before] of preview.before.rows.entries()) {
    const [, age, sex, cost] = before
    const after = preview.after.rows[place]
    if (!after) continue
    const [from = -Infinity, to = Infinity] = (String(after[0]).match(/\d+/g) ?? []).map(Number)
    expect([from <= Number(age), Number(age) <= to]).toEqual([true, true])
    expect(['*', sex]).toContain(after[1])
    expect(Math.abs(Number(after[2]) - Number(cost))).toBeLessThanOrEqual(50)
  }
  const again = await previewRecipe({ loaded, sample: await samplePreview(loaded, { most: 200 }, needs()), shown: 20 }, needs())
  expect(again).toEqual(preview)
  expect(await readdir(join(folder, 'workspace'))).not.toContain('preview')
})

test('a part of the rows is some of them, each once, and the same each time', async () => {
  const sample = await samplePreview(await load(RECIPE(K5)), { most: 200 }, needs())
  const idsOf = async ({ table }: typeof sample) => (await engine.table(sql`select id from read_parquet(${literal(table.file)})`)).rows.map(([id]) => id)
  const part = await partOf(sample, { most: 50 }, needs())
  const [some, all] = [await idsOf(part), new Set(await idsOf(sample))]
  expect([part.table.rows, part.delivered, new Set(some).size, some.every((id) => all.has(id))]).toEqual([50, 1000, 50, true])
  expect(await idsOf(await partOf(sample, { most: 50 }, needs()))).toEqual(some)
  expect(await partOf(sample, { most: 200 }, needs())).toBe(sample)
})

test('a change of the recipe is seen on the same rows, and a small delivery is taken whole', async () => {
  const loaded = await load(RECIPE(K5))
  const sample = await samplePreview(loaded, { most: 5000 }, needs())
  const strict = await previewRecipe({ loaded: await load(RECIPE(K5.replace('5', '100'))), sample, shown: 5 }, needs())
  expect(strict).toMatchObject({ rows: 1000, delivered: 1000 })
  expect(strict.privacy.smallest).toBeGreaterThanOrEqual(100)
  const none = await previewRecipe({ loaded: await load(RECIPE('')), sample, shown: 5 }, needs())
  expect(none.after.rows.map((row) => row?.slice(0, 2))).toEqual(none.before.rows.map((row) => row.slice(1, 3)))
})

test('what cannot be promised is refused with its reason', async () => {
  const loaded = await load(RECIPE(K5.replace('5', '2000')))
  const sample = await samplePreview(loaded, { most: 200 }, needs())
  await expect(previewRecipe({ loaded, sample, shown: 5 }, needs())).rejects.toMatchObject({ name: 'Refusal' })
})
