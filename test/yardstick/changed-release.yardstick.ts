import { cp, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { yardstickData } from '../../benchmarks/yardstick-data.ts'
import { VerificationReport } from '../../src/dam/dataset/reports.ts'
import { openDuckDb } from '../../src/platform/engines/duckdb.ts'
import { literal, sql, withoutBindings } from '../../src/platform/engines/sql-text.ts'
import { adultRecipe } from '../../benchmarks/adult-recipe.ts'
import { makePlace, type Place, Released } from './run-datadam.ts'

const DATA_FILE = 'data/train-00000-of-00001.parquet'

let place: Place
let release = ''

beforeAll(async () => {
  place = await makePlace()
  const recipe = join(place.folder, 'recipe.yaml')
  await writeFile(recipe, adultRecipe(yardstickData(), { k: 5, metric: 'loss', limit: 0.05 }))
  release = Released.parse((await place.datadam('run', recipe, '--out', join(place.folder, 'releases'))).json).release
})
afterAll(() => place.remove())

test('an untouched copy is verified', async () => {
  expect((await verifyChanged('untouched', async () => {})).code).toBe(0)
})

test('one changed cell is found, and its file named', async () => {
  const { code, findings } = await verifyChanged('cell', (copy) => changeCell(join(copy, DATA_FILE)))
  expect(code).toBe(1)
  expect(findings).toContain(DATA_FILE)
})

test.each([
  // The word occurs in the whole hierarchy, whatever level the optimum chose.
  { file: 'hierarchies/06.csv', from: 'North America', to: 'South America' },
  { file: 'hierarchies/07.csv', from: 'Non-Government', to: 'Government' },
])('one changed word in $file is found, and the file named', async ({ file, from, to }) => {
  const { code, findings } = await verifyChanged('word', async (copy) => {
    const text = await readFile(join(copy, file), 'utf8')
    expect(text).toContain(from)
    await writeFile(join(copy, file), text.replace(from, to))
  })
  expect(code).toBe(1)
  expect(findings).toContain(file)
})

test.each([
  DATA_FILE, 'README.md', 'croissant.json', 'datapackage.json', 'provenance.jsonld', 'recipe.yaml', 'hierarchies/01.json', 'hierarchies/01.csv',
  'reports/quality.json', 'reports/profile.json', 'reports/privacy.json', 'reports/verification.json', 'report.html', 'manifest.json', 'manifest.sig',
])('one changed byte in %s is found, and the file named', async (file) => {
  const { code, findings } = await verifyChanged('byte', async (copy) => {
    const bytes = await readFile(join(copy, file))
    const middle = bytes.length >> 1
    bytes[middle] = (bytes[middle] ?? 0) ^ 1
    await writeFile(join(copy, file), bytes)
  })
  expect(code).toBe(1)
  expect(findings).toContain(file)
})

async function verifyChanged(name: string, change: (copy: string) => Promise<void>) {
  const copy = join(place.folder, `${name}-${crypto.randomUUID()}`)
  await cp(release, copy, { recursive: true })
  await change(copy)
  const { code, json } = await place.datadam('verify', copy)
  const report = VerificationReport.safeParse(json)
  const failed = report.data?.checks.filter(({ fact }) => fact.verdict === 'failed') ?? []
  return { code, findings: failed.flatMap(({ findings }) => findings).join('\n') }
}

/** Writes the file anew with another sex in its first row that is not suppressed. */
async function changeCell(path: string): Promise<void> {
  const engine = await openDuckDb({ memoryBytes: 500e6, threads: 2, temporaryDirectory: join(place.folder, 'spill') })
  try {
    await engine.run(withoutBindings(sql`
      copy (
        select * exclude (file_row_number) replace (case when file_row_number = first then if(sex = 'Male', 'Female', 'Male') else sex end as sex)
        from read_parquet(${literal(path)}, file_row_number = true),
          (select min(file_row_number) as first from read_parquet(${literal(path)}, file_row_number = true) where sex <> '*')
      ) to ${literal(`${path}.new`)} (format parquet, compression zstd)`))
  } finally {
    engine.close()
  }
  await rename(`${path}.new`, path)
}
