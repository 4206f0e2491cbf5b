import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { FairnessReport } from '#dam/dataset/fairness-report.ts'
import { Manifest, PrivacyReport } from '#dam/dataset/reports.ts'
import { bytesBelow, datadam, folderWith } from './program.fixture.ts'

const folders: string[] = []
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

function made(files: Record<string, string>): string {
  const folder = folderWith(files)
  folders.push(folder)
  return folder
}

/** A number below `below` that looks like chance and never changes. */
function pick(what: string, of: number, below: number): number {
  return createHash('sha256').update(`${what}:${of}`).digest().readUInt32LE(0) % below
}

/** Applications of an invented town: some apply twice, women are chosen less often, and few of them live in the north. */
function applications(rows: number): string {
  const line = (row: number) => {
    const person = row % 7 === 6 ? row - 1 : row
    const postcode = ['100', '101', '200', '201', '300'][Math.min(pick('postcode', person, 5), pick('north', person, 6))] ?? ''
    const sex = pick('sex', person, 100) < (postcode === '300' ? 20 : 45) ? 'F' : 'M'
    const age = pick('old', person, 60) === 0 ? 70 + pick('age', person, 20) : 20 + Math.min(pick('age', person, 40), pick('young', person, 50))
    const isHired = pick('hired', row, 100) < (sex === 'F' ? 25 : 55)
    const score = pick('score', row, 60) + (isHired ? 35 : 0) - (sex === 'F' ? 10 : 0)
    return [`A${1000 + person}`, age, sex, postcode, ['A1', 'A2', 'B1', 'B2'][pick('field', row, 4)], 2000 + pick('pay', row, 40) * 50, isHired ? 'hired' : 'rejected', score > 45 ? 'hired' : 'rejected', Math.max(0, score) / 100].join(',')
  }
  return ['applicant,age,sex,postcode,field,pay,outcome,decision,score', ...Array.from({ length: rows }, (_, row) => line(row))].join('\n')
}

const MODELS = ['{k-anonymity: 5}', '{l-diversity: {column: field, kind: distinct, l: 2}}', '{l-diversity: {column: field, kind: entropy, l: 1.5}}', '{l-diversity: {column: field, kind: recursive, l: 2, c: 5}}',
  '{t-closeness: {column: field, t: 0.6, distance: equal}}', '{t-closeness: {column: pay, t: 0.5, distance: ordered}}', '{t-closeness: {column: field, t: 0.6, distance: hierarchical}}',
  '{delta-presence: {at-most: 0.95}}', '{average-risk: 0.2}', '{sample-uniques: none}']

const head = `datadam: 1
dataset: {name: test-town/applications, title: {ko: 지원서, en: Applications}, licence: CC-BY-4.0, language: [en]}
source: {kind: csv, path: applications.csv}
`
const recipe = (recoding: string) => `${head}columns:
  applicant: {role: identifier, do: pseudonym, accept-risk: who applies twice is counted once}
  age:       {role: quasi-identifier, hierarchy: {intervals: [10, 20]}}
  sex:       {role: quasi-identifier}
  postcode:  {role: quasi-identifier, type: text, hierarchy: {prefix: [1]}}
  field:     {role: sensitive, hierarchy: {tree: {A: [A1, A2], B: [B1, B2]}}}
  pay:       {role: sensitive}
  outcome:   {role: plain}
  decision:  {role: plain}
  score:     {role: plain}
privacy:
  models: [${MODELS.join(', ')}]
  person: applicant
  recoding: ${recoding}
  suppression: {limit: 0.1, parity: {by: [sex], at-most: 3}}
fairness:
  label: outcome
  favourable: hired
  groups: [sex, postcode]
  reference: people.csv
  prediction: {column: decision, score: score}
  weights: true
sample: {share: 0.6, stratify: [sex], seed: 7}
release: {version: 1.0.0, date: 2026-01-31, rows-per-file: 400}
`
const PEOPLE = 'sex,postcode,share\nF,100,0.10\nF,101,0.10\nF,200,0.10\nF,201,0.10\nF,300,0.10\nM,100,0.10\nM,101,0.10\nM,200,0.10\nM,201,0.10\nM,300,0.10\n'
const every = (recoding: string) => made({ 'applications.csv': applications(1200), 'people.csv': PEOPLE, 'recipe.yaml': recipe(recoding) })
const below = (folder: string) => join(folder, 'releases/test-town/applications@1.0.0')

