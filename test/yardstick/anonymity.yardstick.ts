import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { z } from 'zod'
import { adultRecipe } from '../../benchmarks/adult-recipe.ts'
import { ADULT_COLUMNS } from '../../benchmarks/arx-scores.ts'
import { yardstickData } from '../../benchmarks/yardstick-data.ts'
import type { PrivacyModel } from '../../src/dam/recipe/recipe.ts'
import { openDuckDb } from '../../src/platform/engines/duckdb.ts'
import { identifier, joinSql, literal, sql, withoutBindings } from '../../src/platform/engines/sql-text.ts'
import { askPycanon, type PeerRelease } from './anonymity-peer.ts'
import { makePlace, type Place, readPrivacy, Released } from './run-datadam.ts'

const column = 'occupation'
const K5 = { 'k-anonymity': 5 }
/** Beside k: every kind of l. */
const VARIED: readonly PrivacyModel[] = [K5, { 'l-diversity': { column, kind: 'distinct', l: 2 } }, { 'l-diversity': { column, kind: 'entropy', l: 2 } }, { 'l-diversity': { column, kind: 'recursive', l: 3, c: 4 } }]
/** Beside k: t for text and for numbers. */
const CLOSE: readonly PrivacyModel[] = [K5, { 't-closeness': { column, t: 0.4, distance: 'equal' } }, { 't-closeness': { column: 'age', t: 0.3, distance: 'ordered' } }]

const Columns = z.looseObject({ columns: z.record(z.string(), z.unknown()) })

test.each(['global', 'strict-local', 'free-local'] as const)('pyCANON finds the k, l and t that the release of adult tells, %s recoding', async (recoding) => {
  const place = await makePlace()
  onTestFinished(() => place.remove())
  const varied = await releaseOf('varied', adultRecipe(yardstickData(), { models: VARIED, metric: 'loss', limit: 0.05, recoding }), place)
  // Distances are measured from all rows, so nothing may be suppressed where pyCANON sees only what is left.
  const recipe = Columns.parse(parse(adultRecipe(yardstickData(), { models: CLOSE, metric: 'loss', limit: 0, recoding })))
  const close = await releaseOf('close', stringify({ ...recipe, columns: { ...recipe.columns, age: { role: 'sensitive' } } }), place)
  expect(close.privacy.suppressed).toBe(0)

  const { version, releases } = await askPycanon([await peerRelease(varied.release, [column], place), await peerRelease(close.release, [column, 'age'], place)])
  expect(version).toBe('1.3.6')
  for (const [number, { privacy }] of [varied, close].entries()) {
    const theirs = releases[number]
    expect({ rows: theirs?.rows, classes: theirs?.classes, smallest: theirs?.k }).toEqual({ rows: privacy.rows - privacy.suppressed, classes: privacy.classes, smallest: privacy.smallest })
    expect(measured(privacy, 'k-anonymity')).toBe(theirs?.k)
  }
  const { distinct, entropy, entropyFloor, recursive3 } = releases[0]?.columns[column] ?? {}
  expect(measured(varied.privacy, `l-diversity:${column}:distinct`)).toBe(distinct)
  expect(Math.abs(measured(varied.privacy, `l-diversity:${column}:entropy`) - (entropy ?? NaN))).toBeLessThanOrEqual(1e-9)
  expect(Math.floor(measured(varied.privacy, `l-diversity:${column}:entropy`) + 1e-9)).toBe(entropyFloor)
  expect(Math.abs(measured(varied.privacy, `l-diversity:${column}:recursive`) - (recursive3 ?? NaN))).toBeLessThanOrEqual(1e-9)
  expect(Math.abs(measured(close.privacy, `t-closeness:${column}:equal`) - (releases[1]?.columns[column]?.closeness ?? NaN))).toBeLessThanOrEqual(1e-9)
  expect(Math.abs(measured(close.privacy, 't-closeness:age:ordered') - (releases[1]?.columns.age?.closeness ?? NaN))).toBeLessThanOrEqual(1e-9)
})

async function releaseOf(name: string, recipe: string, place: Place) {
  const path = join(place.folder, `${name}.yaml`)
  await writeFile(path, recipe)
  const run = await place.datadam('run', path, '--out', join(place.folder, name))
  expect(run.code, run.stderr).toBe(0)
  const { release } = Released.parse(run.json)
  return { release, privacy: await readPrivacy(release) }
}

function measured({ modelFacts }: Awaited<ReturnType<typeof readPrivacy>>, id: string): number {
  return z.number().parse(modelFacts.find((fact) => fact.id === id)?.measured)
}

/** Writes the released rows outside suppression as a CSV of text. */
async function peerRelease(release: string, sensitive: readonly string[], place: Place): Promise<PeerRelease> {
  const quasi = ADULT_COLUMNS.filter((name) => !sensitive.includes(name))
  const file = `${release}.csv`
  const engine = await openDuckDb({ memoryBytes: 500e6, threads: 2, temporaryDirectory: join(place.folder, 'spill') })
  try {
    const isSuppressed = joinSql(quasi.map((name) => sql`${identifier(name)} = '*'`), ' and ')
    await engine.run(withoutBindings(sql`copy (select * from read_parquet(${literal(join(release, 'data/*.parquet'))}) where not (${isSuppressed})) to ${literal(file)} (format csv, header true)`))
  } finally {
    engine.close()
  }
  return { file, quasi, sensitive, numbers: sensitive.filter((name) => name === 'age') }
}
