import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { PreviewAnswer } from './preview-answers.ts'
import { RecipeAnswer } from './run-answers.ts'
import { bodyOf, openRuns, PEOPLE_CSV, PEOPLE_RECIPE } from './runs.fixture.ts'
import { TradeoffAnswer } from './tradeoff-answers.ts'

const PREVIEW = '/datasets/test-city/people/recipe/preview'
const TRADEOFF = '/datasets/test-city/people/recipe/tradeoff'

describe.each(testDatabases())('trying a recipe on $name', ({ open }) => {
  let database: Database
  let runs: Awaited<ReturnType<typeof openRuns>>
  beforeAll(async () => {
    database = await open()
    runs = await openRuns(database)
    await runs.upload('people.csv', PEOPLE_CSV)
  })
  afterAll(async () => { await runs.close(); await database.close() })
  const preview = async (text: string, exact = false): Promise<PreviewAnswer> => bodyOf(await runs.ask('steward', 'POST', PREVIEW, { text, exact }), PreviewAnswer)

  test('rows are shown before and after, with the risk that remains, and nothing is saved', async () => {
    const answer = await preview(PEOPLE_RECIPE)
    expect(answer).toMatchObject({ problems: [], because: null, result: { rows: 40, delivered: 40, uniquesAfter: 0, before: { columns: ['name', 'age', 'sex', 'diagnosis'] }, after: { columns: ['age', 'sex', 'diagnosis'] } } })
    expect(answer.result?.smallest).toBeGreaterThanOrEqual(5)
    expect(answer.result?.before.rows).toHaveLength(20)
    expect(answer.result?.after.rows[0]?.[1]).toBe(answer.result?.before.rows[0]?.[2])
    expect((await bodyOf(await runs.ask('steward', 'GET', '/datasets/test-city/people/recipe'), RecipeAnswer)).text).toBe('')
  })

  test('a change is seen at once; a promise that cannot be kept says why; a fault in the text is shown in its place', async () => {
    const wider = await preview(PEOPLE_RECIPE.replace('k-anonymity: 5', 'k-anonymity: 15'))
    expect(wider.result?.smallest).toBeGreaterThanOrEqual(15)
    expect(wider.result?.loss).toBeGreaterThan(0)
    expect(await preview(PEOPLE_RECIPE.replace('k-anonymity: 5', 'k-anonymity: 50'))).toMatchObject({ result: null, because: expect.stringContaining('50') })
    expect(await preview(PEOPLE_RECIPE.replace('role: sensitive', 'role: secret'))).toMatchObject({ result: null, because: null, problems: [{ line: 8 }] })
    expect(await preview(PEOPLE_RECIPE.replace('name: {role: identifier}', 'nom: {role: identifier}'))).toMatchObject({ result: null, because: expect.stringContaining('nom') })
  })

  test('exact takes every row, and only those who edit may try', async () => {
    expect((await preview(PEOPLE_RECIPE, true)).result).toMatchObject({ rows: 40, delivered: 40 })
    expect((await runs.ask('member', 'POST', PREVIEW, { text: PEOPLE_RECIPE })).status).toBe(403)
    expect((await runs.ask('stranger', 'POST', PREVIEW, { text: PEOPLE_RECIPE })).status).toBe(404)
    for (const [person, status] of [['member', 403], ['stranger', 404], ['nobody', 401]] as const) expect([person, (await runs.ask(person, 'POST', TRADEOFF, { text: PEOPLE_RECIPE })).status]).toEqual([person, status])
    expect((await runs.ask('nobody', 'POST', PREVIEW, { text: PEOPLE_RECIPE })).status).toBe(401)
  })

  test('other numbers for k are weighed against each other, those of a sound recipe only', async () => {
    const weigh = async (text: string): Promise<TradeoffAnswer> => bodyOf(await runs.ask('steward', 'POST', TRADEOFF, { text }), TradeoffAnswer)
    const { tradeoff, because } = await weigh(PEOPLE_RECIPE)
    expect([because, tradeoff?.rows, tradeoff?.choices.map(({ k }) => k)]).toEqual([null, 40, [2, 3, 5, 10, 20, 50]])
    expect(tradeoff?.choices.find(({ isOwn }) => isOwn)).toMatchObject({ k: 5, because: null, outcome: { rows: 40, smallest: 10, highestRisk: 0.1 } })
    expect(tradeoff?.choices.at(-1)).toMatchObject({ outcome: null, because: expect.stringContaining('50') })
    expect(await weigh(PEOPLE_RECIPE.replace('role: sensitive', 'role: secret'))).toMatchObject({ tradeoff: null, because: expect.stringContaining('problems') })
  })
})