test.each(['global', 'strict-local', 'free-local'])('every model at once, persons, groups and weights, in a %s recoding: released, and verified by a stranger and with the source', { timeout: 240_000 }, async (recoding) => {
  const folder = every(recoding)
  const ran = await datadam(folder, ['run', 'recipe.yaml', '--json'])
  expect(ran.code, ran.stdout + ran.stderr).toBe(0)
  const outcome = JSON.parse(ran.stdout)
  expect(outcome).toMatchObject({ outcome: 'released', recoding, verification: 'passed' })
  expect(outcome.parity.map(({ verdict }: { verdict: string }) => verdict)).toEqual(['passed', 'passed'])
  expect(outcome.attacks.map(({ id }: { id: string }) => id)).toEqual(expect.arrayContaining(['linkage', 'sibling-subtraction', 'inference']))
  expect(outcome.worstGroup.rows).toBeGreaterThanOrEqual(30)
  expect(outcome.fairness.gravest.length).toBeGreaterThan(0)

  const release = below(folder)
  const privacy = PrivacyReport.parse(JSON.parse(readFileSync(join(release, 'reports/privacy.json'), 'utf8')))
  expect(privacy.modelFacts.map(({ verdict }) => verdict)).toEqual(MODELS.map(() => 'passed'))
  // Rows of one column stand on several levels where, and only where, each class has its own.
  expect(privacy.columns.some(({ rowsByLevel }) => rowsByLevel.length > 1)).toBe(recoding !== 'global')
  expect(privacy.attacks.find(({ id }) => id === 'linkage')?.rate).toBeLessThanOrEqual(0.2)
  const listed = Manifest.parse(JSON.parse(readFileSync(join(release, 'manifest.json'), 'utf8'))).files.map(({ path }) => path)
  expect(listed).toEqual(expect.arrayContaining(['reports/fairness.json', 'data/train-00001-of-00002.parquet', 'weights/train-00000-of-00002.parquet', 'weights/train-00001-of-00002.parquet']))
  const told = FairnessReport.parse(JSON.parse(readFileSync(join(release, 'reports/fairness.json'), 'utf8')))
  expect(told).toMatchObject({ isPublic: true, rows: 1200, reference: { file: 'people.csv' } })
  expect(told.combinations).toBeUndefined()
  expect(FairnessReport.parse(JSON.parse(readFileSync(join(outcome.stewardReports, 'fairness.json'), 'utf8'))).combinations).toBeDefined()

  const stranger = await datadam(folder, ['verify', release])
  expect(stranger.code, stranger.stdout + stranger.stderr).toBe(0)
  expect(stranger.stdout).toMatch(/passed +Weights/)
  const holder = await datadam(folder, ['verify', release, '--source', 'applications.csv'])
  expect(holder.code, holder.stdout + holder.stderr).toBe(0)
})

test('the terminal tells recoding, attacks, parity, the worst group and the gravest findings', { timeout: 120_000 }, async () => {
  const folder = every('global')
  const { stdout, stderr } = await datadam(folder, ['run', 'recipe.yaml', '--quiet'])
  expect(stdout, stderr).toMatch(/ persons; global recoding\n/)
  expect(stdout).toMatch(/attacks {7}.*: right [\d.]+ % of the time, chance [\d.]+ %/)
  expect(stdout).toMatch(/linkage: right [\d.]+ % of the time, chance [\d.]+ %, at most 20 % promised/)
  expect(stdout).toMatch(/parity {8}Suppressed rows of the worst group/)
  expect(stdout).toMatch(/worst group {3}(sex|postcode) = /)
  expect(stdout).toMatch(/fairness {6}\d+ findings? beyond the tolerance/)
  expect(stdout.match(/^ {4}finding {5}/gm)?.length).toBeLessThanOrEqual(3)
})

