import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { glob } from 'tinyglobby'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { acsIncomeRecipe } from '../../benchmarks/acsincome-recipe.ts'
import { yardstickData } from '../../benchmarks/yardstick-data.ts'
import { collectSource } from '../../src/dam/collect/collect-source.ts'
import { PrivacyReport } from '../../src/dam/dataset/reports.ts'
import { textTable } from '../../src/dam/dataset/table.ts'
import { openDuckDb } from '../../src/platform/engines/duckdb.ts'
import { sql } from '../../src/platform/engines/sql-text.ts'
import { makePlace, Released } from './run-datadam.ts'

test('every table that is there is collected, every row of it', async () => {
  const data = yardstickData()
  const paths = await glob(['**/*.csv', '**/*.csv.gz'], { cwd: data })
  expect(paths.length).toBeGreaterThan(20)
  const found = new Map<string, { rows: number; columns: number }>()
  for (const path of paths.toSorted()) {
    const isHierarchy = path.includes('_hierarchy_')
    found.set(path, await collect(join(data, path), isHierarchy))
  }
  expect(found.get('fairness/compas-scores-two-years.csv.gz')).toEqual({ rows: 7214, columns: 53 })
  expect(found.get('tabular/adult/adult.csv')).toEqual({ rows: 30_162, columns: 9 })
  expect(found.get('tabular/acsincome/acsincome.csv.gz')).toEqual({ rows: 332_900, columns: 11 })
  expect(found.get('tabular/adult/adult_hierarchy_age.csv')).toEqual({ rows: 100, columns: 5 })
  expect(found.get('tabular/acsincome/acsincome_hierarchy_OCCP.csv')).toEqual({ rows: 529, columns: 4 })
})

test('ACS income, 332,900 rows and eight quasi-identifiers, becomes a verified release', async () => {
  const data = yardstickData()
  const place = await makePlace()
  onTestFinished(() => place.remove())
  const recipe = join(place.folder, 'recipe.yaml')
  await writeFile(recipe, acsIncomeRecipe({ data, path: join(data, 'tabular/acsincome/acsincome.csv.gz') }))
  const run = await place.datadam('run', recipe, '--out', join(place.folder, 'releases'))
  expect(run.stderr).toBe('')
  const { release } = Released.parse(run.json)
  const privacy = PrivacyReport.parse(JSON.parse(await readFile(join(release, 'reports/privacy.json'), 'utf8')))
  expect(privacy.rows).toBe(332_900)
  expect(privacy.smallest).toBeGreaterThanOrEqual(5)
  expect((await place.datadam('verify', release)).code).toBe(0)
})

/** Collects one file as it lies, and counts its rows where they were written. */
async function collect(path: string, isHierarchy: boolean) {
  const place = await makePlace()
  const engine = await openDuckDb({ memoryBytes: 1e9, threads: 2, temporaryDirectory: join(place.folder, 'spill') })
  try {
    const workspace = join(place.folder, 'work')
    await mkdir(workspace)
    const { table } = await collectSource(
      { source: { kind: 'csv', path, ...(isHierarchy && { header: false }) }, directory: place.folder, workspace, store: join(place.folder, 'store') },
      { engine, progress: () => {} },
    )
    const { rows } = await engine.queryOne(sql`select count(*) as rows from ${textTable(table)}`, z.object({ rows: z.number() }))
    expect(rows).toBe(table.rows)
    return { rows, columns: table.columns.length }
  } finally {
    engine.close()
    await place.remove()
  }
}
