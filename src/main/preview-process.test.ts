import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { previewProcess } from './preview-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'datadam-previews-'))
const previews = join(folder, 'previews')
const trying = previewProcess({ home: join(folder, 'home'), limits: { memoryBytes: 300e6, threads: 1 }, previews, store: { getRange: () => Promise.reject(new Error('There is no store')) } })
afterAll(async () => { await trying.close(); rmSync(folder, { recursive: true, force: true }) })
const { signal } = new AbortController()

const RECIPE = `datadam: 1
dataset: {name: test-city/people, title: {en: People}, licence: CC0-1.0, language: [en]}
source: {kind: csv, path: people.csv}
columns:
  age: {role: quasi-identifier, hierarchy: {intervals: [10, 50]}}
  note: {role: plain}
privacy: {models: [k-anonymity: 5]}
release: {version: 1.0.0, access: open, seed: 1}
`

function inputsOf(session: string): string {
  const inputs = join(previews, session, 'inputs')
  mkdirSync(inputs, { recursive: true })
  writeFileSync(join(inputs, 'people.csv'), `age,note\n${Array.from({ length: 6000 }, (_, place) => `${place % 90},n${place % 7}`).join('\n')}\n`)
  return inputs
}

test('a session keeps the rows that it has read, tries some of them or all, and tells faults of a recipe', async () => {
  const inputs = inputsOf('kim')
  const first = await trying.tryRecipe({ session: 'kim', folder: inputs, text: RECIPE, exact: false, signal })
  expect(first).toMatchObject({ rows: 5000, delivered: 6000 })
  // What was read stays read: without the file the answer is the same.
  rmSync(join(inputs, 'people.csv'))
  expect(await trying.tryRecipe({ session: 'kim', folder: inputs, text: RECIPE, exact: false, signal })).toEqual(first)
  await expect(trying.tryRecipe({ session: 'kim', folder: inputs, text: RECIPE, exact: true, signal })).rejects.toMatchObject({ code: 'not-found' })
  const exact = await trying.tryRecipe({ session: 'kim', folder: inputsOf('kim'), text: RECIPE, exact: true, signal })
  expect(exact).toMatchObject({ rows: 6000, delivered: 6000 })
})

test('other numbers for k stand beside the recipe\'s own, and what cannot be kept says why', async () => {
  const { rows, delivered, choices } = await trying.exploreDraft({ session: 'kim', folder: inputsOf('kim'), text: RECIPE, ks: [2, 5, 50, 5500], signal })
  expect([rows, delivered, choices.map(({ k, isOwn }) => [k, isOwn])]).toEqual([5000, 6000, [[2, false], [5, true], [50, false], [5500, false]]])
  for (const { k, outcome } of choices.slice(0, 3)) {
    expect(outcome?.smallest).toBeGreaterThanOrEqual(k)
    expect(outcome?.highestRisk).toBeCloseTo(1 / (outcome?.smallest ?? 0), 6)
  }
  expect(choices[3]).toMatchObject({ outcome: null, because: expect.stringContaining('5500') })
})

test('alternatives make room for what is tried meanwhile, and stop when nobody waits', async () => {
  const folder = inputsOf('kim')
  const many = Array.from({ length: 400 }, (_, place) => place + 2)
  const slow = trying.exploreDraft({ session: 'kim', folder, text: RECIPE, ks: many, signal })
  const quick = trying.tryRecipe({ session: 'kim', folder, text: RECIPE, exact: false, signal })
  await expect(slow).rejects.toMatchObject({ code: 'cancelled' })
  expect(await quick).toMatchObject({ rows: 5000 })
  const leaving = new AbortController()
  const left = trying.exploreDraft({ session: 'kim', folder, text: RECIPE, ks: many, signal: leaving.signal })
  setTimeout(() => { leaving.abort() }, 50)
  await expect(left).rejects.toMatchObject({ code: 'cancelled' })
  expect(await trying.exploreDraft({ session: 'kim', folder, text: RECIPE, ks: [2], signal })).toMatchObject({ choices: [{ k: 2 }, { k: 5, isOwn: true }] })
})

test('the session that was used longest ago makes room for a fifth, and its files are gone', async () => {
  for (const session of ['lee', 'park', 'choi', 'jung']) await trying.tryRecipe({ session, folder: inputsOf(session), text: RECIPE, exact: false, signal })
  expect(['kim', 'lee', 'jung'].map((name) => existsSync(join(previews, name)))).toEqual([false, true, true])
  expect(await trying.tryRecipe({ session: 'kim', folder: inputsOf('kim'), text: RECIPE, exact: false, signal })).toMatchObject({ rows: 5000 })
  expect(existsSync(join(previews, 'lee'))).toBe(false)
})

test('closing ends all sessions', async () => {
  await trying.close()
  expect(['park', 'choi', 'jung', 'kim'].map((name) => existsSync(join(previews, name)))).toEqual([false, false, false, false])
})
