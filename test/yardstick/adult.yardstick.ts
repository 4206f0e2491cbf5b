import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { adultRecipe } from '../../benchmarks/adult-recipe.ts'
import { ARX_SCORES, modelsInWords, SCORE_ROUNDING } from '../../benchmarks/arx-scores.ts'
import { collectCsv } from '../../benchmarks/count-combinations.ts'
import { searchOnce } from '../../benchmarks/search-beside-arx.ts'
import { yardstickData } from '../../benchmarks/yardstick-data.ts'
import { openBench } from '../../src/dam/dataset/made-table.fixture.ts'
import { VerificationReport } from '../../src/dam/dataset/reports.ts'
import type { Table } from '../../src/dam/dataset/table.ts'
import { makePlace, readPrivacy, Released } from './run-datadam.ts'

/** The scores were published with six decimals, so equal is: within half of the last one. */
const EQUAL = SCORE_ROUNDING + 1e-12

let data = ''
let bench: Awaited<ReturnType<typeof openBench>>
let table: Table
beforeAll(async () => {
  data = yardstickData()
  bench = await openBench()
  table = await collectCsv(join(data, 'tabular/adult/adult.csv'), bench.folder, bench)
})
afterAll(async () => {
  bench.engine.close()
  await rm(bench.folder, { recursive: true, force: true })
})

const configurations = ARX_SCORES.map((published) => ({ ...published, words: modelsInWords(published.models) }))

test.each(configurations)('search of adult, $words, $metric, limit $limit: ARX\'s score $score', async (published) => {
  const { score } = await searchOnce(published, data, table, bench.engine)
  expect(Math.abs(score - published.score)).toBeLessThanOrEqual(EQUAL)
})

/** Of every set of models one, of 5-anonymity all, and those that allow to suppress everything where tags prune nothing. */
const released = configurations.filter(({ words, limit }) => limit === 0.05 || words === '5-anonymity' || words.includes('hierarchical') || words.startsWith('recursive'))

test.each(released)('run of adult, $words, $metric, limit $limit: a release with ARX\'s score $score, recomputed by the verifier', async (published) => {
  const place = await makePlace()
  onTestFinished(() => place.remove())
  const recipe = join(place.folder, 'recipe.yaml')
  await writeFile(recipe, adultRecipe(data, published))

  const run = await place.datadam('run', recipe, '--out', join(place.folder, 'releases'))
  expect(run.stderr).toBe('')
  expect(run.code).toBe(0)
  const { release } = Released.parse(run.json)

  const privacy = await readPrivacy(release)
  expect(Math.abs(privacy.scores[published.metric] - published.score)).toBeLessThanOrEqual(EQUAL)
  expect(privacy.smallest).toBeGreaterThanOrEqual(Math.max(1, ...published.models.map((model) => ('k-anonymity' in model ? model['k-anonymity'] : 1))))
  expect(privacy.suppressed).toBeLessThanOrEqual(published.limit * privacy.rows)

  const verified = await place.datadam('verify', release)
  expect(verified.code).toBe(0)
  const { verdict, checks } = VerificationReport.parse(verified.json)
  expect(verdict).toBe('passed')
  const recomputed = checks.find(({ id }) => id === published.metric)
  expect(recomputed?.fact.verdict).toBe('passed')
  expect(Math.abs(Number(recomputed?.fact.measured) - published.score)).toBeLessThanOrEqual(EQUAL)
})
