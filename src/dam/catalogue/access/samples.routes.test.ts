import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { SampleAnswer } from './access-answers.ts'
import { openDoors, ROWS } from './access.fixture.ts'

const SAMPLE = '/datasets/test-city/visits/versions/1.0.0/sample'

describe.each(testDatabases())('samples on $name', ({ open }) => {
  let database: Database
  let doors: Awaited<ReturnType<typeof openDoors>>
  beforeAll(async () => { database = await open(); doors = await openDoors(database) }, 120_000)
  beforeEach(async () => { await doors.forget(); await doors.setAccess('open') })
  afterAll(async () => { await doors.close(); await database.close() })

  const status = async (name: string, body: object, path = SAMPLE) => (await doors.ask(name, 'POST', path, body)).status
  async function draw(name: string, body: object): Promise<SampleAnswer> {
    const answer = await doors.ask(name, 'POST', SAMPLE, body)
    expect([answer.status, answer.ok ? '' : await answer.text()]).toEqual([200, ''])
    return SampleAnswer.parse(await answer.json())
  }
  const numbers = ({ rows }: SampleAnswer) => rows.map(([number]) => Number(number))

  test('the same wish gives everybody the same rows, another seed others', async () => {
    const first = await draw('reader', { size: 100, seed: 7 })
    expect(first).toMatchObject({ columns: ['number', 'group "name"', 'even'], size: 100, seed: 7, stratify: [], version: '1.0.0' })
    expect(new Set(numbers(first)).size).toBe(100)
    expect(numbers(first)).toEqual(numbers(first).toSorted((a, b) => a - b))
    // Both files take part.
    expect([numbers(first).some((number) => number < 1200), numbers(first).some((number) => number >= 1200)]).toEqual([true, true])
    const again = await draw('other', { size: 100, seed: 7 })
    expect([again.sha256, again.rows]).toEqual([first.sha256, first.rows])
    const more = await draw('reader', { size: 200, seed: 7 })
    expect(numbers(more)).toEqual(expect.arrayContaining(numbers(first)))
    const others = numbers(await draw('reader', { size: 100, seed: 8 }))
    expect(others.filter((number) => numbers(first).includes(number)).length).toBeLessThan(30)
  })

  test('strata take part in proportion, missing values as one of their own', async () => {
    const { rows, stratify } = await draw('reader', { size: 50, seed: 1, stratify: ['even', 'group "name"'] })
    expect(stratify).toEqual(['group "name"', 'even'])
    const counted = (group: string | null) => rows.filter((row) => row[1] === group).length
    expect([counted('가'), counted('b"'), counted(null)]).toEqual([30, 15, 5])
    expect(rows.every((row) => row[2] === String(Number(row[0]) % 2 === 0))).toBe(true)
    expect(await status('reader', { size: 5, seed: 1, stratify: ['nothing'] })).toBe(422)
    // A column of one row each parts 2000 rows into 2000 strata, the most there may be.
    expect((await draw('reader', { size: 20, seed: 1, stratify: ['number'] })).rows.length).toBe(20)
  })

  test('repeated draws never show a restricted set: a share a person, a pool for all persons together', async () => {
    await doors.setAccess('on-application')
    const seen = new Set<number>()
    for (const name of ['reader', 'other', 'colleague', 'follower']) {
      const own = new Set<number>()
      for (let seed = 0; seed < 4; seed++) {
        const { budgetLeft, ...sample } = await draw(name, { size: 25, seed: seed * 100 + name.length })
        expect(budgetLeft).toBe(100 - (seed + 1) * 25)
        for (const number of numbers({ budgetLeft, ...sample })) { own.add(number); seen.add(number) }
      }
      expect(await status(name, { size: 1, seed: 999 })).toBe(429)
      doors.passDays(400)
      expect(await status(name, { size: 1, seed: 999 })).toBe(429)
      expect(own.size).toBeLessThanOrEqual(ROWS * 0.05)
    }
    expect(seen.size).toBeGreaterThan(100)
    expect(seen.size).toBeLessThanOrEqual(ROWS * 0.1)
    const { budgetLeft, rows } = await draw('member', { size: 10_000, seed: 5 })
    expect([rows.length, budgetLeft]).toEqual([200, 1_000_000 - 200])
    for (const number of seen) expect(rows.some(([cell]) => Number(cell) === number)).toBe(true)
  })

  test('the same wish again costs nothing, wishes at the same time cannot pass the budget together, and each is noted', async () => {
    await doors.setAccess('on-application')
    const first = await draw('reader', { size: 60, seed: 1 })
    expect((await draw('reader', { size: 60, seed: 1 })).budgetLeft).toBe(first.budgetLeft)
    const both = await Promise.all([draw('reader', { size: 40, seed: 2 }).then(() => 200, () => 429), status('reader', { size: 30, seed: 3 })])
    expect(both.toSorted()).toEqual([200, 429])
    const { rows } = await sql<{ lines: number }>`select count(*) as lines from audit_line where act = 'sample:draw' and actor = 'person:reader' and at >= ${doors.needs.clock.now()}`.execute(database.queries)
    expect(rows[0]?.lines).toBeGreaterThanOrEqual(2)
  })

  test('a draw that failed costs nothing', async () => {
    await doors.setAccess('on-application')
    const { localFiles } = doors.needs
    const { pathsOf } = localFiles
    localFiles.pathsOf = () => Promise.reject(new Error('the store is away'))
    await expect(doors.ask('reader', 'POST', SAMPLE, { size: 60, seed: 1 })).rejects.toThrow('away')
    localFiles.pathsOf = pathsOf
    expect((await draw('reader', { size: 100, seed: 1 })).budgetLeft).toBe(0)
  })

  test('samples are for those who signed in, of versions that are published', async () => {
    expect(await status('nobody', { size: 5, seed: 1 })).toBe(401)
    const unpublished = '/datasets/test-city/visits/versions/1.1.0/sample'
    expect([await status('reader', { size: 5, seed: 1 }, unpublished), await status('member', { size: 5, seed: 1 }, unpublished)]).toEqual([404, 409])
    for (const body of [{ size: 0, seed: 1 }, { size: 10_001, seed: 1 }, { size: 5, seed: -1 }, { size: 5, seed: 0.5 }, { size: 5, seed: 1, stratify: ['number', 'even', 'group "name"', 'x'] }]) expect([body, await status('reader', body)]).toEqual([body, 422])
  })
})