test('a run with fairness and weights that was killed goes on to the same bytes', { timeout: 240_000 }, async () => {
  const folder = every('global')
  expect((await datadam(folder, ['run', 'recipe.yaml', '--out', 'whole', '--quiet'])).code).toBe(0)
  for (const stage of ['fairness', 'weights', 'package']) {
    const stopped = await datadam(folder, ['run', 'recipe.yaml', '--out', stage], { killAt: stage })
    expect(stopped.signal, stopped.stderr).toBe('SIGKILL')
    const again = await datadam(folder, ['run', 'recipe.yaml', '--out', stage, '--quiet'])
    expect(again.code, again.stderr).toBe(0)
    expect(bytesBelow(join(folder, stage))).toEqual(bytesBelow(join(folder, 'whole')))
  }
})

/** Forty people of a sex that is too rare for k in each town, where the recipe lets neither be made coarser. */
const rare = (recoding: string, more: string) => made({
  'applications.csv': ['sex,town,outcome', ...Array.from({ length: 640 }, (_, row) => `${row < 40 ? 'X' : row % 2 === 0 ? 'F' : 'M'},T${row % 3},${row % 4 === 0 ? 'hired' : 'rejected'}`)].join('\n'),
  'recipe.yaml': `${head}columns: {sex: {role: quasi-identifier, levels: {at-most: 0}}, town: {role: quasi-identifier, levels: {at-most: 0}}, outcome: {role: sensitive}}
privacy: {models: [{k-anonymity: 30}], recoding: ${recoding}, suppression: {limit: 0.1${more}}}
fairness: {label: outcome, favourable: hired, groups: [sex], weights: true}
release: {version: 1.0.0, date: 2026-01-31}
`,
})

test.each([
  { what: 'would erase a group', recoding: 'global', more: '', figures: /sex = X.*40 (?:\/|of) 40/ },
  { what: 'would erase a group', recoding: 'strict-local', more: '', figures: /sex = X.*40 (?:\/|of) 40/ },
  { what: 'cannot keep its parity', recoding: 'global', more: ', parity: {by: [sex], at-most: 1.5}', figures: /1\.5.*sex = X.*40 (?:\/|of) 40/ },
  { what: 'cannot keep its parity', recoding: 'strict-local', more: ', parity: {by: [sex], at-most: 1.5}', figures: /1\.5.*sex = X.*40 (?:\/|of) 40/ },
])('a release that $what fails with the figures, in a $recoding recoding, and leaves nothing behind', { timeout: 120_000 }, async ({ recoding, more, figures }) => {
  const folder = rare(recoding, more)
  const refused = await datadam(folder, ['run', 'recipe.yaml', '--json'])
  expect(refused.code, refused.stdout).toBe(1)
  const { code, sentence } = JSON.parse(refused.stdout)
  expect(code, sentence).toBe('promise-failed')
  expect(sentence).toMatch(figures)
  expect(existsSync(join(folder, 'releases')) ? readdirSync(join(folder, 'releases')) : []).toEqual([])
})

test('an open release is recoded strictly where the recipe does not say, and its recipe says so', { timeout: 120_000 }, async () => {
  const folder = made({ 'applications.csv': applications(600), 'people.csv': PEOPLE, 'recipe.yaml': recipe('left-out').replace('  recoding: left-out\n', '') })
  const ran = await datadam(folder, ['run', 'recipe.yaml', '--json'])
  expect(ran.code, ran.stdout + ran.stderr).toBe(0)
  expect(JSON.parse(ran.stdout).recoding).toBe('strict-local')
  expect(readFileSync(join(below(folder), 'recipe.yaml'), 'utf8')).toContain('  recoding: strict-local\n')
  expect((await datadam(folder, ['verify', below(folder)])).code).toBe(0)
})

test('weights of a column that is dropped are refused with what to do', async () => {
  const folder = made({ 'applications.csv': applications(100), 'people.csv': PEOPLE, 'recipe.yaml': recipe('global').replace('outcome:   {role: plain}', 'outcome:   {role: plain, do: drop}') })
  const refused = await datadam(folder, ['run', 'recipe.yaml', '--json'])
  expect(JSON.parse(refused.stdout)).toMatchObject({ code: 'bad-recipe', sentence: expect.stringMatching(/"outcome" is dropped; keep the column, or leave weights out/) })
})
