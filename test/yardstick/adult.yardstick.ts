import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { ARX_SCORES } from '../../benchmarks/arx-scores.ts'
import { yardstickData } from '../../benchmarks/yardstick-data.ts'
import { PrivacyReport, VerificationReport } from '../../src/dam/dataset/reports.ts'
import { adultRecipe } from '../../benchmarks/adult-recipe.ts'
import { makePlace, Released } from './run-datadam.ts'

let data = ''
beforeAll(() => { data = yardstickData() })

test.each(ARX_SCORES)('adult, k $k, $metric, limit $limit: a verified release with the score $score', async (published) => {
  const place = await makePlace()
  onTestFinished(() => place.remove())
  const recipe = join(place.folder, 'recipe.yaml')
  await writeFile(recipe, adultRecipe(data, published))

  const run = await place.datadam('run', recipe, '--out', join(place.folder, 'releases'))
  expect(run.stderr).toBe('')
  expect(run.code).toBe(0)
  const { release } = Released.parse(run.json)

  const privacy = PrivacyReport.parse(JSON.parse(await readFile(join(release, 'reports/privacy.json'), 'utf8')))
  expect(Math.abs(privacy.scores[published.metric] - published.score)).toBeLessThanOrEqual(1e-6)
  expect(privacy.smallest).toBeGreaterThanOrEqual(published.k)
  expect(privacy.suppressed).toBeLessThanOrEqual(published.limit * privacy.rows)

  const verified = await place.datadam('verify', release)
  expect(verified.code).toBe(0)
  const { verdict, checks } = VerificationReport.parse(verified.json)
  expect(verdict).toBe('passed')
  const recomputed = checks.find(({ id }) => id === published.metric)
  expect(recomputed?.fact.verdict).toBe('passed')
  expect(Math.abs(Number(recomputed?.fact.measured) - published.score)).toBeLessThanOrEqual(1e-6)
})
