import { existsSync } from 'node:fs'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { z } from 'zod'
import { adultRecipe } from '../../benchmarks/adult-recipe.ts'
import { yardstickData } from '../../benchmarks/yardstick-data.ts'
import type { Recoding } from '../../src/dam/recipe/recipe.ts'
import { makePlace, readPrivacy, Released } from './run-datadam.ts'

const Refused = z.object({ code: z.string(), sentence: z.string() })
const Asked = z.looseObject({ columns: z.record(z.string(), z.record(z.string(), z.unknown())), privacy: z.looseObject({}) })

test.each(['global', 'strict-local', 'free-local'] as const)('adult, %s: a release that erases a race fails with the figures, and leaves nothing', async (recoding) => {
  // No class of a thousand can be made of the 231, 286 and 895 rows of three races.
  const { code, sentence, left } = await refused(recoding, 1000, { limit: 0.2 })
  expect(code).toBe('promise-failed')
  expect(sentence).toMatch(/race = Amer-Indian-Eskimo.*286 (?:\/|of) 286/)
  expect(left).toEqual([])
})

const PARITY = { by: ['race'], 'at-most': 1.0001 }

test.each(['strict-local', 'free-local'] as const)('adult, %s: a release in which a race loses more than parity allows fails with the figures, and leaves nothing', async (recoding) => {
  const { code, sentence, left } = await refused(recoding, 5, { limit: 0.05, parity: PARITY })
  expect(code).toBe('promise-failed')
  expect(sentence).toMatch(/at most 1\.0001, measured \d.*race = .*× the whole/)
  expect(left).toEqual([])
})

test('adult, global: where levels that keep the same parity exist, they are found and released', async () => {
  const { run } = await runByRace('global', 5, { limit: 0.05, parity: PARITY })
  expect(run.code, run.stderr).toBe(0)
  const { parity } = await readPrivacy(Released.parse(run.json).release)
  expect(parity.map(({ verdict }) => verdict)).toEqual(['passed', 'passed'])
})

async function refused(recoding: Recoding, k: number, suppression: Readonly<Record<string, unknown>>) {
  const { run, out } = await runByRace(recoding, k, suppression)
  expect(run.code).toBe(1)
  return { ...Refused.parse(run.json), left: existsSync(out) ? await readdir(out) : [] }
}

/** Adult, audited by race, and with no race made coarser. */
async function runByRace(recoding: Recoding, k: number, suppression: Readonly<Record<string, unknown>>) {
  const place = await makePlace()
  onTestFinished(() => place.remove())
  const told = Asked.parse(parse(adultRecipe(yardstickData(), { models: [{ 'k-anonymity': k }], metric: 'loss', limit: 0.05, recoding })))
  const columns = { ...told.columns, race: { ...told.columns.race, levels: { 'at-most': 0 } } }
  const fairness = { label: 'salary-class', favourable: '>50K', groups: ['race'] }
  const recipe = join(place.folder, 'recipe.yaml')
  await writeFile(recipe, stringify({ ...told, columns, privacy: { ...told.privacy, suppression }, fairness }))
  const out = join(place.folder, 'releases')
  return { run: await place.datadam('run', recipe, '--out', out), out }
}
