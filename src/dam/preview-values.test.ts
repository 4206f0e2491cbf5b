import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDuckDb } from '#platform/engines/duckdb.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { loadRecipe } from '#dam/recipe/load-recipe.ts'
import { samplePreview } from './preview-recipe.ts'
import { countValues } from './preview-values.ts'

let folder: string
let engine: SqlEngine
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'datadam-values-'))
  engine = await openDuckDb({ memoryBytes: 500e6, threads: 1, temporaryDirectory: join(folder, 'spill') })
})
afterAll(async () => { engine.close(); await rm(folder, { recursive: true, force: true }) })

test('the values of each column are counted, the frequent ones first; numbers and dates are spread by size', async () => {
  const rows = Array.from({ length: 120 }, (_, place) => `${place},${place % 3 === 0 ? '' : place % 3 === 1 ? 'f' : 'm'},${place < 119 ? '01.02.2024' : '30.12.2024'},7`)
  await writeFile(join(folder, 'people.csv'), `age,sex,day,__proto__\n${rows.join('\n')}\n`)
  const file = join(folder, 'recipe.yaml')
  await writeFile(file, `datadam: 1
dataset: {name: test-city/people, title: People, licence: CC0-1.0, language: [en]}
source: {kind: csv, path: people.csv}
columns: {age: {role: plain}, sex: {role: plain}, day: {role: plain, type: date, format: '%d.%m.%Y'}, __proto__: {role: plain}}
release: {version: 1.0.0}
`)
  const { table } = await samplePreview(await loadRecipe(file), { most: 5000 }, { engine, home: join(folder, 'home'), workspace: join(folder, 'work'), progress: () => {} })
  const [age, sex, day, constant] = await countValues(table, engine)
  expect(age).toMatchObject({ column: 'age', type: 'integer', missing: 0, distinct: 120, bars: Array.from({ length: 12 }, () => 1) })
  expect(age?.values.length).toBe(100)
  expect(sex).toMatchObject({ missing: 40, distinct: 2, bars: [1, 1], values: [{ value: 'f', count: 40 }, { value: 'm', count: 40 }] })
  expect(day).toMatchObject({ type: 'date', distinct: 2, values: [{ value: '2024-02-01', count: 119 }, { value: '2024-12-30', count: 1 }] })
  expect([day?.bars[0], day?.bars.at(-1), day?.bars.length]).toEqual([1, 1 / 119, 12])
  expect(constant).toMatchObject({ column: '__proto__', distinct: 1, bars: [1] })
})
