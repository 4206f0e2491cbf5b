import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { bytesBelow, datadam, folderWith, visits } from './program.fixture.ts'

const folders: string[] = []
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

function made(files: Record<string, string | Uint8Array>): string {
  const folder = folderWith(files)
  folders.push(folder)
  return folder
}

test('datadam run releases a table, verify passes for a stranger and with the source', { timeout: 120_000 }, async () => {
  const folder = made(visits(400))
  const ran = await datadam(folder, ['run', 'recipe.yaml', '--json'])
  expect(ran.stderr).not.toContain('P1000')
  expect(ran.code, ran.stderr).toBe(0)
  const outcome = JSON.parse(ran.stdout)
  expect(outcome).toMatchObject({ outcome: 'released', rows: 400, verification: 'passed' })
  expect(outcome.smallest).toBeGreaterThanOrEqual(5)
  const release = join(folder, 'releases/test-city/visits@1.0.0')
  expect(outcome.release).toBe(release)
  expect(readdirSync(join(folder, 'releases'))).toEqual(['test-city'])

  const stranger = await datadam(folder, ['verify', release])
  expect(stranger.code, stranger.stdout + stranger.stderr).toBe(0)
  const holder = await datadam(folder, ['verify', release, '--source', 'visits.csv'])
  expect(holder.code, holder.stdout + holder.stderr).toBe(0)
})

test('the same input, recipe, seed and key give the same bytes', { timeout: 120_000 }, async () => {
  const folder = made(visits(300))
  for (const out of ['one', 'two']) expect((await datadam(folder, ['run', 'recipe.yaml', '--out', out, '--quiet'])).code).toBe(0)
  expect(bytesBelow(join(folder, 'one'))).toEqual(bytesBelow(join(folder, 'two')))
})

test('a version is never written twice', { timeout: 120_000 }, async () => {
  const folder = made(visits(200))
  await datadam(folder, ['run', 'recipe.yaml', '--quiet'])
  const before = bytesBelow(join(folder, 'releases'))
  const again = await datadam(folder, ['run', 'recipe.yaml', '--json'])
  expect(again.code).toBe(1)
  expect(JSON.parse(again.stdout)).toMatchObject({ outcome: 'refused', code: 'conflict' })
  expect(bytesBelow(join(folder, 'releases'))).toEqual(before)
})

test('init proposes a recipe that check and run accept', { timeout: 120_000 }, async () => {
  const folder = made({ 'visits.csv': visits(400)['visits.csv'] })
  const proposed = await datadam(folder, ['init', 'visits.csv', '--name', 'test-city/visits', '--json'])
  expect(proposed.code, proposed.stderr).toBe(0)
  expect((await datadam(folder, ['recipe', 'check', 'recipe.yaml'])).code).toBe(0)
  const ran = await datadam(folder, ['run', 'recipe.yaml', '--json'])
  expect(ran.code, ran.stderr + readFileSync(join(folder, 'recipe.yaml'), 'utf8')).toBe(0)
  expect((await datadam(folder, ['init', 'visits.csv'])).code).toBe(1)
})

test.each([
  { words: [], code: 2 },
  { words: ['runn', 'recipe.yaml'], code: 2 },
  { words: ['run'], code: 2 },
  { words: ['run', 'gone.yaml'], code: 2 },
  { words: ['verify', '.'], code: 2 },
  { words: ['recipe', 'check', 'wrong.yaml'], code: 1 },
  { words: ['--version'], code: 0 },
  { words: ['recipe', 'schema'], code: 0 },
  { words: ['doctor'], code: 0 },
])('datadam $words ends with $code', async ({ words, code }) => {
  const folder = made({ 'wrong.yaml': 'datadam: 1\ndataset: {nam: a/b}\n' })
  expect((await datadam(folder, words)).code).toBe(code)
})

test('a read-only output is refused and nothing is written', async () => {
  const folder = made(visits(100))
  mkdirSync(join(folder, 'closed'))
  writeFileSync(join(folder, 'closed/file'), '')
  chmodSync(join(folder, 'closed'), 0o500)
  // Root may write anywhere, so the folder asked for lies below a file, which nobody can make.
  const refused = await datadam(folder, ['run', 'recipe.yaml', '--out', 'closed/file/below', '--json'])
  expect(refused.code).toBe(1)
  expect(JSON.parse(refused.stdout)).toMatchObject({ code: 'not-writable' })
  chmodSync(join(folder, 'closed'), 0o700)
})

const recipeFor = (columns: string, k = 5) => `datadam: 1
dataset: {name: a/b, title: T, licence: CC0-1.0, language: [en]}
source: {kind: csv, path: data.csv}
columns: ${columns}
privacy: {models: [{k-anonymity: ${k}}], suppression: {limit: 0.05}}
release: {version: 1.0.0, date: 2026-01-31}
`

test.each([
  { what: 'no rows', csv: 'a,b\n', columns: '{a: {role: quasi-identifier}, b: {role: plain}}', code: 'bad-input' },
  { what: 'one row', csv: 'a,b\n1,2\n', columns: '{a: {role: quasi-identifier}, b: {role: sensitive}}', code: 'promise-failed' },
  { what: 'an empty file', csv: '', columns: '{a: {role: quasi-identifier}}', code: 'bad-input' },
  { what: 'ragged rows', csv: 'a,b\n1,2\n3\n', columns: '{a: {role: quasi-identifier}, b: {role: plain}}', code: 'bad-input' },
  { what: 'a quote that never closes', csv: 'a,b\n1,"Kim\n3,4\n', columns: '{a: {role: quasi-identifier}, b: {role: plain}}', code: 'bad-input' },
  { what: 'a recipe for other columns', csv: 'a,b\n1,2\n', columns: '{a: {role: quasi-identifier}, c: {role: plain}}', code: 'bad-recipe' },
  { what: 'an identifier kept', csv: 'a,b\n1,2\n', columns: '{a: {role: identifier, do: keep}, b: {role: quasi-identifier}}', code: 'bad-recipe' },
])('$what: a clear refusal, and nothing half-written', async ({ csv, columns, code }) => {
  const folder = made({ 'data.csv': csv, 'recipe.yaml': recipeFor(columns) })
  const refused = await datadam(folder, ['run', 'recipe.yaml', '--json'])
  expect(JSON.parse(refused.stdout)).toMatchObject({ outcome: 'refused', code })
  expect(refused.code).toBe(1)
  expect(refused.stdout + refused.stderr).not.toContain('Kim')
  expect(existsSync(join(folder, 'releases')) ? readdirSync(join(folder, 'releases')) : []).toEqual([])
})

test('a column whose name is SQL or __proto__ is released like any other', { timeout: 120_000 }, async () => {
  const header = '"; drop table x; --",__proto__,constructor'
  const rows = Array.from({ length: 100 }, (_, row) => `${row % 4},${row % 2},${row}`)
  const folder = made({
    'data.csv': ['"""; drop table x; --",__proto__,constructor', ...rows].join('\n'),
    'recipe.yaml': recipeFor(`{'"; drop table x; --': {role: quasi-identifier}, __proto__: {role: quasi-identifier}, constructor: {role: sensitive}}`),
  })
  const ran = await datadam(folder, ['run', 'recipe.yaml', '--json'])
  expect(ran.code, `${header}\n${ran.stdout}${ran.stderr}`).toBe(0)
})
