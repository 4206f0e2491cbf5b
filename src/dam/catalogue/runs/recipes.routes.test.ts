import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { RecipeAnswer } from './run-answers.ts'
import { bodyOf, openRuns, PEOPLE_CSV, PEOPLE_RECIPE, Said } from './runs.fixture.ts'

const RECIPE = '/datasets/test-city/people/recipe'

describe.each(testDatabases())('recipes on $name', ({ open }) => {
  let database: Database
  let runs: Awaited<ReturnType<typeof openRuns>>
  beforeAll(async () => { database = await open(); runs = await openRuns(database) })
  afterAll(async () => { await runs.close(); await database.close() })
  const save = async (text: string): Promise<RecipeAnswer> => bodyOf(await runs.ask('steward', 'PUT', RECIPE, { text }), RecipeAnswer)
  const drafts = async (): Promise<number> => (await sql<{ drafts: number }>`select count(*)::integer as drafts from recipe_draft`.execute(database.queries)).rows[0]?.drafts ?? -1

  test('there is none at first, and nothing can be run', async () => {
    expect(await bodyOf(await runs.ask('member', 'GET', RECIPE), RecipeAnswer)).toEqual({ text: '', problems: [], columns: [], savedAt: null, revision: 0, savedBy: null })
    expect(await bodyOf(await runs.ask('steward', 'POST', '/datasets/test-city/people/runs', {}), Said)).toMatchObject({ code: 'not-ready' })
  })

  test('a draft is saved with its problems, each in its place, and is not run', async () => {
    const saved = await save(PEOPLE_RECIPE.replace('role: sensitive', 'role: secret'))
    expect(saved.problems.map(({ line }) => line)).toEqual([8])
    expect(saved.savedAt).not.toBeNull()
    const refused = await bodyOf(await runs.ask('steward', 'POST', '/datasets/test-city/people/runs', {}), Said)
    expect(refused).toMatchObject({ code: 'bad-recipe', detail: expect.stringContaining('line 8') })
    expect(await save('not: [a recipe')).toMatchObject({ text: 'not: [a recipe', columns: [] })
  })

  test('a recipe may name uploads of its own data set only', async () => {
    expect((await save(PEOPLE_RECIPE)).problems).toMatchObject([{ line: 3, message: expect.stringContaining('upload it first') }])
    await runs.upload('people.csv', PEOPLE_CSV, { dataset: 'other-town/theirs' }, 'stranger')
    expect((await bodyOf(await runs.ask('steward', 'GET', RECIPE), RecipeAnswer)).problems).toHaveLength(1)
    await runs.upload('people.csv', PEOPLE_CSV)
    expect((await bodyOf(await runs.ask('steward', 'GET', RECIPE), RecipeAnswer)).problems).toEqual([])
  })

  test('each change is a draft of its own, and the same text once more is none', async () => {
    const before = await drafts()
    await save(PEOPLE_RECIPE)
    expect(await drafts()).toBe(before)
    await Promise.all([1, 2, 3, 4].map((number) => save(`${PEOPLE_RECIPE}# ${number}\n`)))
    expect(await drafts()).toBe(before + 4)
    expect((await bodyOf(await runs.ask('steward', 'GET', RECIPE), RecipeAnswer)).text).toMatch(/# \d\n$/)
  })

  test('whoever did not see the newest draft does not write over it, and is told who saved it and when', async () => {
    const first = await save(`${PEOPLE_RECIPE}# seen by both\n`)
    const put = (person: string, text: string, revision?: number) => runs.ask(person, 'PUT', RECIPE, { text, ...(revision !== undefined && { revision }) })
    const theirs = await bodyOf(await put('owner', `${PEOPLE_RECIPE}# of the owner\n`, first.revision), RecipeAnswer)
    expect(theirs).toMatchObject({ revision: first.revision + 1, savedBy: expect.stringContaining('owner') })
    for (const revision of [first.revision, theirs.revision + 1, undefined]) {
      const refused = await put('steward', `${PEOPLE_RECIPE}# of the steward\n`, revision)
      expect(refused.status).toBe(409)
      const { detail } = await bodyOf(refused, Said)
      expect([detail.includes(theirs.savedBy ?? '?'), detail.includes(theirs.savedAt ?? '?')], detail).toEqual([true, true])
    }
    expect((await bodyOf(await runs.ask('steward', 'GET', RECIPE), RecipeAnswer)).text).toContain('of the owner')
    // What says the same is no second draft, whatever its writer saw.
    expect(await bodyOf(await put('steward', theirs.text, first.revision), RecipeAnswer)).toMatchObject({ revision: theirs.revision })
    expect(await bodyOf(await put('steward', `${PEOPLE_RECIPE}# of the steward\n`, theirs.revision), RecipeAnswer)).toMatchObject({ revision: theirs.revision + 1, text: expect.stringContaining('of the steward') })
    // Of two who save at once, one is told.
    const both = await Promise.all(['steward', 'owner'].map((person) => put(person, `${PEOPLE_RECIPE}# at once by ${person}\n`, theirs.revision + 1)))
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
    await save((await bodyOf(await runs.ask('steward', 'GET', RECIPE), RecipeAnswer)).text)
  })

  test('the hierarchy of a file is read, an upload or one that is sent along', async () => {
    const read = async (body: unknown, person = 'steward') => runs.ask(person, 'POST', `${RECIPE}/hierarchy`, body)
    await runs.upload('levels.csv', 'cold;mild;*\nheadache;mild;*\nfracture;grave;*\n')
    const rows = [['cold', 'mild', '*'], ['headache', 'mild', '*'], ['fracture', 'grave', '*']]
    expect(await (await read({ upload: 'levels.csv' })).json()).toEqual({ rows })
    expect(await (await read({ file: 'levels.yaml', text: 'mild: [cold, headache]\ngrave: [fracture]' })).json()).toEqual({ rows })
    expect(await bodyOf(await read({ file: 'levels.csv', text: 'a;x;p\nb;x;q\n' }), Said)).toMatchObject({ code: 'bad-recipe', detail: expect.stringContaining('row 2') })
    for (const [person, body, status] of [['steward', { upload: 'none.csv' }, 404], ['stranger', { upload: 'levels.csv' }, 404], ['member', { upload: 'levels.csv' }, 403], ['steward', { upload: 'levels.csv', text: '' }, 422]] as const) expect([person, (await read(body, person)).status]).toEqual([person, status])
  })

  test('a recipe is proposed from uploads, is sound, and bears the data set\'s name', { timeout: 120_000 }, async () => {
    const id = await runs.upload('people.csv', PEOPLE_CSV)
    const proposed = await bodyOf(await runs.ask('steward', 'POST', `${RECIPE}/propose`, { uploadIds: [id] }), RecipeAnswer)
    expect(proposed.problems).toEqual([])
    expect(proposed.text).toContain('name: test-city/people')
    expect(proposed.text).toContain('path: people.csv')
    expect(proposed.columns.map(({ name }) => name)).toEqual(['name', 'age', 'sex', 'diagnosis'])
    expect(proposed.columns.every(({ techniques }) => techniques.length > 0)).toBe(true)
    expect(await bodyOf(await runs.ask('member', 'GET', RECIPE), RecipeAnswer)).toMatchObject({ text: proposed.text })
  })

  test('a recipe is not proposed from what is another\'s or not there', async () => {
    const theirs = await runs.upload('theirs.csv', PEOPLE_CSV, { dataset: 'other-town/theirs' }, 'stranger')
    expect((await runs.ask('steward', 'POST', `${RECIPE}/propose`, { uploadIds: [theirs] })).status).toBe(404)
    expect((await runs.ask('steward', 'POST', `${RECIPE}/propose`, { uploadIds: ['../x'] })).status).toBe(404)
    expect((await runs.ask('steward', 'POST', `${RECIPE}/propose`, { uploadIds: [] })).status).toBe(422)
  })

  test('only stewards and owners write it, and only its people read it', async () => {
    for (const [person, reads, writes] of [['nobody', 401, 401], ['reader', 403, 403], ['stranger', 404, 404], ['recused', 404, 403], ['member', 200, 403]] as const) {
      expect([person, (await runs.ask(person, 'GET', RECIPE)).status]).toEqual([person, reads])
      expect([person, (await runs.ask(person, 'PUT', RECIPE, { text: '' })).status]).toEqual([person, writes])
      expect([person, (await runs.ask(person, 'POST', `${RECIPE}/propose`, { uploadIds: ['x'] })).status]).toEqual([person, writes])
    }
    expect(runs.faults).toEqual([])
  })
})
