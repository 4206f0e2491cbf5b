import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { acsIncomeRecipe } from '../../benchmarks/acsincome-recipe.ts'
import { adultRecipe } from '../../benchmarks/adult-recipe.ts'
import { modelsInWords } from '../../benchmarks/arx-scores.ts'
import { markdownTable } from '../../benchmarks/markdown-table.ts'
import { yardstickData } from '../../benchmarks/yardstick-data.ts'
import type { Attack } from '../../src/dam/dataset/reports.ts'
import type { PrivacyModel } from '../../src/dam/recipe/recipe.ts'
import { makePlace, readPrivacy, Released } from './run-datadam.ts'

const K5 = { 'k-anonymity': 5 }
const VARIED: PrivacyModel = { 'l-diversity': { column: 'occupation', kind: 'distinct', l: 2 } }
const RECODINGS = ['global', 'strict-local', 'free-local'] as const

let data = ''
beforeAll(() => { data = yardstickData() })

test.each([{ recoding: 'strict-local', bar: 0.15 }, { recoding: 'free-local', bar: 0.065 }] as const)('adult, k 5, $recoding: Loss at most $bar, nothing suppressed, verified with its source', async ({ recoding, bar }) => {
  const privacy = await verifiedRelease(adultRecipe(data, { models: [K5], metric: 'loss', limit: 0, recoding }), join(data, 'tabular/adult/adult.csv'))
  expect(privacy.scores.loss).toBeLessThanOrEqual(bar)
  expect(privacy).toMatchObject({ rows: 30_162, suppressed: 0 })
  expect(privacy.smallest).toBeGreaterThanOrEqual(5)
})

// The first sketches of splitting lost 0.0940 and 0.0549. Ours loses less in strict classes (0.0857) and a little more in free ones (0.0563).
test.each([{ recoding: 'strict-local', bar: 0.094 }, { recoding: 'free-local', bar: 0.0575 }] as const)('ACS income, eight quasi-identifiers, k 5, $recoding: Loss at most $bar, nothing suppressed, verified with its source', async ({ recoding, bar }) => {
  const source = join(data, 'tabular/acsincome/acsincome.csv.gz')
  const privacy = await verifiedRelease(acsIncomeRecipe({ data, path: source, recoding, limit: 0 }), source)
  expect(privacy.scores.loss).toBeLessThanOrEqual(bar)
  expect(privacy).toMatchObject({ rows: 332_900, suppressed: 0 })
  expect(privacy.smallest).toBeGreaterThanOrEqual(5)
})

const floored: (string | number)[][] = []
afterAll(() => {
  process.stdout.write(`\nACS income, k 5, at most 5 % suppressed, of 317,993 combinations so many held\n\n${markdownTable(['held', 'recoding', 'floor', 'refined', 'Loss', 'classes', 'suppressed'], floored)}\n\n`)
})

// Without a floor: 0.1701, 0.0699, 0.0566.
test.each([{ recoding: 'global', bar: 0.175 }, { recoding: 'strict-local', bar: 0.0705 }, { recoding: 'free-local', bar: 0.0567 }] as const)('ACS income where 20,000 combinations are held, $recoding: Loss at most $bar, verified with its source, refined where it is local', async ({ recoding, bar }) => {
  const mostCombinations = 20_000
  const source = join(data, 'tabular/acsincome/acsincome.csv.gz')
  const { search, scores, classes, suppressed, smallest } = await verifiedRelease(acsIncomeRecipe({ data, path: source, recoding, mostCombinations }), source)
  floored.push([mostCombinations, recoding, search?.floor?.map(({ column, level }) => `${column} ${level}`).join(' ') ?? '–', search?.refined === true ? 'yes' : '–', Number(scores.loss.toFixed(4)), classes, suppressed])
  expect(smallest).toBeGreaterThanOrEqual(5)
  expect(scores.loss).toBeLessThanOrEqual(bar)
  expect(search?.floor?.length).toBeGreaterThan(0)
  expect(search?.combinations).toBeLessThan(mostCombinations * 1.1)
  expect(search?.refined).toBe(recoding !== 'global')
})

const attacked: (string | number)[][] = []
afterAll(() => {
  process.stdout.write(`\nAttacks on adult, k 5, at most 5 % suppressed: right guesses, in %\n\n${markdownTable(['models', 'recoding', 'attack', 'right %', 'chance %', 'bound %', 'attempts', 'certain'], attacked)}\n\n`)
})

test.each(RECODINGS.flatMap((recoding) => [[K5], [K5, VARIED]].map((models) => ({ recoding, models, words: modelsInWords(models) }))))('attacks on adult, $words, $recoding: every attack is told, and linkage keeps its bound', async ({ recoding, models, words }) => {
  const { attacks } = await verifiedRelease(adultRecipe(data, { models, metric: 'loss', limit: 0.05, recoding }))
  attacked.push(...attacks.map((attack) => [words, recoding, attack.column === undefined ? attack.id : `${attack.id}: ${attack.column}`, percent(attack.rate), percent(attack.chance), attack.bound === undefined ? '–' : percent(attack.bound), attack.attempts, attack.certain]))
  const told = new Map(attacks.map((attack) => [attack.id, attack]))
  expect([...told.keys()].toSorted()).toEqual(['combinatorial-refinement', ...(models.length > 1 ? ['inference'] : []), 'linkage', 'sibling-subtraction'])
  expect(told.get('linkage')?.bound).toBe(0.2)
  expect(told.get('linkage')?.rate).toBeLessThanOrEqual(0.2)
  expect(told.get('linkage')?.rate).toBeGreaterThan(told.get('linkage')?.chance ?? 1)
  // Classes that part the domain leave nothing to subtract; only a left-over class tells who is not in it.
  const isFree = recoding === 'free-local'
  expect(gain(told.get('sibling-subtraction')) > 1e-9).toBe(isFree)
  expect(gain(told.get('combinatorial-refinement')) > 1e-9).toBe(isFree)
})

async function verifiedRelease(text: string, source?: string) {
  const place = await makePlace()
  onTestFinished(() => place.remove())
  const recipe = join(place.folder, 'recipe.yaml')
  await writeFile(recipe, text)
  const run = await place.datadam('run', recipe, '--out', join(place.folder, 'releases'))
  expect(run.code, run.stderr).toBe(0)
  const { release } = Released.parse(run.json)
  expect((await place.datadam('verify', release, ...(source === undefined ? [] : ['--source', source]))).code).toBe(0)
  return readPrivacy(release)
}

/** Right guesses beyond chance. */
function gain(attack: Attack | undefined): number {
  return (attack?.rate ?? NaN) - (attack?.chance ?? NaN)
}

function percent(share: number): number {
  return Number((share * 100).toPrecision(4))
}
